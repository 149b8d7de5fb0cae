from django.db import migrations

from kernel.append_only import ForbidChanges


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_load_authorities")]
    operations = [
        ForbidChanges("incidents_caseevent"),
        ForbidChanges("incidents_takedownorder"),
    ]
