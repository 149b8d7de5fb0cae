"""The standing agency among those whose request starts the 24 hours (LC-7.2, LC-8.3)."""

from importlib import import_module

from django.db import migrations


def load(apps, schema_editor):
    """Only what is missing: administrators maintain the list since it was first loaded."""
    Authority = apps.get_model("incidents", "Authority")
    if Authority.objects.filter(code="standing").exists():
        return
    data = import_module("incidents.migrations.0002_load_authorities")
    row = next(row for row in data.tomllib.loads(data.DATA.read_text("utf-8"))["authority"]
               if row["code"] == "standing")
    names = {f"name_{language}": text for language, text in row["name"].items()}
    Authority.objects.create(
        code="standing", competent_for=row["competent_for"], confirmed=row["confirmed"],
        name=names["name_vi"], **names,
    )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0006_enclosures_of_cases")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
