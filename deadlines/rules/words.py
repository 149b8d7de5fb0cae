"""Why a term ends when it ends, in parts that a template can put into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from deadlines.rules.arithmetic import Due
from deadlines.rules.calendar import Kind, WorkingCalendar


class Gap(StrEnum):
    """What lies between two parts of a term; the strongest reason wins."""

    NONE = ""
    NIGHT = "night"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Part:
    """Working time of one day, and what had to pass before it.

    `names` are the names of the holidays in the gap, each once, as the calendar spells them.
    """

    day: date
    seconds: int
    gap: Gap = Gap.NONE
    names: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """Whole minutes of working time."""
        return self.seconds // 60

    def as_json(self) -> dict[str, Any]:
        """The part as a running clock keeps it."""
        return {
            "day": self.day.isoformat(),
            "seconds": self.seconds,
            "gap": str(self.gap),
            "names": list(self.names),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Part:
        """The part that `as_json` wrote down."""
        return cls(
            day=date.fromisoformat(data["day"]),
            seconds=data["seconds"],
            gap=Gap(data["gap"]),
            names=tuple(data["names"]),
        )


def parts(due: Due, calendar: WorkingCalendar) -> tuple[Part, ...]:
    """One part for each day on which the term ran; none for hours by the clock."""
    told = []
    waiting_since = due.started_at.date()
    for day, used in groupby(due.trace, key=lambda piece: piece.day):
        gap, names = _gap(waiting_since, day, calendar)
        told.append(Part(day, sum(piece.seconds for piece in used), gap, names))
        waiting_since = day
    return tuple(told)


def _gap(since: date, day: date, calendar: WorkingCalendar) -> tuple[Gap, tuple[str, ...]]:
    """What lies between the last day that counted (or the day of receipt) and `day`."""
    if since == day:
        return Gap.NONE, ()
    closed = [between for between in _days(since, day) if not calendar.blocks(between)]
    names = dict.fromkeys(
        override.name
        for between in closed
        if (override := calendar.override(between)) is not None
        and override.kind is Kind.OFF
        and calendar.regular_blocks(between)
    )
    if names:
        return Gap.HOLIDAY, tuple(names)
    return (Gap.WEEKEND if closed else Gap.NIGHT), ()


def _days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=n) for n in range((until - since).days))
