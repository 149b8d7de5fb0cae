"""The sweep: what is told when, once, and what one broken clock may not do to the others."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Agency, User
from deadlines import actions, queries
from deadlines.models import Clock, ClockRung, ClockState, RungState, SweepRun
from deadlines.rules.rulebook import ANSWER_AUTHORITY
from tests.deadlines.samples import local
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import Told, running, sweep


pytestmark = pytest.mark.django_db

RECEIVED = local("2026-02-13 16:00")
HALF, DUE = local("2026-02-23 10:30"), local("2026-02-23 16:00")
DAY_AFTER = local("2026-02-24 16:00")
SECOND = timedelta(seconds=1)


def states(clock):
    return list(clock.rungs.values_list("state", flat=True))


def test_nothing_is_told_before_its_time():
    running(RECEIVED)
    told = Told()

    assert sweep(HALF - SECOND, told) == 0
    assert told == []


def test_each_reminder_is_told_once_at_its_time():
    clock = running(RECEIVED)
    told = Told()

    for at in (HALF, local("2026-02-23 14:00"), local("2026-02-23 15:12"), DUE, DAY_AFTER):
        sweep(at - SECOND, told)
        sweep(at, told)
        sweep(at + SECOND, told)

    assert {clock for clock, _ in told} == {clock}
    assert told.rungs == ["half", "three_quarters", "ninety", "due", "day_after"]
    assert states(clock) == [RungState.FIRED] * 5


@pytest.mark.parametrize(
    ("at", "state"),
    [(DUE, ClockState.RUNNING), (DUE + SECOND, ClockState.BREACHED_OPEN)],
)
def test_a_term_is_breached_only_after_its_due_time(at, state):
    clock = running(RECEIVED)

    sweep(DUE)
    sweep(at)

    clock.refresh_from_db()
    assert clock.state == state


def test_after_a_long_silence_only_the_highest_reminder_is_told():
    clock = running(RECEIVED)
    told = Told()
    late = DUE + timedelta(hours=10)

    assert sweep(late, told) == 1

    clock.refresh_from_db()
    assert told.rungs == ["due"]
    assert states(clock) == [RungState.COALESCED] * 3 + [RungState.FIRED, RungState.PENDING]
    assert (clock.state, clock.breached_at, clock.breach_detected_at) == (
        ClockState.BREACHED_OPEN,
        DUE,
        late,
    )
    assert clock.next_fire_at == DAY_AFTER
    assert list(clock.events.values_list("kind", flat=True)) == [
        "started",
        "breached",
        "coalesced",
        "coalesced",
        "coalesced",
        "fired",
    ]
    assert clock.events.last().data == {"rung": "due", "late_by": 36_000}


def test_a_breach_stays_on_record_when_the_term_is_met_late():
    clock = running(RECEIVED)
    sweep(DUE + SECOND)

    actions.meet(clock, at=DUE + timedelta(hours=1), by=UserFactory())

    clock.refresh_from_db()
    assert (clock.state, clock.breached_at, clock.breach_detected_at) == (
        ClockState.MET_LATE,
        DUE,
        DUE + SECOND,
    )


@pytest.mark.parametrize("close", ["meet", "cancel"])
def test_a_closed_clock_tells_nothing(close):
    clock = running(RECEIVED)
    if close == "meet":
        actions.meet(clock, at=RECEIVED, by=UserFactory())
    else:
        actions.cancel(clock, reason="duplicate", at=RECEIVED, by=UserFactory())

    assert sweep(DUE + SECOND) == 0
    assert states(clock) == [RungState.SKIPPED] * 5


def test_takedowns_are_swept_first():
    support = running(RECEIVED)
    takedown = running(RECEIVED, ANSWER_AUTHORITY, priority=10)
    told = Told()

    sweep(DUE, told)

    assert [clock for clock, _ in told] == [takedown, support]


def test_only_the_asked_kind_of_subject_is_swept():
    running(RECEIVED)

    assert sweep(DUE, subject_model=User) == 0
    assert sweep(DUE, subject_model=Agency) == 1


def test_more_than_one_batch_is_swept_at_once(monkeypatch):
    monkeypatch.setattr("deadlines.actions.sweeps.BATCH", 2)
    for _ in range(5):
        running(RECEIVED)

    assert sweep(DUE) == 5
    assert SweepRun.objects.get().scanned == 5


def test_a_broken_clock_does_not_hold_up_the_others(caplog):
    broken, sound = running(RECEIVED), running(RECEIVED)
    told = Told(broken)

    with caplog.at_level(logging.CRITICAL):
        assert sweep(DUE, told) == 1

    broken.refresh_from_db()
    assert told == [(sound, "due")]
    assert (broken.attempts, broken.next_fire_at) == (1, DUE + timedelta(minutes=1))
    assert states(broken) == [RungState.PENDING] * 5
    assert SweepRun.objects.get().failed == 1


def test_a_clock_that_mends_is_told_after_all():
    clock = running(RECEIVED)
    sweep(DUE, Told(clock))
    told = Told()

    sweep(DUE + timedelta(minutes=1), told)

    clock.refresh_from_db()
    assert told.rungs == ["due"]
    assert clock.attempts == 0


def test_after_five_failures_a_clock_is_set_aside_with_an_alarm(caplog):
    clock = running(RECEIVED)
    at = DUE
    for _ in range(6):
        sweep(at, Told(clock))
        at += timedelta(minutes=20)

    clock.refresh_from_db()
    assert (clock.attempts, clock.quarantined_at) == (5, DUE + timedelta(minutes=80))
    assert [r for r in caplog.records if r.levelno == logging.CRITICAL]


class Sirens(list[tuple[str, str]]):
    """Alarms that were raised, and one that cannot be."""

    def __call__(self, code, *, facts, key, at):
        self.append((code, key))
        raise RuntimeError("nobody can be told")

    @property
    def codes(self):
        return [code for code, _ in self]


def test_somebody_is_told_of_a_clock_set_aside_and_failing_to_tell_stops_nothing():
    clock, sirens, at = running(RECEIVED), Sirens(), DUE
    for _ in range(6):
        actions.sweep(subject_model=Agency, tell=Told(clock), alarm=sirens, at=at)
        at += timedelta(minutes=20)

    clock.refresh_from_db()
    assert sirens.codes.count("clock_quarantined") == 1
    assert clock.quarantined_at is not None


def test_two_broken_clocks_in_a_batch_hold_up_none_of_the_others():
    clocks = [running(RECEIVED) for _ in range(6)]
    told = Told(clocks[2], clocks[4])

    assert sweep(DUE, told) == 4
    assert {clock.pk for clock, _ in told} == {clocks[n].pk for n in (0, 1, 3, 5)}


def test_a_reminder_of_newer_code_is_left_to_it_with_one_alarm():
    clock, sirens, told = running(RECEIVED), Sirens(), Told()
    ClockRung.objects.create(clock=clock, rung="of_newer_code", fire_at=HALF)

    for minutes in (0, 1, 2):
        at = HALF + timedelta(minutes=minutes)
        actions.sweep(subject_model=Agency, tell=told, alarm=sirens, at=at)

    assert told.rungs == ["half"]
    assert clock.rungs.get(rung="of_newer_code").state == RungState.PENDING
    assert sirens == [("unknown_rung", f"{clock.pk}:of_newer_code")]
    clock.refresh_from_db()
    assert clock.next_fire_at == HALF + timedelta(minutes=3)
    assert queries.oldest_reminder(at=DUE) == HALF


@pytest.mark.databases
@pytest.mark.parametrize("rows", [1, 20])
def test_a_batch_costs_the_same_however_large(rows, django_assert_max_num_queries):
    for _ in range(rows):
        running(RECEIVED)

    with django_assert_max_num_queries(20):
        assert sweep(DUE + SECOND) == rows


@pytest.mark.postgresql
def test_ready_clocks_are_found_by_their_index():
    running(RECEIVED)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = Clock.objects.about(Agency).ready(at=DUE).most_urgent_first()[:200].explain()

    assert "deadlines_clock_due_to_fire" in plan


def test_every_sweep_leaves_its_mark_for_a_week(monkeypatch):
    monkeypatch.setattr("deadlines.actions.sweeps._PRUNE_EVERY", 1)
    running(RECEIVED)

    sweep(HALF + 30 * SECOND)
    run = SweepRun.objects.get()
    assert (run.at, run.scanned, run.fired, run.lag) == (HALF + 30 * SECOND, 1, 1, 30)
    assert queries.last_sweep("accounts.agency") == HALF + 30 * SECOND
    assert queries.last_sweep("accounts.user") is None

    sweep(HALF + timedelta(days=8))
    assert SweepRun.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_sweeps_side_by_side_tell_everything_once():
    for _ in range(12):
        running(RECEIVED)
    both_inside = threading.Barrier(2, timeout=5)
    first, second = Told(meanwhile=_once(both_inside.wait)), Told(meanwhile=_once(both_inside.wait))

    def run(told):
        try:
            for _ in range(8):
                sweep(DUE, told)
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deadlines.actions.sweeps.BATCH", 3)
        threads = [threading.Thread(target=run, args=[told]) for told in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(first) + len(second) == 12
    assert {clock for clock, _ in first}.isdisjoint({clock for clock, _ in second})
    assert ClockRung.objects.filter(state=RungState.FIRED).count() == 12
    assert Clock.objects.filter(state=ClockState.RUNNING).count() == 12


def _once(act):
    done = []

    def act_once():
        if not done:
            done.append(1)
            act()

    return act_once
