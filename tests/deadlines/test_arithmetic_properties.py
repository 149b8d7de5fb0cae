"""What must hold on every calendar: invariants I1 to I12, and agreement with a minute walk."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st

from deadlines.rules.arithmetic import after_working_time, elapsed
from deadlines.rules.calendar import Block, Hours, Kind, Override, Status, WorkingCalendar
from deadlines.rules.terms import Term, Unit
from tests.deadlines.samples import ZONE


# A busy machine is no counterexample.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

FIRST = date(2026, 2, 2)
DAYS = 28
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

moments = st.integers(0, DAYS * 86_400 - 1).map(
    lambda n: datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=ZONE) + n * SECOND
)
minutes = moments.map(lambda moment: moment.replace(second=0))
budgets = st.integers(0, 40 * 3600)
zones = st.sampled_from(
    [UTC, ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=-11))]
)
pauses = st.lists(st.tuples(moments, moments).map(lambda p: (min(p), max(p))), max_size=3)


@st.composite
def sessions(draw, *, least=0):
    """Up to three sessions that begin and end on full quarters of an hour."""
    count = draw(st.integers(least, 3))
    quarters = draw(
        st.lists(st.integers(0, 96), min_size=2 * count, max_size=2 * count, unique=True)
    )
    edges = [quarter * 900 for quarter in sorted(quarters)]
    return tuple(Block(*edges[n : n + 2]) for n in range(0, len(edges), 2))


@st.composite
def overrides(draw):
    day = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
    kind = draw(st.sampled_from(Kind))
    blocks = draw(sessions(least=1)) if kind is Kind.HOURS else ()
    status = draw(st.sampled_from(Status))
    return Override(day, kind, status, blocks=blocks, as_weekday=draw(st.integers(0, 6)))


@st.composite
def calendars(draw):
    """Two versions of office hours, a change on a random day, and a few overrides."""
    change = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
    weeks = [(draw(sessions(least=1)), *(draw(sessions()) for _ in range(6))) for _ in range(2)]
    changed = draw(st.lists(overrides(), max_size=6))
    return WorkingCalendar(
        hours=(Hours(weeks[0], until=change), Hours(weeks[1], since=change + timedelta(days=1))),
        overrides={override.day: override for override in changed},
        pending_off=draw(st.booleans()),
    )


def at(start, seconds, calendar, paused=()):
    return after_working_time(start, seconds, calendar, paused).at


def with_override(calendar, override):
    changed = {**calendar.overrides, override.day: override}
    return WorkingCalendar(calendar.hours, changed, pending_off=calendar.pending_off)


def works(calendar, moment):
    """The specification, by brute force: is this local second inside a session of its day?"""
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    return any(block.open <= second < block.close for block in calendar.blocks(moment.date()))


@given(moments, budgets, calendars(), pauses)
def test_i1_i2_i8_a_due_is_the_leftmost_moment_with_that_much_work(start, budget, calendar, paused):
    due = at(start, budget, calendar, paused)

    assert elapsed(start, due, calendar, paused) == budget
    if budget:
        assert elapsed(start, due - SECOND, calendar, paused) == budget - 1
        assert works(calendar, due - SECOND)


@given(moments, moments, budgets, budgets, calendars())
def test_i3_i4_a_later_start_or_a_longer_term_is_never_due_earlier(one, other, a, b, calendar):
    assert at(min(one, other), a, calendar) <= at(max(one, other), a, calendar)
    assert at(one, min(a, b), calendar) <= at(one, max(a, b), calendar)


@given(moments, moments, st.integers(1, 20), st.integers(1, 20), calendars())
def test_i3_i4_hold_for_working_days_as_well(one, other, a, b, calendar):
    def due(start, days):
        return Term(days, Unit.WORKING_DAYS, "LA-13.6").due(start, calendar).at

    assert due(min(one, other), a) <= due(max(one, other), a)
    assert due(one, min(a, b)) <= due(one, max(a, b))


@given(moments, budgets, st.integers(1, 20 * 3600), calendars())
def test_i5_terms_add_up(start, first, second, calendar):
    assert at(at(start, first, calendar), second, calendar) == at(start, first + second, calendar)


@given(st.lists(moments, min_size=3, max_size=3), calendars(), pauses)
def test_i6_elapsed_time_adds_up_and_fits(three, calendar, paused):
    a, b, c = sorted(three)

    whole = elapsed(a, c, calendar, paused)

    assert whole == elapsed(a, b, calendar, paused) + elapsed(b, c, calendar, paused)
    assert 0 <= whole <= (c - a).total_seconds()
    assert elapsed(c, a, calendar, paused) == 0


@given(moments, budgets, calendars(), zones)
def test_i7_the_zone_of_the_input_does_not_matter(start, budget, calendar, zone):
    assert at(start.astimezone(zone), budget, calendar) == at(start, budget, calendar)


@given(moments, st.integers(0, 20), calendars(), zones, st.sampled_from(Unit))
def test_i7_holds_for_every_kind_of_time(start, amount, calendar, zone, unit):
    counted = Term(amount, unit, "LC-8.2")

    assert counted.due(start.astimezone(zone), calendar).at == counted.due(start, calendar).at


@given(moments, st.integers(1, 18), calendars(), pauses)
def test_i12_working_days_without_those_that_a_pause_touches(start, days, calendar, paused):
    day, left = start.date(), days
    eight = start.replace(hour=8, minute=0, second=0)
    if eight < start:
        day += timedelta(days=1)
    while True:
        left -= counts(day, calendar, paused)
        if not left:
            break
        day += timedelta(days=1)

    due = Term(days, Unit.WORKING_DAYS, "LA-13.6").due(start, calendar, paused).at
    assert due == midnight(day) + calendar.blocks(day)[-1].close * SECOND


def counts(day, calendar, paused):
    """Whether somebody works that day, and no pause touches the time in which they do."""
    sessions = [
        (midnight(day) + block.open * SECOND, midnight(day) + block.close * SECOND)
        for block in calendar.blocks(day)
    ]
    touched = any(a < b and a < close and open_ < b for a, b in paused for open_, close in sessions)
    return bool(sessions) and not touched


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


@given(moments, budgets, calendars(), overrides())
def test_i9_a_changed_day_moves_a_due_only_in_its_own_direction(start, budget, calendar, override):
    before = after_working_time(start, budget, calendar)
    day_off = Override(override.day, Kind.OFF, Status.OFFICIAL)
    all_day = Override(override.day, Kind.HOURS, Status.OFFICIAL, blocks=(Block(0, 86_400),))

    assert at(start, budget, with_override(calendar, day_off)) >= before.at
    assert at(start, budget, with_override(calendar, all_day)) <= before.at
    if not before.started_at.date() <= override.day <= before.at.date():
        assert at(start, budget, with_override(calendar, override)) == before.at


@given(moments, st.integers(1, 20), calendars(), st.integers(0, DAYS))
def test_i9_a_made_up_day_never_makes_working_days_end_later(start, days, calendar, nth):
    day = FIRST + timedelta(days=nth)
    off = with_override(calendar, Override(day, Kind.OFF, Status.OFFICIAL))
    morning = (Block(8 * 3600, 12 * 3600),)
    worked = with_override(calendar, Override(day, Kind.HOURS, Status.OFFICIAL, blocks=morning))
    answer = Term(days, Unit.WORKING_DAYS, "LA-13.6")

    assert answer.due(start, worked).at <= answer.due(start, off).at


@given(moments, budgets, calendars(), pauses, st.randoms(use_true_random=False))
def test_i10_pauses_only_delay_and_their_order_and_overlap_do_not_matter(
    start, budget, calendar, paused, chance
):
    due = at(start, budget, calendar, paused)
    shuffled = paused + paused
    chance.shuffle(shuffled)

    assert due >= at(start, budget, calendar)
    assert at(start, budget, calendar, shuffled) == due


@given(moments, st.integers(1, 20), calendars(), pauses)
def test_i10_pauses_never_make_working_days_end_earlier(start, days, calendar, paused):
    answer = Term(days, Unit.WORKING_DAYS, "LA-13.6")

    assert answer.due(start, calendar, paused).at >= answer.due(start, calendar).at


@given(minutes, budgets, calendars())
def test_i10_a_pause_outside_working_time_changes_nothing(start, budget, calendar):
    idle = [
        (moment, moment + MINUTE)
        for moment in (start + 17 * n * MINUTE for n in range(120))
        if not works(calendar, moment)
    ]

    assert at(start, budget, calendar, idle) == at(start, budget, calendar)


@given(moments, st.integers(0, 500), calendars())
def test_i11_clock_hours_ignore_the_calendar(start, hours, calendar):
    assert Term(hours, Unit.HOURS, "LC-8.3").due(start, calendar).at == start + timedelta(
        hours=hours
    )


@settings(max_examples=60)
@given(minutes, st.integers(1, 24), calendars(), pauses)
def test_i12_working_hours_agree_with_a_walk_over_every_minute(start, hours, calendar, paused):
    paused = [(a.replace(second=0), b.replace(second=0)) for a, b in paused]
    moment, left = start, hours * 60
    while left:
        idle = any(pause <= moment < resume for pause, resume in paused)
        left -= works(calendar, moment) and not idle
        moment += MINUTE

    assert Term(hours, Unit.WORKING_HOURS, "LC-8.2").due(start, calendar, paused).at == moment


@given(moments, st.integers(1, 18), calendars())
def test_i12_working_days_agree_with_a_walk_over_every_day(start, days, calendar):
    day = start.date()
    eight = start.replace(hour=8, minute=0, second=0)
    left = days - (bool(calendar.blocks(day)) and eight >= start)
    while left:
        day += timedelta(days=1)
        left -= bool(calendar.blocks(day))
    close = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(
        seconds=calendar.blocks(day)[-1].close
    )

    assert Term(days, Unit.WORKING_DAYS, "LA-13.6").due(start, calendar).at == close


@given(moments, budgets, calendars())
def test_the_trace_adds_up_and_stays_inside_its_sessions(start, budget, calendar):
    due = after_working_time(start, budget, calendar)

    assert sum(used.seconds for used in due.trace) == budget
    for used in due.trace:
        assert used.block in calendar.blocks(used.day)
        assert 0 < used.seconds <= used.block.close - used.block.open
