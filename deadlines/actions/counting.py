"""A stored clock as the rules of recounting know it, and which clocks a change may touch.

Private to `deadlines.actions`.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Q

from deadlines import queries
from deadlines.models import CalendarRevision, Clock, ClockState, Notice
from deadlines.models.clocks import OPEN, ClockQuerySet
from deadlines.rules import recount as rules
from deadlines.rules.arithmetic import Due
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.recount import Decision, Outcome, Running
from deadlines.rules.units import Unit


BY_THE_CALENDAR: Final = (Unit.WORKING_HOURS.value, Unit.WORKING_DAYS.value)


class Move(NamedTuple):
    """What became of a clock: `was` is its former due time, `asked_for` what the calendar says."""

    clock: Clock
    outcome: Outcome
    was: datetime
    due_at: datetime
    asked_for: datetime
    notice: Notice | None


def counted_by_the_calendar(clocks: ClockQuerySet) -> ClockQuerySet:
    """Open clocks in working time: neither hours by the clock nor what was promised or extended."""
    return clocks.filter(state__in=OPEN, term__unit__in=BY_THE_CALENDAR, extensions=0)


def touched(
    clocks: ClockQuerySet, former: CalendarRevision, calendar: WorkingCalendar
) -> ClockQuerySet:
    """Open terms in working time that run over a changed day, and those whose end is not sure."""
    counted = counted_by_the_calendar(clocks)
    reach = rules.reach_of_change(queries.of_revision(former.pk), calendar)
    if reach is None:
        return counted.none()
    first, last = reach
    crossing = Q()
    if first.year > 1:
        since = rules.beginning(first, calendar)
        crossing &= Q(due_at__gte=since) | Q(state=ClockState.PAUSED.value)
    if last is not None:
        crossing &= Q(started_at__lt=rules.beginning(last + timedelta(days=1), calendar))
    return counted.filter(crossing | Q(provisional=True) | Q(needs_decision=True))


def running(clock: Clock) -> Running:
    """The clock without its row; its pauses are read with `prefetch_related`."""
    term = clock.as_term()
    assert term is not None  # noqa: S101  # promises are never counted
    stopped = [pause.from_at for pause in clock.pauses.all() if pause.to_at is None]
    return Running(
        term=term,
        received_at=clock.started_at,
        due_at=clock.due_at.astimezone(UTC),
        pauses=tuple(
            (pause.from_at, pause.to_at) for pause in clock.pauses.all() if pause.to_at is not None
        ),
        stopped_at=stopped[0] if stopped else None,
        overdue=clock.state == ClockState.BREACHED_OPEN,
        to_decide=clock.needs_decision,
    )


def decided(clock: Clock, calendar: WorkingCalendar, *, at: datetime) -> Decision:
    """What `calendar` does to the clock, compared with the one it was counted by."""
    former = queries.of_revision(clock.revision_id)
    return rules.decide(running(clock), former=former, calendar=calendar, at=at)


def from_scratch(clock: Clock, calendar: WorkingCalendar) -> Due:
    """When the term of the clock ends by a calendar, whatever is stored."""
    plain = running(clock)
    return plain.term.due_again(plain.received_at, calendar, plain.pauses)


def move(clock: Clock, decision: Decision, was: datetime, notice: Notice | None) -> Move:
    """What is told of it."""
    due_at = decision.due.at if decision.moves else was
    return Move(clock, decision.outcome, was, due_at, decision.asked_for.at, notice)
