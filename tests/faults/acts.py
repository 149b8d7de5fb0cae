"""Acts that only one test of faults needs; run inside an actor."""

from datetime import date, datetime
from typing import Any


def publish_day_off(day: str, number: str) -> int:
    """A holiday notice, entered by one person and published by another."""
    from accounts.models import User
    from deadlines import queries
    from deadlines.actions import notices
    from deadlines.rules.calendar import Kind, Override, Status
    from deadlines.rules.notices import Line

    entered_by = User.objects.get(username="secretary")
    document = notices.Document(
        number=number,
        issued_on=queries.now().date(),
        issuer="UBND tỉnh",
        title="Nghỉ",
        url="https://laocai.gov.vn/notice",
    )
    off = Override(date.fromisoformat(day), Kind.OFF, Status.OFFICIAL, "Nghỉ")
    at = queries.now()
    notice = notices.enter(document, [Line(off)], by=entered_by, at=at)
    notices.submit(notice, by=entered_by, at=at)
    deputy = User.objects.get(username="deputy_head")
    return notices.publish(notice, by=deputy, at=at).pk


def recount() -> int:
    from deadlines import queries
    from incidents.actions import recounts

    return recounts.recount(at=queries.now())


def reconcile() -> int:
    from deadlines import queries
    from incidents.actions import reconciling

    return reconciling.reconcile(at=queries.now())


def die_in_receiving(received_at: str) -> None:
    """Take in a report, and be killed after the case was stored and before its clock is."""
    import os
    import signal

    from django.db import connection

    from tests.faults import actor

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "deadlines_clock"'):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        actor.receive(1, received_at)


def due_times(starts: list[str]) -> list[str]:
    """When 8 working hours from each moment end, by the published calendar."""
    from deadlines import queries
    from deadlines.rules import rulebook

    calendar = queries.calendar()
    found = []
    for text in starts:
        start = datetime.fromisoformat(text)
        found.append(rulebook.HANDLE.due(start, calendar).at.isoformat())
    return found
