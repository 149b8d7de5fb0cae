"""Days, hours and the two ways they are written: sessions on a line, a calendar in a file."""

import json
from datetime import date

import pytest

from deadlines.rules import calendar_file
from deadlines.rules.calendar import (
    DEFAULT_SESSIONS,
    Block,
    Hours,
    Kind,
    Override,
    Status,
    WorkingCalendar,
    parse_sessions,
    week_of,
)
from tests.deadlines.samples import official


MORNING = (Block(8 * 3600, 12 * 3600),)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("07:30-11:30,13:00-17:00", DEFAULT_SESSIONS),
        (" 7:30 - 11:30 , 13:00–17:00 ", DEFAULT_SESSIONS),
        ("00:00-24:00", (Block(0, 86_400),)),
        ("08:00-12:00,12:00-13:00", (*MORNING, Block(12 * 3600, 13 * 3600))),
    ],
)
def test_sessions_are_read(text, blocks):
    assert parse_sessions(text) == blocks


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not a session"),
        ("07:30", "not a session"),
        ("07:30-11:30,", "not a session"),
        ("07:30-11:30;13:00-17:00", "not a session"),
        ("07:75-11:30", "59 minutes"),
        ("11:30-07:30", "open before it closes"),
        ("08:00-08:00", "open before it closes"),
        ("20:00-24:30", "within 00:00-24:00"),
        ("99:00-99:30", "within 00:00-24:00"),
        ("22:00-23:59", "write 24:00"),
        ("07:30-11:30,11:00-17:00", "overlap"),
        ("13:00-17:00,07:30-11:30", "must not stand after"),
        ("\0", "not a session"),
    ],
)
def test_wrong_sessions_are_refused_with_the_reason(text, fault):
    with pytest.raises(ValueError, match=fault):
        parse_sessions(text)


def test_hours_change_with_the_day():
    calendar = WorkingCalendar(
        (
            Hours(week_of(DEFAULT_SESSIONS), until=date(2026, 3, 31)),
            Hours(week_of(MORNING), since=date(2026, 4, 1)),
        )
    )

    assert calendar.blocks(date(2026, 3, 31)) == DEFAULT_SESSIONS
    assert calendar.blocks(date(2026, 4, 1)) == MORNING
    assert calendar.blocks(date(2026, 4, 4)) == ()


def test_a_day_before_all_hours_has_no_working_time():
    calendar = WorkingCalendar((Hours(week_of(DEFAULT_SESSIONS), since=date(2026, 4, 1)),))

    assert calendar.blocks(date(2026, 3, 31)) == ()


def test_a_made_up_day_keeps_the_hours_of_its_weekday():
    week = (MORNING, DEFAULT_SESSIONS, (), (), (), (), ())
    saturday = date(2026, 8, 22)

    for weekday, blocks in enumerate((MORNING, DEFAULT_SESSIONS)):
        override = Override(saturday, Kind.WORK, Status.OFFICIAL, as_weekday=weekday)
        assert WorkingCalendar((Hours(week),), {saturday: override}).blocks(saturday) == blocks


def test_special_hours_replace_the_day():
    day = date(2026, 3, 3)
    override = Override(day, Kind.HOURS, Status.OFFICIAL, blocks=MORNING)

    assert WorkingCalendar((Hours(week_of(DEFAULT_SESSIONS)),), {day: override}).blocks(day) == (
        MORNING
    )


@pytest.mark.parametrize("pending_off", [False, True])
def test_a_pending_day_works_unless_told_otherwise(pending_off):
    calendar = official(pending_off=pending_off)

    assert bool(calendar.blocks(date(2026, 11, 24))) is not pending_off


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2024-02-08", id="lib"),
        pytest.param("2027-02-08", id="est"),
        pytest.param("2026-04-27", id="law"),
        pytest.param("2026-02-16", id="official"),
    ],
)
def test_every_other_status_counts_as_off(day):
    assert official().blocks(date.fromisoformat(day)) == ()


def test_a_long_memory_stays_small():
    calendar = official()

    for year in range(1990, 2090):
        list(calendar.days_open_after(calendar.instant(date(year, 6, 1), 0), limit=1))

    assert len(calendar._years) == 64


def file(**changes):
    return json.dumps({"days_off": [], "extra_work": []} | changes)


def test_the_shipped_file_keeps_the_swapped_saturdays():
    saturdays = [o for o in calendar_file.overrides(file_text()) if o.kind is Kind.WORK]

    assert [(str(o.day), o.as_weekday) for o in saturdays] == [
        ("2024-05-04", 0),
        ("2025-04-26", 4),
        ("2026-01-10", 4),
        ("2026-08-22", 0),
    ]


def file_text():
    from tests.deadlines.samples import FILE

    return FILE.read_text(encoding="utf-8")


def test_a_made_up_day_without_its_reason_works_like_a_monday():
    calendar = calendar_file.parse(file(extra_work=[["2026-08-22", "làm bù", "official"]]))

    assert calendar.blocks(date(2026, 8, 22)) == DEFAULT_SESSIONS


def test_a_byte_order_mark_is_no_fault():
    assert calendar_file.parse("\ufeff" + file()).overrides == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be a JSON object"),
        ("{}", 'no "days_off"'),
        (file(days_of=[]), "unknown entry 'days_of'"),
        (file(tz="Asia/Atlantis"), "time zone"),
        (file(tz="../../etc/passwd"), "time zone"),
        (file(tz=7), "time zone"),
        (file(tz="A" * 5000), "time zone"),
        (file(days_off={}), "must be a list"),
        (file(days_off=["2026-02-16"]), r"days_off\[1\] must be \[date, name, status\]"),
        (file(days_off=[["2026-02-16", "Tết"]]), "must be"),
        (file(days_off=[["2026-02-16", "Tết", 1]]), "must be"),
        (file(days_off=[["2026-02-30", "Tết", "law"]]), "not a date"),
        (file(days_off=[["2026-02-16", "Tết", "maybe"]]), "not a status"),
        (file(days_off=[["2026-02-16", "Tết", "law"]] * 2), r"days_off\[2\].*twice"),
        (
            file(
                days_off=[["2026-02-16", "Tết", "law"]],
                extra_work=[["2026-02-16", "làm bù", "law"]],
            ),
            "twice",
        ),
        (file(extra_work=[["2026-08-22", "làm bù", "law", "31/8"]]), "not a date"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(text, fault):
    with pytest.raises(ValueError, match=fault):
        calendar_file.parse(text)
