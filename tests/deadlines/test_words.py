"""How a due time is explained."""

from datetime import date

import pytest

from deadlines.rules import holidays, words
from deadlines.rules.holidays import Holiday
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE, term
from deadlines.rules.words import Gap, Part
from tests.deadlines.samples import local, official


CALENDAR = official()


def told(received, counted=HANDLE, calendar=CALENDAR):
    return words.parts(counted.due(local(received), calendar), calendar)


def test_an_hour_today_then_tet_then_the_rest():
    assert told("2026-02-13 16:00") == (
        Part(date(2026, 2, 13), 3600),
        Part(date(2026, 2, 23), 7 * 3600, Gap.HOLIDAY, ("Tết Bính Ngọ",)),
    )


@pytest.mark.parametrize(
    ("received", "gaps"),
    [
        pytest.param("2026-03-03 07:00", [Gap.NONE], id="all of it today"),
        pytest.param("2026-03-03 16:00", [Gap.NONE, Gap.NIGHT], id="over night"),
        pytest.param("2026-03-03 18:00", [Gap.NIGHT], id="received in the evening"),
        pytest.param("2026-03-06 16:00", [Gap.NONE, Gap.WEEKEND], id="over a weekend"),
        pytest.param("2026-03-07 10:00", [Gap.WEEKEND], id="received on a Saturday"),
        pytest.param("2026-02-17 10:00", [Gap.HOLIDAY], id="received on Tết"),
        pytest.param("2026-08-21 16:00", [Gap.NONE, Gap.NIGHT], id="into a made-up Saturday"),
        pytest.param("2026-11-23 16:00", [Gap.NONE, Gap.NIGHT], id="a pending day is no gap"),
    ],
)
def test_what_lies_between_is_named_by_its_strongest_reason(received, gaps):
    assert [part.gap for part in told(received)] == gaps


def test_several_holidays_are_each_named_once():
    late = told("2026-04-29 16:00")

    assert late[1].names == ("30/4 Ngày Chiến thắng", "1/5 Quốc tế Lao động")
    assert late[1].minutes == 7 * 60


def test_working_days_are_told_day_by_day():
    days = told("2026-02-13 07:00", term("LA-13.6", on=date(2026, 2, 13)))

    assert len(days) == 15
    assert [part.gap for part in days[:3]] == [Gap.NONE, Gap.HOLIDAY, Gap.NIGHT]


def test_clock_hours_need_no_explanation():
    assert told("2026-02-13 16:00", ANSWER_AUTHORITY) == ()


def test_a_part_survives_being_written_down():
    for part in told("2026-02-13 16:00"):
        assert Part.from_json(part.as_json()) == part


@pytest.mark.parametrize(
    ("name", "holiday"),
    [
        ("Tết Dương lịch", Holiday.NEW_YEAR),
        ("Tết Bính Ngọ", Holiday.TET),
        ("Giỗ Tổ Hùng Vương (nghỉ bù)", Holiday.HUNG_KINGS),
        ("30/4 Ngày Chiến thắng", Holiday.REUNIFICATION),
        ("1/5 Quốc tế Lao động", Holiday.LABOUR),
        ("Quốc khánh (ngày liền kề)", Holiday.NATIONAL),
        ("Ngày Văn hóa Việt Nam", Holiday.CULTURE),
        ("Hoán đổi với 10/01/2026", Holiday.SWAPPED),
        ("Bão số 3", None),
    ],
)
def test_holidays_are_recognised_by_their_names(name, holiday):
    assert holidays.recognise(name) is holiday
