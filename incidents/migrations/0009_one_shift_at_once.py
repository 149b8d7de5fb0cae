"""Nobody is on duty twice at once: the database itself refuses it, whichever program asks.

PostgreSQL has a constraint for it; SQLite has triggers, which a later migration that rebuilds
the table must make again.
"""

from django.db import migrations


POSTGRESQL = """
ALTER TABLE incidents_shift ADD CONSTRAINT incidents_shift_one_at_once
EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
) WHERE (cancelled_at IS NULL)
"""
SQLITE = """
CREATE TRIGGER incidents_shift_one_at_once_{verb} BEFORE {event} ON incidents_shift
WHEN NEW.cancelled_at IS NULL AND EXISTS (
    SELECT 1 FROM incidents_shift other
    WHERE other.person_id = NEW.person_id AND other.cancelled_at IS NULL
      AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
      AND other.id IS NOT NEW.id
) BEGIN SELECT RAISE(ABORT, 'incidents_shift_one_at_once'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE"}


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for verb, event in EVENTS.items():
        schema_editor.execute(SQLITE.format(verb=verb, event=event), params=None)


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE incidents_shift DROP CONSTRAINT incidents_shift_one_at_once", params=None
        )
        return
    for verb in EVENTS:
        schema_editor.execute(
            f"DROP TRIGGER incidents_shift_one_at_once_{verb}", params=None
        )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0008_roster")]
    operations = [migrations.RunPython(guard, lift)]
