from django.db import migrations

from law import actions


def load(apps, schema_editor):
    actions.load_register(
        act_model=apps.get_model("law", "Act"),
        provision_model=apps.get_model("law", "Provision"),
    )


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
