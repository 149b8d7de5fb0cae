from django.db import migrations

from kernel.append_only import ForbidChanges


class Migration(migrations.Migration):
    dependencies = [("editorial", "0002_initial")]
    operations = [
        ForbidChanges("editorial_revision"),
        ForbidChanges("editorial_transition"),
    ]
