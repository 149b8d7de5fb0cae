"""A year of the working calendar, month by month, and whether its notice is at hand."""

from __future__ import annotations

from calendar import Calendar as Grid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from deadlines.rules.calendar import (
    Blocks,
    Kind,
    Override,
    Status,
    WorkingCalendar,
    settles_its_year,
)


FIRST, LAST = 1990, 2099  # the years that have a page
WARN_FROM: Final = (11, 1)  # from 1 November the notice for the coming year is missed


class Mark(StrEnum):
    """What a day is, as the page shows it."""

    WORKING = "working"
    WEEKEND = "weekend"
    OFF = "off"
    SWAPPED_OFF = "swapped_off"
    MADE_UP = "made_up"
    HOURS = "hours"


class Certainty(StrEnum):
    """How sure it is."""

    CONFIRMED = "confirmed"
    LAW = "law"
    ESTIMATED = "estimated"
    PENDING = "pending"


CERTAINTY: Final = {
    Status.OFFICIAL: Certainty.CONFIRMED,
    Status.LAW: Certainty.LAW,
    Status.LIBRARY: Certainty.LAW,
    Status.ESTIMATED: Certainty.ESTIMATED,
    Status.PENDING: Certainty.PENDING,
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the page; `certainty` is None on a day like any other of its weekday."""

    day: date
    mark: Mark
    blocks: Blocks
    override: Override | None = None
    certainty: Certainty | None = None

    @property
    def works(self) -> bool:
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks that begin with Monday; None before its first and after its last day."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def working_days(self) -> int:
        return sum(day is not None and day.works for week in self.weeks for day in week)


def months(calendar: WorkingCalendar, year: int, swapped: frozenset[date]) -> Iterator[Month]:
    """The twelve months; `swapped` are the days off that are made up for on another day."""
    for number in range(1, 13):
        weeks = Grid().monthdatescalendar(year, number)
        yield Month(
            date(year, number, 1),
            tuple(
                tuple(_day(calendar, day, swapped) if day.month == number else None for day in week)
                for week in weeks
            ),
        )


def _day(calendar: WorkingCalendar, day: date, swapped: frozenset[date]) -> Day:
    override, blocks = calendar.overrides.get(day), calendar.blocks(day)
    if override is None:
        mark = Mark.WORKING if blocks else Mark.WEEKEND
        return Day(day, mark, blocks)
    return Day(day, _mark(override, blocks, day in swapped), blocks, override, _sure(override))


def _sure(override: Override) -> Certainty:
    return CERTAINTY[override.status]


def _mark(override: Override, blocks: Blocks, swapped: bool) -> Mark:  # noqa: FBT001
    if override.kind is Kind.HOURS:
        return Mark.HOURS
    if override.kind is Kind.WORK:
        return Mark.MADE_UP
    if blocks:  # a pending day off: people work until it is confirmed
        return Mark.WORKING
    return Mark.SWAPPED_OFF if swapped else Mark.OFF


def has_official_tet(calendar: WorkingCalendar, year: int) -> bool:
    """Whether the notice of the Prime Minister for that year's Tết has been entered."""
    return any(
        day.year == year and settles_its_year(override)
        for day, override in calendar.overrides.items()
    )


def without_notice(calendar: WorkingCalendar, *, on: date) -> int | None:
    """The year whose notice is missing on a day: this one, or from 1 November the next."""
    if not has_official_tet(calendar, on.year):
        return on.year
    if (on.month, on.day) >= WARN_FROM and not has_official_tet(calendar, on.year + 1):
        return on.year + 1
    return None
