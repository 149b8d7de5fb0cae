"""When each reminder of a term falls, and whom it reaches."""

from datetime import timedelta
from fractions import Fraction

import pytest

from deadlines.rules import ladder, ladders
from deadlines.rules.ladders import Audience, Rung
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE, KEYS, REMOVE, REPORT_INCIDENT
from deadlines.rules.terms import Term, Unit
from tests.deadlines.samples import local, official


CALENDAR = official()


def climbed(received, term):
    return [(p.rung.code, p.fire_at) for p in ladder.plan(local(received), term, CALENDAR)]


def test_eight_working_hours_are_told_of_in_working_time_alone():
    assert climbed("2026-02-13 16:00", HANDLE) == [
        ("half", local("2026-02-23 10:30")),
        ("three_quarters", local("2026-02-23 14:00")),
        ("ninety", local("2026-02-23 15:12")),
        ("due", local("2026-02-23 16:00")),
        ("day_after", local("2026-02-24 16:00")),
    ]


def test_what_an_authority_asks_rings_at_night_and_on_tet():
    hours = [0, 6, 12, 18, 19, 20, 22, 24]

    rings = climbed("2026-02-16 16:00", ANSWER_AUTHORITY)

    assert [moment for _, moment in rings] == [
        local("2026-02-16 16:00") + timedelta(hours=n) for n in hours
    ]
    assert dict(rings)["h20_hide"] == local("2026-02-17 12:00")


def test_what_threatens_the_country_is_hidden_after_four_hours():
    rings = dict(climbed("2026-02-16 23:30", REMOVE))

    assert rings["at_once"] == local("2026-02-16 23:30")
    assert rings["h4_hide"] == local("2026-02-17 03:30")
    assert rings["due"] == local("2026-02-17 23:30")


def test_what_is_due_at_once_has_one_rung():
    assert climbed("2026-03-03 16:00", REPORT_INCIDENT[1]) == [("due", local("2026-03-03 16:00"))]


@pytest.mark.parametrize(
    ("counted", "fraction", "moment"),
    [
        (HANDLE, Fraction(1, 2), "2026-02-23 10:30"),
        (HANDLE, Fraction(3, 4), "2026-02-23 14:00"),
        (HANDLE, Fraction(1), "2026-02-23 16:00"),
        (ANSWER_AUTHORITY, Fraction(1, 2), "2026-02-14 04:00"),
        (ANSWER_AUTHORITY, Fraction(3, 4), "2026-02-14 10:00"),
        (Term(2, Unit.WORKING_DAYS, "LA-13.6"), Fraction(1, 2), "2026-02-23 16:30"),
    ],
)
def test_a_share_of_a_term_is_counted_in_its_own_time(counted, fraction, moment):
    rung = Rung("share", fraction, (Audience.HANDLER,))

    (planned,) = ladder.plan(local("2026-02-13 16:00"), counted, CALENDAR, [rung])

    assert planned.fire_at == local(moment)


@pytest.mark.parametrize("provision", sorted(KEYS))
def test_every_ladder_is_climbed_upwards_to_the_due_time(provision):
    rungs = ladders.of(provision)
    codes = [rung.code for rung in rungs]

    assert len(set(codes)) == len(codes)
    assert "due" in codes
    assert all(rung.audience for rung in rungs)
    if provision != "CL-8.3b":
        term = Term(24, Unit.HOURS if "8.3" in provision else Unit.WORKING_HOURS, provision)
        moments = [moment for _, moment in climbed("2026-02-13 16:00", term)]
        assert moments == sorted(moments)


def test_who_hears_of_a_reminder_is_data_of_its_rung():
    assert ladders.audience("LC-8.2", "half") == (Audience.HANDLER,)
    assert Audience.HEAD in ladders.audience("LC-8.2", "day_after")
    assert ladders.audience("LC-8.3-removal", "h4_hide") == (Audience.EVERYBODY,)
    assert ladders.audience("LC-8.2", "of newer code") == (Audience.HANDLER,)


def test_a_promise_is_shared_out_over_the_working_time_before_it():
    noticed, promised = local("2026-02-23 09:00"), local("2026-02-25 17:00")

    planned = ladder.plan_until(noticed, promised, CALENDAR, ladders.of("LC-8.2-notice"))

    assert [(p.rung.code, p.fire_at) for p in planned] == [
        ("half", local("2026-02-24 13:45")),
        ("three_quarters", local("2026-02-25 09:52:30")),
        ("due", promised),
        ("day_after", local("2026-02-26 17:00")),
    ]


def test_a_pause_moves_the_reminders_behind_it():
    pauses = [(local("2026-02-23 08:00"), local("2026-02-23 11:00"))]
    due = HANDLE.due(local("2026-02-13 16:00"), CALENDAR, pauses).at

    planned = ladder.plan_until(
        local("2026-02-13 16:00"), due, CALENDAR, ladders.of("LC-8.2"), pauses=pauses
    )

    assert due == local("2026-02-24 09:30")
    assert planned[0].fire_at == local("2026-02-23 15:00")
