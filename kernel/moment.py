"""The one clock that all processes share: the database's."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """The moment by the database's clock, which all processes share; the clocks of hosts differ.

    SQLite has none of its own: there, and where `DATABASE_CLOCK` is off, the host's is asked.
    `deadlines_now()` comes with the migrations of `deadlines`.
    """
    if connection.vendor != "postgresql" or not settings.DATABASE_CLOCK:
        return timezone.now()  # noqa: TID251  the one place below the edge that may
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlines_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment
