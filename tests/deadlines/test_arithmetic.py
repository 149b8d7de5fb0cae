"""Vectors to the second; `test_arithmetic_properties` compares with a walk over every minute."""

from datetime import UTC, datetime

import pytest

from deadlines.rules import arithmetic, calendar_file
from deadlines.rules.calendar import parse_sessions
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE, term
from deadlines.rules.terms import StartsAt, Term, Unit
from tests.deadlines.samples import local, official


CALENDAR = official()
ANSWER = Term(15, Unit.WORKING_DAYS, "LA-13.6")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("2026-03-03 07:29:59", "2026-03-03 17:00:00", id="before opening"),
        pytest.param("2026-03-03 07:30:00", "2026-03-03 17:00:00", id="at opening"),
        pytest.param("2026-03-03 07:30:01", "2026-03-04 07:30:01", id="a second after opening"),
        pytest.param("2026-03-03 11:29:59", "2026-03-04 11:29:59", id="a second before lunch"),
        pytest.param("2026-03-03 11:30:00", "2026-03-04 11:30:00", id="at lunch, due at lunch"),
        pytest.param("2026-03-03 12:15:00", "2026-03-04 11:30:00", id="during lunch"),
        pytest.param("2026-03-03 13:00:00", "2026-03-04 11:30:00", id="after lunch"),
        pytest.param("2026-03-03 16:59:59", "2026-03-04 16:59:59", id="a second before close"),
        pytest.param("2026-03-03 17:00:00", "2026-03-04 17:00:00", id="at close"),
        pytest.param("2026-03-06 16:59:00", "2026-03-09 16:59:00", id="Friday evening"),
        pytest.param("2026-03-07 09:00:00", "2026-03-09 17:00:00", id="Saturday"),
        pytest.param("2026-02-13 16:00:00", "2026-02-23 16:00:00", id="eve of Tết"),
        pytest.param("2026-02-18 03:00:00", "2026-02-23 17:00:00", id="in the night of Tết"),
        pytest.param("2026-08-21 16:00:00", "2026-08-22 16:00:00", id="into a made-up Saturday"),
        pytest.param("2026-08-28 16:00:00", "2026-09-03 16:00:00", id="over a swapped Monday"),
        pytest.param("2026-01-01 09:00:00", "2026-01-05 17:00:00", id="swapped 2 January"),
        pytest.param("2026-01-09 16:30:00", "2026-01-10 16:30:00", id="made-up 10 January"),
        pytest.param("2026-11-23 16:00:00", "2026-11-24 16:00:00", id="pending day works"),
    ],
)
def test_eight_working_hours(received, due):
    assert HANDLE.due(local(received), CALENDAR).at == local(due)


def test_a_pending_day_off_counts_as_off_when_told():
    due = HANDLE.due(local("2026-11-23 16:00"), official(pending_off=True))

    assert due.at == local("2026-11-25 16:00")


def test_the_trace_names_every_session_that_was_used():
    due = HANDLE.due(local("2026-02-13 16:00"), CALENDAR)

    assert [(str(used.day), str(used.block), used.seconds) for used in due.trace] == [
        ("2026-02-13", "13:00-17:00", 3600),
        ("2026-02-23", "07:30-11:30", 4 * 3600),
        ("2026-02-23", "13:00-17:00", 3 * 3600),
    ]


@pytest.mark.parametrize("pauses", [[], [(local("2026-03-03 13:00"), local("2026-03-03 14:00"))]])
def test_the_trace_has_no_empty_sessions(pauses):
    due = HANDLE.due(local("2026-03-03 11:30"), CALENDAR, pauses)

    assert all(used.seconds > 0 for used in due.trace)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-13 16:45:00", "2026-02-14 16:45:00"),
        ("2026-02-16 23:59:59", "2026-02-17 23:59:59"),
        ("2026-08-22 00:00:00", "2026-08-23 00:00:00"),
    ],
)
def test_clock_hours_run_through_tet_and_weekends(received, due):
    assert ANSWER_AUTHORITY.due(local(received), CALENDAR).at == local(due)


@pytest.mark.parametrize(
    ("days", "received", "due"),
    [
        pytest.param(1, "2026-03-03 07:59:59", "2026-03-03 17:00", id="before 08:00"),
        pytest.param(1, "2026-03-03 08:00:00", "2026-03-03 17:00", id="at 08:00"),
        pytest.param(1, "2026-03-03 08:00:01", "2026-03-04 17:00", id="after 08:00"),
        pytest.param(1, "2026-02-13 09:00:00", "2026-02-23 17:00", id="eve of Tết"),
        pytest.param(2, "2026-08-21 09:00:00", "2026-08-24 17:00", id="a made-up Saturday counts"),
        pytest.param(15, "2026-02-13 07:00:00", "2026-03-12 17:00", id="fifteen over Tết"),
        pytest.param(18, "2026-02-13 16:00:00", "2026-03-18 17:00", id="eighteen over Tết"),
        pytest.param(0, "2026-02-16 09:00:00", "2026-02-16 09:00", id="none"),
    ],
)
def test_working_days_count_from_eight_and_end_with_the_last_session(days, received, due):
    counted = Term(days, Unit.WORKING_DAYS, "LA-13.6").due(local(received), CALENDAR)

    assert counted.at == local(due)


def test_forty_eight_hours_from_a_day_begin_when_the_day_has_ended():
    document = term("CC-8.1c-document", on=local("2026-03-02 10:00").date())

    assert document.starts_at is StartsAt.END_OF_DAY
    for received in ("2026-03-02 00:00", "2026-03-02 10:00", "2026-03-02 23:59:59"):
        assert document.due(local(received), CALENDAR).at == local("2026-03-05 00:00")


def test_at_once_is_due_at_once():
    at_once = term("CL-8.3b", on=local("2026-02-17 03:00").date())

    assert at_once.due(local("2026-02-17 03:00"), CALENDAR).at == local("2026-02-17 03:00")


def test_fractions_of_a_second_are_dropped_from_the_start():
    received = local("2026-03-03 09:00:00").replace(microsecond=999_999)

    assert HANDLE.due(received, CALENDAR).at == local("2026-03-04 09:00:00")


NAIVE = datetime(2026, 3, 3, 9)  # noqa: DTZ001
AWARE = local("2026-03-03 10:00")


@pytest.mark.parametrize(
    "reckon",
    [
        pytest.param(lambda: HANDLE.due(NAIVE, CALENDAR), id="due"),
        pytest.param(lambda: arithmetic.elapsed(AWARE, NAIVE, CALENDAR), id="elapsed"),
        pytest.param(lambda: HANDLE.due(AWARE, CALENDAR, [(NAIVE, AWARE)]), id="pause"),
    ],
)
def test_a_moment_without_a_zone_is_a_type_error(reckon):
    with pytest.raises(TypeError):
        reckon()


def test_the_zone_of_the_input_does_not_matter_and_the_answer_is_local():
    due = HANDLE.due(datetime(2026, 2, 13, 9, tzinfo=UTC), CALENDAR)

    assert due.at.isoformat() == "2026-02-23T16:00:00+07:00"


def test_a_session_until_midnight_meets_the_next_morning():
    night = official(sessions=parse_sessions("00:00-06:00,22:00-24:00"))

    due = HANDLE.due(local("2026-03-03 23:00"), night)

    assert due.at == local("2026-03-04 23:00")


def test_a_calendar_without_working_time_gives_up():
    never = official(sessions=())

    with pytest.raises(arithmetic.NoWorkingTime):
        HANDLE.due(local("2026-03-03 09:00"), never)
    with pytest.raises(arithmetic.NoWorkingTime):
        ANSWER.due(local("2026-03-03 09:00"), never)


def test_no_time_is_spent_where_nobody_works():
    start, end = local("2026-03-03 09:00"), local("2026-03-13 09:00")

    assert arithmetic.elapsed(start, end, official(sessions=())) == 0


@pytest.mark.parametrize("counted", [HANDLE, ANSWER, ANSWER_AUTHORITY])
def test_the_end_of_all_years_is_out_of_reach(counted):
    with pytest.raises(arithmetic.Unreachable):
        counted.due(local("9999-12-31 23:00"), CALENDAR)


def test_a_pause_moves_working_hours_by_its_working_time():
    start = local("2026-03-03 09:00")
    pauses = [(local("2026-03-03 10:00"), local("2026-03-03 14:00"))]  # 2 h 30 of work

    assert HANDLE.due(start, CALENDAR, pauses).at == local("2026-03-04 11:30")
    assert arithmetic.elapsed(start, local("2026-03-03 17:00"), CALENDAR, pauses) == 4 * 3600


def test_a_day_that_a_pause_touches_does_not_count():
    pauses = [(local("2026-03-04 16:59"), local("2026-03-04 16:59:59"))]

    due = Term(2, Unit.WORKING_DAYS, "LA-13.6").due(local("2026-03-03 07:00"), CALENDAR, pauses)

    assert due.at == local("2026-03-05 17:00")


def test_a_pause_from_close_to_opening_touches_neither_day():
    pauses = [(local("2026-03-04 17:00"), local("2026-03-05 07:30"))]
    term = Term(2, Unit.WORKING_DAYS, "LA-13.6")

    assert term.due(local("2026-03-04 07:00"), CALENDAR, pauses).at == local("2026-03-05 17:00")


def test_clock_hours_are_never_paused():
    with pytest.raises(ValueError, match="never paused"):
        ANSWER_AUTHORITY.due(
            local("2026-03-03 09:00"),
            CALENDAR,
            [(local("2026-03-03 10:00"), local("2026-03-03 11:00"))],
        )


@pytest.mark.parametrize(
    ("received", "provisional"),
    [
        pytest.param("2026-03-03 09:00", False, id="a settled year"),
        pytest.param("2026-11-23 16:00", True, id="over a pending day"),
        pytest.param("2027-03-01 09:00", True, id="no notice for the year yet"),
    ],
)
def test_a_due_is_provisional_while_a_notice_may_still_move_it(received, provisional):
    assert HANDLE.due(local(received), CALENDAR).provisional is provisional


def test_clock_hours_are_never_provisional():
    assert not ANSWER_AUTHORITY.due(local("2030-03-01 09:00"), CALENDAR).provisional


def test_days_belong_to_the_zone_of_the_calendar():
    lisbon = calendar_file.parse('{"tz": "Europe/Lisbon", "days_off": []}')

    # The clocks went forward in the night of 29 March 2026, a Sunday.
    due = HANDLE.due(datetime(2026, 3, 27, 16, 0, tzinfo=UTC), lisbon)

    assert due.at.isoformat() == "2026-03-30T16:00:00+01:00"
