from django.db import migrations


# One clock for all: the database's. A build for tests of faults puts another function in its place.
CREATE = """
CREATE OR REPLACE FUNCTION deadlines_now() RETURNS timestamptz
LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()'
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS deadlines_now()")


class Migration(migrations.Migration):

    dependencies = [
        ("deadlines", "0003_plans_pauses_gaps"),
    ]

    operations = [migrations.RunPython(create, drop)]
