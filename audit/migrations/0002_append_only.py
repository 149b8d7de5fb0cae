from django.db import migrations

from kernel.append_only import ForbidChanges


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [ForbidChanges("audit_record")]
