"""History that nobody rewrites: the database itself refuses UPDATE and DELETE.

A migration names the table once, ``ForbidChanges("audit_record")``, and from then on every
program that reaches the database is refused alike, the shell of the server included.
"""

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


REFUSED = ("UPDATE", "DELETE")

# One function serves every table; restrict_violation reaches Django as IntegrityError.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""


def trigger_name(table: str, verb: str) -> str:
    return f"{table}_refuses_{verb.lower()}"


def create_sql(vendor: str, table: str) -> Iterable[str]:
    """The statements that guard `table` on one kind of database."""
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION
    for verb in REFUSED:
        name = trigger_name(table, verb)
        if vendor == "postgresql":
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            yield (
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def drop_sql(vendor: str, table: str) -> Iterable[str]:
    """The statements that lift the guard of `table`."""
    on_table = f' ON "{table}"' if vendor == "postgresql" else ""
    for verb in REFUSED:
        yield f'DROP TRIGGER IF EXISTS "{trigger_name(table, verb)}"{on_table}'


def guarded_tables(vendor: str, cursor: CursorWrapper) -> set[str]:
    """The tables that refuse every verb of `REFUSED` now, as the database tells it."""
    if vendor == "postgresql":
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
        )
    else:
        cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
    found = set(cursor.fetchall())
    return {
        table
        for table, _name in found
        if all((table, trigger_name(table, verb)) in found for verb in REFUSED)
    }


class ForbidChanges(Operation):
    """Refuse every UPDATE and DELETE on a table, on SQLite and on PostgreSQL.

    SQLite rebuilds a table when one of its columns changes and forgets its triggers: a later
    migration that alters the table names this operation again as its last one. It may run twice.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        vendor = schema_editor.connection.vendor
        for statement in (*drop_sql(vendor, self.table), *create_sql(vendor, self.table)):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in drop_sql(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse every UPDATE and DELETE on {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"forbid_changes_{self.table}"
