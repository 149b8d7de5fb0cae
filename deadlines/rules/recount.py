"""What a changed calendar does to a term that runs already.

A later end is always granted. An earlier one is taken only if enough working time is left to meet
it, and never because of a day that has passed: nobody is late by a notice that came afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from deadlines.rules.arithmetic import HOUR, Due, Pause, elapsed
from deadlines.rules.calendar import DAY, Block, Blocks, Kind, Override, Status, WorkingCalendar
from deadlines.rules.terms import Term, Unit


ENOUGH: Final = 4 * HOUR
"""Working seconds that must be left for an earlier end to be taken by itself."""


class Outcome(StrEnum):
    """What becomes of a term."""

    UNTOUCHED = "untouched"
    MOVED = "moved"
    KEPT = "kept"  # it would end earlier: somebody has to decide
    VOIDED = "voided"  # it was overdue and is no more
    SETTLED = "settled"  # a later change took away what there was to decide


@dataclass(frozen=True, slots=True)
class Running:
    """A term as it runs: what counting it anew needs to know.

    `stopped_at` is the beginning of the suspension it is in; its time stands still since then.
    `pauses` holds the suspensions that have ended.
    """

    term: Term
    received_at: datetime
    due_at: datetime
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    overdue: bool = False
    to_decide: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a term, its new end if it has one, and the end the calendar asks for."""

    outcome: Outcome
    due: Due
    asked_for: Due

    @property
    def moves(self) -> bool:
        return self.outcome in (Outcome.MOVED, Outcome.VOIDED)


def decide(
    running: Running, *, former: WorkingCalendar, calendar: WorkingCalendar, at: datetime
) -> Decision:
    """What the change from `former` to `calendar` does to a term at the moment `at`."""
    plain = running.term.due_again(running.received_at, calendar, running.pauses)
    if running.term.unit is Unit.HOURS:
        return Decision(Outcome.UNTOUCHED, plain, plain)
    now = min(at, running.stopped_at) if running.stopped_at is not None else at
    fair = plain
    if plain.at < running.due_at or changes_the_past(running, former, calendar, now):
        lenient = with_the_past(former, calendar, since=running.received_at, now=now)
        fair = running.term.due_again(running.received_at, lenient, running.pauses)
    if fair.at > running.due_at:
        lifted = running.overdue and fair.at >= at
        return Decision(Outcome.VOIDED if lifted else Outcome.MOVED, fair, plain)
    if fair.at == running.due_at:
        return Decision(_when_equal(running, plain), fair, plain)
    if running.overdue:
        return Decision(Outcome.UNTOUCHED, fair, plain)
    if fair.at == plain.at and elapsed(now, plain.at, calendar, running.pauses) >= ENOUGH:
        return Decision(Outcome.MOVED, plain, plain)
    return Decision(Outcome.KEPT, fair, plain)


def _when_equal(running: Running, plain: Due) -> Outcome:
    if plain.at < running.due_at and not running.overdue:
        return Outcome.KEPT
    return Outcome.SETTLED if running.to_decide else Outcome.UNTOUCHED


def changed_days(
    former: WorkingCalendar, calendar: WorkingCalendar, first: date, last: date
) -> Iterator[date]:
    """The days from `first` to `last` whose working time, or whose certainty, differs."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if _told(former, day) != _told(calendar, day):
            yield day


def reach_of_change(
    former: WorkingCalendar, calendar: WorkingCalendar
) -> tuple[date, date | None] | None:
    """The first and last day that the two calendars may differ on; None if on none.

    The last one is open where office hours differ for good.
    """
    days = {
        day
        for day in former.overrides.keys() | calendar.overrides.keys()
        if former.overrides.get(day) != calendar.overrides.get(day)
    }
    if former.hours == calendar.hours:
        if not days and former.pending_off != calendar.pending_off:
            return date.min, None
        return (min(days), max(days)) if days else None
    edges = {hours.since or date.min for hours in {*former.hours} ^ {*calendar.hours}}
    starts = {hours.since for hours in former.hours} ^ {hours.since for hours in calendar.hours}
    begin = min((day for day in starts if day is not None), default=min(edges))
    return min({begin, *days}), None


def changes_the_past(
    running: Running, former: WorkingCalendar, calendar: WorkingCalendar, now: datetime
) -> bool:
    """Whether a day that has passed, or today, now has more working time than it had."""
    here = now.astimezone(calendar.zone).date()
    first = running.received_at.astimezone(calendar.zone).date()
    return any(
        _length(calendar.blocks(day)) > 0 and calendar.blocks(day) != former.blocks(day)
        for day in changed_days(former, calendar, first, here)
    )


def with_the_past(
    former: WorkingCalendar, calendar: WorkingCalendar, *, since: datetime, now: datetime
) -> WorkingCalendar:
    """The new calendar, but what has passed since has no more working time than it had."""
    here = now.astimezone(calendar.zone)
    first = since.astimezone(calendar.zone).date()
    overrides = dict(calendar.overrides)
    for day in changed_days(former, calendar, first, here.date()):
        old, new = former.blocks(day), calendar.blocks(day)
        if day < here.date():
            blocks = shared(old, new)
        else:
            passed = (here.hour * 60 + here.minute) * 60 + here.second
            blocks = _joined(
                shared(shared(old, new), (Block(0, passed),) if passed else ()),
                shared(new, (Block(passed, DAY),)),
            )
        kind = Kind.HOURS if blocks else Kind.OFF
        former_name = overrides[day].name if day in overrides else ""
        overrides[day] = Override(day, kind, Status.OFFICIAL, former_name, blocks)
    return replace(calendar, overrides=overrides)


def shared(one: Blocks, other: Blocks) -> Blocks:
    """What two lists of sessions have in common."""
    common = [
        Block(max(a.open, b.open), min(a.close, b.close))
        for a in one
        for b in other
        if max(a.open, b.open) < min(a.close, b.close)
    ]
    return tuple(sorted(common))


def _joined(before: Blocks, after: Blocks) -> Blocks:
    """Two lists of sessions, one after the other; sessions that touch become one."""
    if before and after and before[-1].close == after[0].open:
        return (*before[:-1], Block(before[-1].open, after[0].close), *after[1:])
    return (*before, *after)


def _length(blocks: Sequence[Block]) -> int:
    return sum(block.close - block.open for block in blocks)


def _told(calendar: WorkingCalendar, day: date) -> tuple[Blocks, Override | None]:
    return calendar.blocks(day), calendar.overrides.get(day)


def beginning(day: date, calendar: WorkingCalendar) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time(), tzinfo=calendar.zone).astimezone(UTC)
