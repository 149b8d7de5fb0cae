"""When a term is used up: the only place where time limits are added.

Whole seconds throughout. Sessions are half-open, a term that is used up exactly at a close is due
at that close, hours by the clock ignore the calendar, and a naive datetime is a TypeError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from deadlines.rules.calendar import DAY, Block, Span, WorkingCalendar, WorkingDay
from deadlines.rules.units import Countable, StartsAt, Unit


HOUR = 3600
REACH = 4_000  # days looked ahead before giving up

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Pause = tuple[datetime, datetime]
"""A half-open interval in which a term does not run."""

_Gap = tuple[int, int]


class Unreachable(ValueError):
    """No due time can be given."""


class NoWorkingTime(Unreachable):
    """The calendar has not enough working time in the next 4 000 days."""


class Used(NamedTuple):
    """Seconds of a term that were used up in one session of one day."""

    day: date
    block: Block
    seconds: int


@dataclass(frozen=True, slots=True)
class Due:
    """When a term ends, and why.

    `provisional` means that a holiday notice to come may still move it. `trace` is empty for
    hours by the clock, which need no explanation.
    """

    at: datetime
    started_at: datetime
    provisional: bool
    revision: int
    trace: tuple[Used, ...]


def due_at(
    start: datetime,
    term: Countable,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
) -> Due:
    """When `term` ends if it starts with `start` (aware; fractions of a second are dropped)."""
    begin = _seconds(start)
    if term.starts_at is StartsAt.END_OF_DAY:
        begin = calendar.instant(_local(begin, calendar).date(), DAY)
    if term.unit is Unit.HOURS:
        return _after_clock_time(begin, term.amount * HOUR, calendar, pauses)
    if term.unit is Unit.WORKING_HOURS:
        return _after_working_time(begin, term.amount * HOUR, calendar, _in_order(pauses))
    return _after_working_days(begin, term.amount, calendar, _in_order(pauses))


def after_working_time(
    start: datetime,
    seconds: int,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
) -> Due:
    """When `seconds` of working time have passed since `start`."""
    return _after_working_time(_seconds(start), seconds, calendar, _in_order(pauses))


def elapsed(
    start: datetime,
    end: datetime,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
) -> int:
    """Seconds of working time in `[start, end)`; 0 if `end` is not after `start`."""
    begin, stop = _seconds(start), _seconds(end)
    days = (stop - begin) // DAY + 2
    total = 0
    for _, opened, close, _ in _working_time(begin, calendar, _in_order(pauses), limit=days):
        if opened >= stop:
            break
        total += min(close, stop) - opened
    return total


def after_clock_time(start: datetime, seconds: int, calendar: WorkingCalendar) -> datetime:
    """When `seconds` by the clock have passed since `start`, whatever the calendar says."""
    return _local(_seconds(start) + seconds, calendar)


def clock_seconds(start: datetime, end: datetime) -> int:
    """Seconds by the clock in `[start, end)`."""
    return _seconds(end) - _seconds(start)


def _after_clock_time(
    begin: int, seconds: int, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> Due:
    if pauses:
        raise ValueError("hours by the clock are never paused")
    started_at, at = _local(begin, calendar), _local(begin + seconds, calendar)
    return Due(at, started_at, provisional=False, revision=calendar.revision, trace=())


def _after_working_time(
    begin: int, seconds: int, calendar: WorkingCalendar, gaps: Sequence[_Gap]
) -> Due:
    if seconds == 0:
        return _due(begin, begin, calendar, ())
    left = seconds
    trace = []
    for day, opened, close, block in _working_time(begin, calendar, gaps, limit=REACH):
        length = close - opened
        if left <= length:
            trace.append(Used(day, block, left))
            return _due(begin, opened + left, calendar, tuple(trace))
        trace.append(Used(day, block, length))
        left -= length
    raise NoWorkingTime(f"fewer than {seconds} seconds of working time in {REACH} days")


def _after_working_days(
    begin: int, amount: int, calendar: WorkingCalendar, gaps: Sequence[_Gap]
) -> Due:
    """Day 1 is the first working day whose 08:00 is at or after receipt (LA-13.6).

    A day counts only if no pause touches its working time; the last one ends with its last session.
    """
    if amount == 0:
        return _due(begin, begin, calendar, ())
    trace: list[Used] = []
    counted = 0
    for day in calendar.days_counted_from(begin, limit=REACH):
        if gaps and _touched(day, gaps):
            continue
        counted += 1
        trace.extend(Used(day.day, span.block, span.close - span.open) for span in day.spans)
        if counted == amount:
            return _due(begin, day.close, calendar, tuple(trace))
    raise NoWorkingTime(f"fewer than {amount} working days in {REACH} days")


def _due(begin: int, end: int, calendar: WorkingCalendar, trace: tuple[Used, ...]) -> Due:
    started_at, at = _local(begin, calendar), _local(end, calendar)
    return Due(
        at=at,
        started_at=started_at,
        provisional=bool(trace) and calendar.is_provisional(started_at.date(), trace[-1].day),
        revision=calendar.revision,
        trace=trace,
    )


def _working_time(
    begin: int, calendar: WorkingCalendar, gaps: Sequence[_Gap], *, limit: int
) -> Iterator[tuple[date, int, int, Block]]:
    """Pieces `(day, open, close, block)` of working time after `begin`, without the gaps."""
    for day in calendar.days_open_after(begin, limit=limit):
        for span in day.spans:
            if span.close <= begin:
                continue
            opened = max(span.open, begin)
            if gaps:
                for piece in _without(gaps, opened, span.close):
                    yield day.day, *piece, span.block
            else:
                yield day.day, opened, span.close, span.block


def _without(gaps: Sequence[_Gap], opened: int, close: int) -> Iterator[tuple[int, int]]:
    """What the gaps, in order of their beginnings, leave of `[opened, close)`."""
    for pause, resume in gaps:
        if resume <= opened:
            continue
        if pause >= close:
            break
        if pause > opened:
            yield opened, pause
        opened = resume
    if opened < close:
        yield opened, close


def _touched(day: WorkingDay, gaps: Sequence[_Gap]) -> bool:
    def meets(span: Span) -> bool:
        return any(pause < span.close and span.open < resume for pause, resume in gaps)

    return any(meets(span) for span in day.spans)


def _in_order(pauses: Sequence[Pause]) -> list[_Gap]:
    """The pauses by their beginnings, empty ones dropped; they may still overlap."""
    if not pauses:
        return []
    gaps = sorted((_seconds(pause), _seconds(resume)) for pause, resume in pauses)
    return [(pause, resume) for pause, resume in gaps if pause < resume]


def _seconds(moment: datetime) -> int:
    if moment.utcoffset() is None:
        raise TypeError("a time limit needs a datetime with its zone")
    since = moment - _EPOCH
    return since.days * DAY + since.seconds


def _local(seconds: int, calendar: WorkingCalendar) -> datetime:
    try:
        return (_EPOCH + timedelta(seconds=seconds)).astimezone(calendar.zone)
    except OverflowError:
        raise Unreachable("beyond the years that a date can have") from None
