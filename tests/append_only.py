"""Lets the flush between tests through the guards of append-only tables.

On SQLite Django empties tables with DELETE, which the triggers refuse, and rightly so. Only here,
around the statements of a flush, are they lifted and put back; PostgreSQL uses TRUNCATE.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseOperations

from kernel import append_only


@pytest.fixture(scope="session", autouse=True)
def _flush_passes_the_guards() -> Iterator[None]:
    plain = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, style: Any, tables: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            guarded = sorted(append_only.guarded_tables("sqlite", cursor) & set(tables))
        return [
            *(
                statement
                for table in guarded
                for statement in append_only.drop_sql("sqlite", table)
            ),
            *plain(self, style, tables, **options),
            *(
                statement
                for table in guarded
                for statement in append_only.create_sql("sqlite", table)
            ),
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield
