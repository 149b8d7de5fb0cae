"""A clock that jumps and a time in which nobody looked: found once, and what follows from it."""

from datetime import timedelta

import pytest

from accounts.models import Agency
from deadlines import actions, queries
from deadlines.models import RungState, SweepGap, SweepRun
from deadlines.rules.rulebook import ANSWER_AUTHORITY
from tests.deadlines.samples import local
from tests.factories.deadlines import Told, running


pytestmark = pytest.mark.django_db

NOON = local("2026-03-03 12:00")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Sirens(list[str]):
    def __call__(self, code, *, facts, key, at):
        self.append(code)


@pytest.fixture
def sirens():
    return Sirens()


@pytest.fixture
def look(sirens):
    def sweep(at, told=None):
        tell = Told() if told is None else told
        return actions.sweep(subject_model=Agency, tell=tell, alarm=sirens, at=at)

    return sweep


def gaps():
    return list(SweepGap.objects.order_by("pk").values_list("from_at", "to_at"))


def test_the_first_look_ever_is_no_gap(look, sirens):
    look(NOON)

    assert (gaps(), sirens) == ([], [])


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (15 * MINUTE, []),
        (15 * MINUTE + timedelta(seconds=1), ["sweep_gap"]),
        (-MINUTE, []),
        (-MINUTE - timedelta(seconds=1), ["clock_stepped_back"]),
    ],
)
def test_what_counts_as_a_gap_and_what_as_a_step_back(look, sirens, after, found):
    look(NOON)

    look(NOON + after)

    assert sirens == found
    assert gaps() == [(NOON, NOON + after)] * len(found)


@pytest.mark.parametrize("step", [-3 * HOUR, 3 * HOUR, 10 * HOUR])
def test_each_jump_is_told_once_however_often_somebody_looks(look, sirens, step):
    for seconds in range(0, 60, 15):
        look(NOON + timedelta(seconds=seconds))

    for seconds in range(60, 600, 5):
        look(NOON + step + timedelta(seconds=seconds))

    assert len(sirens) == len(gaps()) == 1


def test_a_sweep_that_began_before_the_jump_and_ends_after_it_is_no_second_one(look, sirens):
    look(NOON)
    look(NOON - 3 * HOUR)
    SweepRun.objects.create(at=NOON, subject="accounts.agency", scanned=0, fired=0)

    look(NOON - 3 * HOUR + MINUTE)

    assert sirens == ["clock_stepped_back"]


def test_a_second_step_back_is_told_as_well(look, sirens):
    look(NOON)
    for minutes in range(30):
        look(NOON - 3 * HOUR + minutes * MINUTE)

    look(NOON - 3 * HOUR + 5 * MINUTE)

    assert sirens == ["clock_stepped_back"] * 2


def test_the_silence_of_one_kind_is_not_hidden_by_another(look, sirens):
    look(NOON)
    SweepRun.objects.create(at=NOON + HOUR, subject="accounts.user", scanned=0, fired=0)

    look(NOON + HOUR)

    assert sirens == ["sweep_gap"]


def test_time_is_not_trusted_for_a_quarter_of_an_hour_after_a_step_back(look):
    look(NOON)
    assert queries.is_trusted(at=NOON)
    back = NOON - HOUR

    look(back)

    assert not queries.is_trusted(at=back)
    assert not queries.is_trusted(at=back + 14 * MINUTE)
    assert queries.is_trusted(at=back + 15 * MINUTE)
    assert not queries.is_trusted(at=back - 5 * MINUTE)  # set back once more, and not yet noticed


def test_a_silence_leaves_time_trusted(look):
    look(NOON)
    look(NOON + 10 * HOUR)

    assert queries.is_trusted(at=NOON + 10 * HOUR)


def test_what_was_told_before_a_step_back_is_not_told_again(look):
    clock, told = running(NOON, ANSWER_AUTHORITY), Told()
    look(NOON + 13 * HOUR, told)

    for hours in range(9, 14):
        look(NOON + hours * HOUR, told)

    assert told.rungs == ["h12"]
    assert clock.rungs.filter(state=RungState.COALESCED).count() == 2
