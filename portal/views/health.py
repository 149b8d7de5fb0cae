"""For whoever watches the portal from outside: does it live, can it serve, does its clock run?"""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from deadlines import queries as deadlines


def healthz(request: HttpRequest) -> JsonResponse:
    """The process lives; nothing else is asked."""
    return _answer({"process": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Ready to serve, or which part is not: database, migrations, clock."""
    parts = {"database": _database()}
    if parts["database"] == "ok":
        parts["migrations"] = _migrations()
    if parts.get("migrations") == "ok":
        parts["clock"] = _clock()
    return _answer(parts)


def _answer(parts: dict[str, str]) -> JsonResponse:
    ready = all(state == "ok" for state in parts.values())
    response = JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied" if waiting else "ok"


def _clock() -> str:
    now = timezone.now()
    last = deadlines.last_sweep(at=now)
    if last is None:
        return "has not ticked yet"
    late = now - last
    if late > timedelta(seconds=settings.CLOCK_LATE_AFTER):
        return f"last tick {int(late.total_seconds())} s ago"
    return "ok"
