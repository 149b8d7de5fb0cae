"""What the settings promise, asked of the running portal rather than of the file."""

import pytest
from django.conf import settings
from django.db import connection, connections


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 1), ("foreign_keys", 1)]
)
def test_every_connection_to_sqlite_begins_as_it_should(pragma, value):
    fresh = connections.create_connection("default")
    try:
        with fresh.cursor() as cursor:
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone()[0] == value
        assert fresh.transaction_mode == "IMMEDIATE"
    finally:
        fresh.close()


def test_nothing_is_open_by_default():
    assert not settings.DEBUG
    assert not settings.DEMO_PASSWORD or settings.DEMO
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not [
        value for values in directives.values() for value in values if "unsafe" in str(value)
    ]
