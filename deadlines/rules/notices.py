"""What a notice of working days must hold before it may be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from deadlines.rules.calendar import Hours, Kind, Override, WorkingCalendar
from deadlines.rules.holidays import Holiday, recognise


LONGEST_WITHOUT_WORK: Final = 14  # days; beyond that no term in working time can be trusted


class Issue(StrEnum):
    """Why a notice cannot be published as it stands."""

    EMPTY = "empty"
    NO_DOCUMENT = "no_document"
    HALF_A_SWAP = "half_a_swap"
    MADE_UP_FOR_NOTHING = "made_up_for_nothing"
    NO_HOURS_TO_KEEP = "no_hours_to_keep"
    NO_WORKING_TIME = "no_working_time"
    HOURS_BEGIN_TWICE = "hours_begin_twice"


class Fault(NamedTuple):
    """What is wrong, and with which day."""

    issue: Issue
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A day of a notice, and the day it is swapped with."""

    override: Override
    swapped_with: date | None = None

    @property
    def day(self) -> date:
        return self.override.day


def paired_up(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with both halves of each swap naming each other.

    Whoever names the other half on one line has said it for both. A made-up day keeps the hours
    of the weekday it stands for; any other working day those of its own.
    """
    given = list(lines)
    known = {line.swapped_with: line.day for line in given if line.swapped_with is not None}
    told = []
    for line in given:
        other = line.swapped_with or known.get(line.day)
        override = line.override
        if override.kind is Kind.WORK:
            weekday = (other or line.day).weekday()
            override = replace(override, as_weekday=weekday)
        told.append(Line(override, other))
    return tuple(told)


def faults(
    lines: Sequence[Line],
    *,
    calendar: WorkingCalendar,
    season: Hours | None = None,
    standing: Mapping[date, Line] | None = None,
) -> Iterator[Fault]:
    """What stands in the way of publishing `lines` and the hours of a new `season`.

    `calendar` is the one that counts now, `standing` its special days with their other halves: a
    notice must not undo one half of a swap that another one published, either.
    """
    if not lines and season is None:
        yield Fault(Issue.EMPTY)
        return
    if season is not None and any(hours.since == season.since for hours in calendar.hours):
        yield Fault(Issue.HOURS_BEGIN_TWICE, season.since)
    yield from _halves(lines, standing or {})
    for line in lines:
        yield from _made_up(line, calendar)
    if (day := _idle(proposed(calendar, lines, season), lines, season)) is not None:
        yield Fault(Issue.NO_WORKING_TIME, day)


def proposed(
    calendar: WorkingCalendar, lines: Iterable[Line], season: Hours | None = None
) -> WorkingCalendar:
    """The calendar as it would be with the notice; nothing is stored, so it has no revision."""
    overrides = {**calendar.overrides, **{line.day: line.override for line in lines}}
    hours = calendar.hours if season is None else tuple(_with_season(calendar.hours, season))
    return WorkingCalendar(
        hours, overrides, calendar.zone, revision=0, pending_off=calendar.pending_off
    )


def _with_season(versions: Iterable[Hours], season: Hours) -> Iterator[Hours]:
    """Each version ends the day before the next begins."""
    kept = [v for v in versions if v.since != season.since]
    in_order = sorted([*kept, season], key=lambda v: v.since or date.min)
    for number, version in enumerate(in_order):
        later = in_order[number + 1].since if number + 1 < len(in_order) else None
        yield replace(version, until=later - timedelta(days=1) if later else None)


def _halves(lines: Sequence[Line], standing: Mapping[date, Line]) -> Iterator[Fault]:
    after = {**standing, **{line.day: line for line in lines}}
    concerned = {line.day for line in lines}
    concerned |= {
        former.swapped_with
        for line in lines
        if (former := standing.get(line.day)) is not None and former.swapped_with is not None
    }
    for day in sorted(concerned):
        if day in after and not _is_whole(after[day], after):
            yield Fault(Issue.HALF_A_SWAP, day)


def _is_whole(line: Line, after: Mapping[date, Line]) -> bool:
    if line.swapped_with is None:
        off = line.override.kind is Kind.OFF
        return not (off and recognise(line.override.name) is Holiday.SWAPPED)
    other = after.get(line.swapped_with)
    return (
        other is not None
        and other.swapped_with == line.day
        and {line.override.kind, other.override.kind} == {Kind.OFF, Kind.WORK}
    )


def _made_up(line: Line, calendar: WorkingCalendar) -> Iterator[Fault]:
    """A day nobody works on becomes a working day only for a day off."""
    if line.override.kind is not Kind.WORK:
        return
    if line.swapped_with is None and not calendar.regular_blocks(line.day):
        yield Fault(Issue.MADE_UP_FOR_NOTHING, line.day)
    elif not calendar.regular_blocks(line.day, line.override.as_weekday):
        yield Fault(Issue.NO_HOURS_TO_KEEP, line.day)


def _idle(calendar: WorkingCalendar, lines: Sequence[Line], season: Hours | None) -> date | None:
    """The first day of a fortnight without working time that the notice would make."""
    edge = timedelta(days=LONGEST_WITHOUT_WORK)
    spans = [(line.day - edge, line.day + edge) for line in lines]
    if season is not None and season.since is not None:
        spans.append((season.since - edge, season.since + 2 * edge))
    for first, last in spans:
        idle = 0
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            idle = 0 if calendar.blocks(day) else idle + 1
            if idle >= LONGEST_WITHOUT_WORK:
                return day - timedelta(days=LONGEST_WITHOUT_WORK - 1)
    return None
