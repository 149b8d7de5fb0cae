"""The rungs of a running term laid out in time: when people are reminded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from deadlines.rules import arithmetic, ladders
from deadlines.rules.arithmetic import Pause
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.ladders import AfterDue, Rung
from deadlines.rules.terms import Term
from deadlines.rules.units import Unit


class Planned(NamedTuple):
    """A rung with its moment."""

    rung: Rung
    fire_at: datetime


def plan(
    start: datetime,
    term: Term,
    calendar: WorkingCalendar,
    rungs: Sequence[Rung] | None = None,
) -> tuple[Planned, ...]:
    """The moments of all rungs of a term that starts with `start`.

    By default those of its provision. A term of zero length is due at once: nothing lies between.
    """
    whole = term.due(start, calendar)
    climbed = ladders.of(term.provision) if rungs is None else rungs
    if not term.amount:
        climbed = [rung for rung in climbed if rung.marks_lateness]
    by_clock = term.unit is Unit.HOURS
    return plan_until(whole.started_at, whole.at, calendar, climbed, by_clock=by_clock)


def plan_until(
    start: datetime,
    due_at: datetime,
    calendar: WorkingCalendar,
    rungs: Sequence[Rung],
    *,
    pauses: Sequence[Pause] = (),
    by_clock: bool = False,
) -> tuple[Planned, ...]:
    """The moments of all rungs between two moments and after.

    Shares are counted in the working time in between, or `by_clock` in all of it.
    """
    line = _Line(start, due_at, calendar, pauses, by_clock)
    return tuple(Planned(rung, line.moment(rung)) for rung in rungs)


class _Line(NamedTuple):
    start: datetime
    due_at: datetime
    calendar: WorkingCalendar
    pauses: Sequence[Pause]
    by_clock: bool

    def moment(self, rung: Rung) -> datetime:
        if isinstance(rung.moment, timedelta):
            return self._by_clock(int(rung.moment.total_seconds()))
        if isinstance(rung.moment, AfterDue):
            seconds = rung.moment.working_hours * arithmetic.HOUR
            return arithmetic.after_working_time(self.due_at, seconds, self.calendar).at
        return self._share(rung.moment)

    def _share(self, fraction: Fraction) -> datetime:
        if fraction == 1:
            return self.due_at
        if self.by_clock:
            return self._by_clock(int(arithmetic.clock_seconds(self.start, self.due_at) * fraction))
        length = arithmetic.elapsed(self.start, self.due_at, self.calendar, self.pauses)
        if not length:
            return self.due_at
        seconds = int(length * fraction)
        return arithmetic.after_working_time(self.start, seconds, self.calendar, self.pauses).at

    def _by_clock(self, seconds: int) -> datetime:
        return arithmetic.after_clock_time(self.start, seconds, self.calendar)
