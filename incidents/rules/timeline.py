"""A clock as a line: working time in, nights, weekends and holidays out, each drawn to be seen.

Working time keeps its proportions; what lies between is shortened, or a Tết of nine days would
leave no room for the eight hours around it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from deadlines.rules.calendar import DAY, Kind, WorkingCalendar


WIDTH: Final = 1000
LONGEST: Final = 40  # days drawn session by session; beyond them day by day says nothing
_MINUTE, _HOUR = 60, 3600


class Piece(StrEnum):
    """What a part of the line is."""

    WORK = "work"
    BREAK = "break"  # between two sessions of a day
    NIGHT = "night"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"


_SHORTENED: Final = {
    Piece.BREAK: 20 * _MINUTE,
    Piece.NIGHT: 45 * _MINUTE,
    Piece.WEEKEND: 75 * _MINUTE,
    Piece.HOLIDAY: 105 * _MINUTE,
    Piece.PAUSED: 75 * _MINUTE,
}


class Part(NamedTuple):
    """A stretch of the line: what it is, from when to when, and where it is drawn."""

    piece: Piece
    start: datetime
    end: datetime
    x: float
    width: float


Interval = tuple[datetime, datetime]


def by_the_clock(start: datetime, end: datetime) -> list[Part]:
    """Hours by the clock: nothing is out."""
    return [Part(Piece.WORK, start, end, 0, WIDTH)] if start < end else []


def parts(
    start: datetime, end: datetime, calendar: WorkingCalendar, pauses: Sequence[Interval] = ()
) -> list[Part]:
    """The line of a term in working time; one plain stretch where it is too long to be read."""
    if end - start > timedelta(days=LONGEST):
        return by_the_clock(start, end)
    pieces = list(_pieces(start, end, calendar, pauses))
    weights = [_weight(piece, since, until) for piece, since, until in pieces]
    whole = sum(weights)
    placed, x = [], 0.0
    for (piece, since, until), weight in zip(pieces, weights, strict=True):
        width = WIDTH * weight / whole
        placed.append(Part(piece, since, until, x, width))
        x += width
    return placed


def place(line: Sequence[Part], moment: datetime) -> float:
    """Where a moment lies on the line; at an end if it lies beyond it."""
    for part in line:
        if moment < part.end:
            gone = max(timedelta(), moment - part.start) / (part.end - part.start)
            return part.x + part.width * gone
    return WIDTH if line else 0


def _weight(piece: Piece, start: datetime, end: datetime) -> float:
    length = (end - start).total_seconds()
    return min(length, _SHORTENED[piece]) if piece in _SHORTENED else length


def _pieces(
    start: datetime, end: datetime, calendar: WorkingCalendar, pauses: Sequence[Interval]
) -> Iterator[tuple[Piece, datetime, datetime]]:
    working = list(_working(start, end, calendar, pauses))
    edges = [(start, start), *working, (end, end)]
    for (_, closed), (opened, until) in pairwise(edges):
        if closed < opened:
            yield _gap(closed, opened, calendar, pauses), closed, opened
        if opened < until:
            yield Piece.WORK, opened, until


def _working(
    start: datetime, end: datetime, calendar: WorkingCalendar, pauses: Sequence[Interval]
) -> Iterator[Interval]:
    """Working time between two moments, without what was suspended."""
    day, last = start.astimezone(calendar.zone).date(), end.astimezone(calendar.zone).date()
    while day <= last:
        midnight = datetime.combine(day, time(), tzinfo=calendar.zone)
        for block in calendar.blocks(day):
            opened = max(start, midnight + timedelta(seconds=block.open))
            closed = min(end, midnight + timedelta(seconds=block.close))
            yield from _without(opened, closed, pauses)
        day += timedelta(days=1)


def _without(start: datetime, end: datetime, pauses: Sequence[Interval]) -> Iterator[Interval]:
    for since, until in sorted(pauses):
        if since < end and start < until:
            if start < since:
                yield start, since
            start = max(start, until)
    if start < end:
        yield start, end


def _gap(
    start: datetime, end: datetime, calendar: WorkingCalendar, pauses: Sequence[Interval]
) -> Piece:
    """Why nothing counts in between; the strongest reason wins."""
    if any(since < end and start < until for since, until in pauses):
        return Piece.PAUSED
    first, last = start.astimezone(calendar.zone), end.astimezone(calendar.zone)
    days = [_day(first.date(), n) for n in range((last.date() - first.date()).days + 1)]
    closed = [day for day in days if not calendar.blocks(day)]
    if any(_is_holiday(day, calendar) for day in closed):
        return Piece.HOLIDAY
    if closed:
        return Piece.WEEKEND
    return (
        Piece.BREAK if len(days) == 1 and (end - start).total_seconds() < DAY / 4 else Piece.NIGHT
    )


def _day(first: date, n: int) -> date:
    return first + timedelta(days=n)


def _is_holiday(day: date, calendar: WorkingCalendar) -> bool:
    override = calendar.override(day)
    return override is not None and override.kind is Kind.OFF and bool(calendar.regular_blocks(day))
