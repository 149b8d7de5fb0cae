"""For whoever watches the portal from outside: does it live, can it serve, does its clock run?"""

from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from deadlines import queries as deadlines
from portal import ledger, pulse
from portal.pulse import Pulse


REMINDERS_WAIT = timedelta(seconds=120)
MESSAGES_WAIT = timedelta(minutes=5)


def healthz(request: HttpRequest) -> JsonResponse:
    """The process lives; nothing else is asked."""
    return _answer({"process": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Ready to serve, or which part is not: database, migrations, and all that time does."""
    parts = {"database": _database()}
    if parts["database"] == "ok":
        parts["migrations"] = _migrations()
    if parts.get("migrations") == "ok":
        parts |= standing(pulse.take())
        parts["ledger"] = ledger.health(at=deadlines.now())
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
    except Error:
        return "does not answer"
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied" if waiting else "ok"


def standing(found: Pulse) -> dict[str, str]:
    """What time does, part by part: any of them may stand still while the others go on."""
    return {
        "clock": _clock(found),
        "reminders": _waiting(found.reminder_age, REMINDERS_WAIT),
        "messages": _waiting(found.message_age, MESSAGES_WAIT),
        "set_aside": f"{found.set_aside} clocks" if found.set_aside else "ok",
    }


def _clock(found: Pulse) -> str:
    age = found.sweep_age
    if age is None:
        return "has not ticked yet"
    seconds = int(age.total_seconds())
    if seconds > settings.CLOCK_LATE_AFTER:
        return f"last tick {seconds} s ago"
    if seconds < -settings.CLOCK_LATE_AFTER:
        return f"last tick {-seconds} s ahead: the clock was set back"
    return "ok"


def _waiting(age: timedelta, limit: timedelta) -> str:
    return f"one waits for {int(age.total_seconds())} s" if age > limit else "ok"
