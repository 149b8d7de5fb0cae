"""A notice is published and counted while four sweepers and three recounts run (F10)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.roles import Role
from deadlines import actions, queries
from deadlines.actions import notices, recounts
from deadlines.models import Clock, ClockEvent, ClockRung, ClockState, Recount, RungState
from deadlines.rules.rulebook import HANDLE
from kernel.verdict import NotAllowed
from tests.deadlines.samples import local
from tests.factories.accounts import person
from tests.factories.deadlines import Told, running, sweep
from tests.factories.notices import DOCUMENT, off, published, swap


pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

MINUTE = timedelta(minutes=1)


def together(*acts):
    """Run every act in a thread of its own; returns what any of them raised."""
    raised = []

    def guarded(act):
        try:
            act()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_every_clock_is_moved_once_and_told_once_under_four_sweepers(monkeypatch):
    """A day off (G01) and a swap (G02) are published while sixty clocks straddle the days."""
    monkeypatch.setattr(recounts, "BATCH", 7)
    monkeypatch.setattr("deadlines.actions.sweeps.BATCH", 5)
    clocks = [running(local("2026-11-20 09:00") + 97 * number * MINUTE) for number in range(60)]
    secretary, deputy = person(Role.SECRETARY), person(Role.DEPUTY_HEAD)
    at = local("2026-11-24 09:30")
    moves, told, closed = [], [Told() for _ in range(4)], clocks[::9]

    def publish():
        for lines in ([off("2026-11-24")], swap("2026-11-26", "2026-12-05")):
            published(*lines, at=at, enterer=secretary, approver=deputy)

    def recount():
        for step in range(12):
            recounts.recount(tell=lambda batch, at: moves.extend(batch), at=at + step * MINUTE)

    def sweeper(mine):
        return lambda: [sweep(at + step * MINUTE, mine) for step in range(8)]

    def close():
        for clock in closed:
            actions.meet(clock, at=at, by=secretary)

    raised = together(publish, recount, recount, recount, close, *map(sweeper, told))

    assert raised == []
    recounts.recount(tell=lambda batch, at: moves.extend(batch), at=at + 20 * MINUTE)
    sweep(at + 21 * MINUTE)
    check_history()
    check_clocks(closed)
    check_reminders(at + 21 * MINUTE)
    assert list(recounts.differing(at=at + 21 * MINUTE)) == []


def check_history():
    """One step for each revision, and nothing left to do."""
    events = ClockEvent.objects.filter(kind="recounted")
    steps = list(events.values_list("clock", "data__for_revision"))
    assert steps
    assert len(steps) == len(set(steps))
    assert not Recount.objects.waiting().exists()


def check_clocks(closed):
    """At rest every open clock is due by the newest calendar; what was met stays met."""
    latest = queries.calendar()
    for clock in Clock.objects.open():
        assert clock.needs_decision or clock.due_at == HANDLE.due(clock.started_at, latest).at
        assert clock.state != ClockState.BREACHED_OPEN or clock.breached_at == clock.due_at
    states = Clock.objects.filter(pk__in=[one.pk for one in closed]).values_list("state", flat=True)
    assert set(states) <= {ClockState.MET, ClockState.MET_LATE}


def check_reminders(at):
    """Each was told once in its plan, and none that is due waits."""
    fired = ClockRung.objects.filter(state=RungState.FIRED)
    keys = list(fired.values_list("clock", "rung", "plan_no"))
    assert len(keys) == len(set(keys))
    assert not ClockRung.objects.filter(state=RungState.PENDING, fire_at__lt=at).exists()


def test_two_people_cannot_publish_the_same_notice_at_once():
    secretary = person(Role.SECRETARY)
    approvers = [person(Role.DEPUTY_HEAD), person(Role.HEAD_OF_BOARD)]
    at = local("2026-11-22 09:00")
    notice = notices.enter(DOCUMENT, [off("2026-11-24")], by=secretary, at=at)
    notices.submit(notice, by=secretary, at=at)

    raised = together(
        *[lambda who=who: notices.publish(notice, by=who, at=at) for who in approvers]
    )

    assert [type(error) for error in raised] == [NotAllowed]
    assert Recount.objects.count() == 1
