"""Reminders on random calendars: in order, in the term's own time, as a walk over minutes finds."""

from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import given, settings, strategies as st

from deadlines.rules import ladder, ladders
from deadlines.rules.ladders import Audience, Rung
from deadlines.rules.rulebook import KEYS, term
from deadlines.rules.terms import Term, Unit
from tests.deadlines.samples import local
from tests.deadlines.test_arithmetic_properties import (
    MINUTE,
    SECOND,
    calendars,
    minutes,
    moments,
    pauses,
    works,
)


fractions = st.integers(1, 11).map(lambda n: Fraction(n, 12))
TODAY = local("2026-02-02 00:00").date()
PROVISIONS = sorted(KEYS - {"CL-8.3b", "CL-8.3b-2017"})


@given(moments, calendars(), st.sampled_from(PROVISIONS))
def test_reminders_come_in_order_and_none_before_the_start(start, calendar, provision):
    counted = term(provision, on=TODAY)

    planned = ladder.plan(start, counted, calendar)

    fire = [one.fire_at for one in planned]
    due = counted.due(start, calendar).at
    assert fire == sorted(fire)
    assert start <= fire[0]
    assert {one.rung.code: one.fire_at for one in planned}["due"] == due
    for one in planned:
        late = one.rung.code in ("due", "day_after")
        assert one.fire_at >= due if late else one.fire_at <= due


@given(moments, calendars())
def test_what_runs_in_working_time_rings_in_working_time(start, calendar):
    for one in ladder.plan(start, Term(8, Unit.WORKING_HOURS, "LC-8.2"), calendar):
        assert works(calendar, one.fire_at - SECOND)


@given(moments, calendars(), st.sampled_from(["LC-8.3", "LC-8.3-removal"]))
def test_what_runs_by_the_clock_rings_by_the_clock(start, calendar, provision):
    for one in ladder.plan(start, term(provision, on=TODAY), calendar):
        wanted = one.rung.moment
        hours = timedelta(hours=24) if isinstance(wanted, Fraction) else wanted
        assert one.fire_at == start + hours


@settings(max_examples=40)
@given(minutes, st.integers(1, 12), fractions, calendars(), pauses)
def test_a_share_agrees_with_a_walk_over_every_minute(start, hours, share, calendar, paused):
    paused = [(a.replace(second=0), b.replace(second=0)) for a, b in paused]
    counted = Term(12 * hours, Unit.WORKING_HOURS, "LC-8.2")  # so that shares are whole minutes
    due = counted.due(start, calendar, paused).at
    rung = Rung("share", share, (Audience.HANDLER,))

    (planned,) = ladder.plan_until(start, due, calendar, [rung], pauses=paused)

    assert planned.fire_at == walk(start, int(12 * hours * 60 * share), calendar, paused)


def walk(moment: datetime, left: int, calendar, paused) -> datetime:
    while left:
        left -= works(calendar, moment) and not any(a <= moment < b for a, b in paused)
        moment += MINUTE
    return moment


@given(moments, moments, calendars(), pauses)
def test_shares_of_a_promise_lie_between_its_notice_and_its_moment(one, other, calendar, paused):
    noticed, promised = min(one, other), max(one, other)
    shares = [rung for rung in ladders.REMINDERS if not rung.marks_lateness]

    planned = ladder.plan_until(noticed, promised, calendar, shares, pauses=paused)

    assert all(noticed <= one.fire_at <= promised for one in planned)
