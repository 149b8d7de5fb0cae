"""Lets the flush and the reload between tests through the guards of append-only tables.

On SQLite Django empties tables with DELETE, which the triggers refuse, and rightly so (PostgreSQL
uses TRUNCATE); on both it reloads what the migrations brought with UPDATE. Only here, around these
two, are the guards lifted and put back.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.sqlite3.base import DatabaseOperations

from kernel import append_only


def _drop(vendor: str, tables: Iterable[str]) -> list[str]:
    return [statement for table in tables for statement in append_only.drop_sql(vendor, table)]


def _create(vendor: str, tables: Iterable[str]) -> list[str]:
    return [statement for table in tables for statement in append_only.create_sql(vendor, table)]


@pytest.fixture(scope="session", autouse=True)
def _flush_passes_the_guards() -> Iterator[None]:
    plain_flush = DatabaseOperations.sql_flush
    plain_reload = BaseDatabaseCreation.deserialize_db_from_string

    def sql_flush(self: DatabaseOperations, style: Any, tables: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            guarded = sorted(append_only.guarded_tables("sqlite", cursor) & set(tables))
        return [
            *_drop("sqlite", guarded),
            *plain_flush(self, style, tables, **options),
            *_create("sqlite", guarded),
        ]

    def reload(self: BaseDatabaseCreation, data: str) -> None:
        vendor = self.connection.vendor
        with self.connection.cursor() as cursor:
            guarded = sorted(append_only.guarded_tables(vendor, cursor))
            for statement in _drop(vendor, guarded):
                cursor.execute(statement)
            plain_reload(self, data)
            for statement in _create(vendor, guarded):
                cursor.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        patch.setattr(BaseDatabaseCreation, "deserialize_db_from_string", reload)
        yield
