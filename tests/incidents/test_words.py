"""Clocks in words, in the language of the page."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

import deadlines.actions
from deadlines.models import Clock
from deadlines.rules.rulebook import HANDLE, REMOVE
from deadlines.rules.terms import Term, Unit
from incidents.queries import words
from tests.factories import incidents
from tests.factories.incidents import HERE, MORNING


pytestmark = pytest.mark.django_db
EVE_OF_TET = datetime(2026, 2, 13, 16, 0, tzinfo=HERE)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def running(at: datetime, term: Term = HANDLE) -> Clock:
    return deadlines.actions.start(incidents.received(at=at), term, received_at=at, at=at)


@pytest.mark.provision("LC-8.2")
def test_the_eve_of_tet_is_told_as_the_regulation_s_readers_would_say_it():
    told = words.of_clock(running(EVE_OF_TET), at=EVE_OF_TET)

    assert told == "8 working hours: 1 h today, then Tết, then 7 h on 23 February; LC-8.2"


def test_what_is_read_on_any_day_names_no_today():
    told = words.of_clock(running(EVE_OF_TET), at=None)

    assert "today" not in told
    assert "1 h on 13 February" in told


def test_a_weekend_lies_between():
    friday = datetime(2026, 11, 20, 15, 30, tzinfo=HERE)

    told = words.of_clock(running(friday), at=friday)

    assert told == (
        "8 working hours: 1 h 30 min today, then the weekend, then 6 h 30 min on 23 November; "
        "LC-8.2"
    )


def test_hours_by_the_clock_need_no_explanation():
    told = words.of_clock(running(EVE_OF_TET, REMOVE), at=EVE_OF_TET)

    assert told == "24 hours by the clock, nights and holidays included; LC-8.3-removal"


def test_what_a_notice_to_come_may_move_says_so():
    far = datetime(2027, 12, 30, 16, 30, tzinfo=HERE)

    told = words.of_clock(running(far, Term(15, Unit.WORKING_DAYS, "LA-13.6")), at=far)

    assert told.startswith("15 working days: ")
    assert "may still move it" in told


def test_a_promise_is_told_as_one(secretary):
    clock = running(MORNING)
    promise = deadlines.actions.replace(
        clock, promised_at=MORNING + timedelta(days=4), at=MORNING, by=secretary
    )

    half = words.stage(promise, at=MORNING + timedelta(days=2))

    assert words.of_clock(promise, at=MORNING) == "promised in writing; LC-8.2-notice"
    assert half.share == 50


@pytest.mark.parametrize(
    ("hours", "text", "tone"),
    [
        (1, "Due 18 November 2026, 17:00", ""),
        (10, "Overdue since 18 November 2026, 17:00", "danger"),
    ],
)
def test_a_running_clock_tells_its_end(hours, text, tone):
    stage = words.stage(
        running(MORNING - timedelta(minutes=30)), at=MORNING + timedelta(hours=hours)
    )

    assert (stage.text, stage.tone) == (text, tone)


def test_a_stopped_clock_tells_how_it_ended(secretary):
    in_time, late, dropped = (running(MORNING) for _ in range(3))
    in_time = deadlines.actions.meet(in_time, at=MORNING, by=secretary)
    late = deadlines.actions.meet(late, at=MORNING + timedelta(days=3), by=secretary)
    dropped = deadlines.actions.cancel(dropped, reason="double", at=MORNING, by=secretary)

    told = [words.stage(clock, at=MORNING) for clock in (in_time, late, dropped)]

    assert [stage.text.split(";")[0] for stage in told] == [
        "Done in time", "Done late", "No longer counted",
    ]  # fmt: skip
    assert told[0].met


@pytest.mark.parametrize("seconds", [0, 60, 3_600, 5_400])
def test_durations_are_short(seconds):
    assert words.duration(seconds) in {"0 min", "1 min", "1 h", "1 h 30 min"}


@pytest.mark.parametrize("name", ["Tết Nguyên đán", "Quốc khánh", "Ngày hội của tỉnh"])
def test_a_holiday_nobody_knows_keeps_its_name(name):
    told = words.holiday(name)

    assert (told == name) == (name == "Ngày hội của tỉnh")
