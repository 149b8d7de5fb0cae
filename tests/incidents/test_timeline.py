"""The line of a clock: working time keeps its proportions, the rest is out and shortened."""

from datetime import datetime, timedelta

import pytest

from deadlines import queries
from incidents.rules import timeline
from incidents.rules.timeline import Piece
from tests.factories.incidents import HERE


EVE = datetime(2026, 2, 13, 16, 0, tzinfo=HERE)
DUE = datetime(2026, 2, 23, 16, 0, tzinfo=HERE)


@pytest.fixture
def calendar(db):
    return queries.calendar()


@pytest.mark.provision("LC-8.2")
def test_tet_is_out_and_the_eight_hours_are_in(calendar):
    line = timeline.parts(EVE, DUE, calendar)

    assert [part.piece for part in line] == [
        Piece.WORK, Piece.HOLIDAY, Piece.WORK, Piece.BREAK, Piece.WORK,
    ]  # fmt: skip
    work = sum((p.end - p.start for p in line if p.piece is Piece.WORK), timedelta())
    assert work == timedelta(hours=8)
    assert round(sum(part.width for part in line)) == timeline.WIDTH


def test_moments_lie_in_order_from_end_to_end(calendar):
    line = timeline.parts(EVE, DUE, calendar)
    hours = [EVE + timedelta(hours=n) for n in range(241)]

    places = [timeline.place(line, hour) for hour in hours]

    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, timeline.WIDTH)
    assert timeline.place(line, EVE - timedelta(days=1)) == 0


@pytest.mark.provision("LC-8.3")
def test_hours_by_the_clock_have_nothing_out():
    (only,) = timeline.by_the_clock(EVE, EVE + timedelta(hours=24))

    assert (only.piece, only.width) == (Piece.WORK, timeline.WIDTH)
    assert timeline.place([only], EVE + timedelta(hours=6)) == timeline.WIDTH / 4


def test_nights_weekends_and_suspensions_are_told_apart(calendar):
    start = datetime(2026, 11, 19, 9, 0, tzinfo=HERE)  # a Thursday
    pause = (start + timedelta(hours=1), start + timedelta(hours=2))

    line = timeline.parts(start, start + timedelta(days=5), calendar, [pause])

    kinds = [part.piece for part in line]
    assert kinds.count(Piece.PAUSED) == 1
    assert kinds.count(Piece.WEEKEND) == 1
    assert kinds.count(Piece.NIGHT) >= 2


def test_a_line_of_months_is_one_stretch(calendar):
    assert len(timeline.parts(EVE, EVE + timedelta(days=90), calendar)) == 1
    assert timeline.parts(EVE, EVE, calendar) == []
