from django.db import migrations

from kernel.append_only import ForbidChanges


class Migration(migrations.Migration):
    dependencies = [("sections", "0002_seed_sections")]
    operations = [ForbidChanges("sections_takedown")]
