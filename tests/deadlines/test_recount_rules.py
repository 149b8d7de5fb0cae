"""What a changed calendar does to a running term, decided without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from deadlines.rules import recount
from deadlines.rules.arithmetic import elapsed
from deadlines.rules.calendar import Block, Kind, Override, Status, WorkingCalendar
from deadlines.rules.recount import ENOUGH, Outcome, Running, decide, shared
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE
from deadlines.rules.terms import Term, Unit
from tests.deadlines.samples import local, official
from tests.deadlines.test_arithmetic_properties import calendars, moments, overrides


OFFICIAL = official()
TERMS = st.one_of(
    st.integers(1, 40).map(lambda n: Term(n, Unit.WORKING_HOURS, "LC-8.2")),
    st.integers(1, 12).map(lambda n: Term(n, Unit.WORKING_DAYS, "LA-13.6")),
)


def changed(calendar, *days):
    with_days = {**calendar.overrides, **{day.day: day for day in days}}
    return WorkingCalendar(calendar.hours, with_days, pending_off=calendar.pending_off)


def off(day):
    return Override(date.fromisoformat(day), Kind.OFF, Status.OFFICIAL)


def work(day, *, as_weekday=0):
    return Override(date.fromisoformat(day), Kind.WORK, Status.OFFICIAL, as_weekday=as_weekday)


def running(received, term=HANDLE, **facts):
    return Running(term, local(received), term.due(local(received), OFFICIAL).at, **facts)


def decided(received, calendar, at, **facts):
    return decide(running(received, **facts), former=OFFICIAL, calendar=calendar, at=local(at))


def test_a_day_off_moves_the_end_behind_it():
    decision = decided("2026-11-23 16:00", changed(OFFICIAL, off("2026-11-24")), "2026-11-23 16:30")

    assert decision.outcome is Outcome.MOVED
    assert decision.due.at == local("2026-11-25 16:00")


def test_an_earlier_end_is_taken_while_four_working_hours_are_left():
    """Due on Monday at 11:00; with a working Saturday already on Saturday at 11:00."""
    saturday = changed(OFFICIAL, work("2026-11-28"))

    taken = decided("2026-11-27 11:00", saturday, "2026-11-27 16:30:00")
    too_late = decided("2026-11-27 11:00", saturday, "2026-11-27 16:30:01")

    assert (taken.outcome, taken.due.at) == (Outcome.MOVED, local("2026-11-28 11:00"))
    assert too_late.outcome is Outcome.KEPT
    assert too_late.asked_for.at == local("2026-11-28 11:00")


def test_of_today_only_what_is_still_to_come_counts():
    """The Saturday is declared a working day at half past ten: its morning is not asked back."""
    saturday = changed(OFFICIAL, work("2026-11-28"))

    decision = decided("2026-11-27 16:00", saturday, "2026-11-28 10:30")

    assert decision.outcome is Outcome.KEPT
    assert decision.due.at == local("2026-11-30 09:30")


def test_a_past_day_that_becomes_a_working_day_shortens_nothing():
    """The notice for last Saturday comes on Monday: nobody is late by it."""
    late = changed(OFFICIAL, work("2026-11-28"))
    forty = Term(40, Unit.WORKING_HOURS, "LC-8.2")

    decision = decided("2026-11-27 08:00", late, "2026-11-30 08:00", term=forty)

    assert decision.outcome is Outcome.KEPT
    assert decision.due.at == forty.due(local("2026-11-27 08:00"), OFFICIAL).at


def test_a_late_swap_grants_the_day_off_and_does_not_count_the_saturday_that_has_passed():
    """Saturday worked, Tuesday off, told on Monday: the Saturday is not held against anybody."""
    swap = changed(OFFICIAL, work("2026-11-28"), off("2026-12-01"))
    forty = Term(40, Unit.WORKING_HOURS, "LC-8.2")

    decision = decided("2026-11-27 08:00", swap, "2026-11-30 08:00", term=forty)

    only_the_day_off = changed(OFFICIAL, off("2026-12-01"))
    assert decision.outcome is Outcome.MOVED
    assert decision.due.at == forty.due(local("2026-11-27 08:00"), only_the_day_off).at
    assert decision.asked_for.at < decision.due.at


def test_a_past_day_that_becomes_a_day_off_extends():
    decision = decided("2026-11-23 16:00", changed(OFFICIAL, off("2026-11-24")), "2026-11-24 15:00")

    assert decision.outcome is Outcome.MOVED
    assert decision.due.at == local("2026-11-25 16:00")


def test_a_breach_is_void_when_the_end_comes_to_lie_ahead():
    holiday = changed(OFFICIAL, off("2026-11-24"))

    lifted = decided("2026-11-23 16:00", holiday, "2026-11-24 18:00", overdue=True)
    still_late = decided("2026-11-23 16:00", holiday, "2026-11-26 08:00", overdue=True)

    assert lifted.outcome is Outcome.VOIDED
    assert still_late.outcome is Outcome.MOVED


def test_what_is_overdue_is_never_asked_to_be_due_earlier():
    saturday = changed(OFFICIAL, work("2026-11-28"))

    decision = decided("2026-11-27 16:00", saturday, "2026-12-02 08:00", overdue=True)

    assert decision.outcome is Outcome.UNTOUCHED


@pytest.mark.provision("LC-8.3")
def test_hours_by_the_clock_are_never_touched():
    everything = changed(OFFICIAL, off("2026-11-24"), work("2026-11-28"))

    decision = decided("2026-11-23 16:00", everything, "2026-11-23 17:00", term=ANSWER_AUTHORITY)

    assert decision.outcome is Outcome.UNTOUCHED


def test_the_time_of_a_suspended_term_stands_still():
    """Stopped on Friday with seven hours left; on Tuesday a working Saturday is no hurry."""
    saturday = changed(OFFICIAL, work("2026-11-28"))

    decision = decided(
        "2026-11-27 16:00", saturday, "2026-12-01 08:00", stopped_at=local("2026-11-27 16:30")
    )

    assert decision.outcome is Outcome.MOVED
    assert decision.due.at == local("2026-11-28 16:00")


def test_a_flag_goes_when_a_later_notice_takes_the_change_back():
    decision = decided("2026-11-27 16:00", OFFICIAL, "2026-11-28 11:30", to_decide=True)

    assert decision.outcome is Outcome.SETTLED


def test_where_two_calendars_differ():
    season = changed(OFFICIAL, off("2026-11-24"))

    assert recount.reach_of_change(OFFICIAL, OFFICIAL) is None
    assert recount.reach_of_change(OFFICIAL, season) == (date(2026, 11, 24), date(2026, 11, 24))


def test_what_sessions_have_in_common():
    morning, day = (Block(27_000, 41_400),), (Block(30_000, 60_000),)

    assert shared(morning, day) == (Block(30_000, 41_400),)
    assert shared(morning, ()) == ()


@settings(max_examples=150)
@given(moments, TERMS, calendars(), st.lists(overrides(), max_size=3), moments)
def test_no_breach_is_ever_made_backwards(start, term, calendar, days, at):
    """Whatever the calendar and the notice: a moved end lies ahead with enough time, or later."""
    due = term.due(start, calendar).at
    at = max(at, start)
    overdue = at > due
    new = changed(calendar, *days)
    facts = Running(term, start, due, overdue=overdue)

    decision = decide(facts, former=calendar, calendar=new, at=at)

    if decision.moves and decision.due.at < due:
        assert not overdue
        assert elapsed(at, decision.due.at, new) >= ENOUGH
    if decision.outcome is Outcome.VOIDED:
        assert overdue
        assert at <= decision.due.at
    if decision.outcome is Outcome.KEPT:
        assert decision.asked_for.at < due
    if not overdue and at <= due:
        kept = decision.due.at if decision.moves else due
        assert kept >= at, "a running term is never late by a notice"


@settings(max_examples=150)
@given(moments, TERMS, calendars(), st.lists(overrides(), max_size=3), moments)
def test_twice_is_once(start, term, calendar, days, at):
    at = max(at, start)
    new = changed(calendar, *days)
    due = term.due(start, calendar).at
    first = decide(Running(term, start, due), former=calendar, calendar=new, at=at)
    if not first.moves or first.due.at != first.asked_for.at:
        return

    again = decide(Running(term, start, first.due.at), former=new, calendar=new, at=at)

    assert again.outcome is Outcome.UNTOUCHED


@settings(max_examples=150)
@given(moments, TERMS, calendars(), overrides(), moments)
def test_a_change_of_the_past_may_only_extend(start, term, calendar, day, at):
    at = max(at, start)
    due = term.due(start, calendar).at
    if day.day >= at.astimezone(calendar.zone).date():
        return

    decision = decide(
        Running(term, start, due), former=calendar, calendar=changed(calendar, day), at=at
    )

    assert decision.due.at >= due or decision.outcome in (Outcome.KEPT, Outcome.UNTOUCHED)
    assert not (decision.moves and decision.due.at < due)


@settings(max_examples=100)
@given(moments, TERMS, calendars(), st.lists(overrides(), max_size=3))
def test_a_change_outside_the_term_touches_nothing(start, term, calendar, days):
    due = term.due(start, calendar)
    inside = {
        start.date() + timedelta(days=n) for n in range((due.at.date() - start.date()).days + 1)
    }
    outside = [day for day in days if day.day not in inside]

    decision = decide(
        Running(term, start, due.at), former=calendar, calendar=changed(calendar, *outside),
        at=start,
    )  # fmt: skip

    assert decision.outcome is Outcome.UNTOUCHED


def test_moments_are_compared_whatever_their_zone():
    facts = Running(HANDLE, local("2026-11-23 16:00"), datetime(2026, 11, 24, 9, 0, tzinfo=UTC))

    decision = decide(facts, former=OFFICIAL, calendar=OFFICIAL, at=local("2026-11-23 16:30"))

    assert decision.outcome is Outcome.UNTOUCHED
