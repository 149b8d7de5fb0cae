from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from audit import actions
from audit.models import Record
from kernel.append_only import ForbidChanges, guarded_tables
from law.models import Provision


NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def kept(db):
    return actions.record("x", Provision(pk=1, key="LC-1"), by=None, at=NOON)


def test_the_database_refuses_to_change_the_record(kept):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Record.objects.filter(pk=kept.pk).update(verb="y")

    kept.refresh_from_db()
    assert kept.verb == "x"


def test_the_database_refuses_to_delete_the_record(kept):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        kept.delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Record.objects.all()._raw_delete("default")

    assert Record.objects.get() == kept


@pytest.mark.django_db
def test_every_table_that_a_migration_guards_is_guarded_in_the_end():
    """SQLite forgets triggers when it rebuilds a table: the migration must guard it again."""
    loader = MigrationLoader(connection)
    named = {
        operation.table
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, ForbidChanges)
    }

    with connection.cursor() as cursor:
        guarded = guarded_tables(connection.vendor, cursor)

    assert "audit_record" in named
    assert named == guarded
    assert named <= {model._meta.db_table for model in apps.get_models()}


@pytest.mark.django_db(transaction=True)
def test_the_flush_between_tests_passes_and_leaves_the_guard_in_place():
    from django.core.management import call_command

    actions.record("x", Provision(pk=1, key="LC-1"), by=None, at=NOON)

    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)

    assert not Record.objects.exists()
    actions.record("x", Provision(pk=1, key="LC-1"), by=None, at=NOON)
    with pytest.raises(IntegrityError, match="append-only"):
        Record.objects.update(verb="y")


@pytest.mark.django_db(transaction=True)
def test_a_guard_can_be_set_twice_and_lifted():
    operation = ForbidChanges("diary")
    state = ProjectState()

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE diary (line text)")
        try:
            for _ in range(2):
                with connection.schema_editor() as editor:
                    operation.database_forwards("audit", editor, state, state)
            cursor.execute("INSERT INTO diary VALUES ('a')")
            with pytest.raises(IntegrityError):
                cursor.execute("DELETE FROM diary")

            with connection.schema_editor() as editor:
                operation.database_backwards("audit", editor, state, state)
            cursor.execute("DELETE FROM diary")
        finally:
            cursor.execute("DROP TABLE diary")

    assert "diary" in operation.describe()
    assert operation.migration_name_fragment == "forbid_changes_diary"
