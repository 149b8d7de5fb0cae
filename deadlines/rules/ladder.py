"""The rungs of a running term: when people are reminded, and when lateness is noted."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple

from deadlines.rules import arithmetic
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.terms import Term


class Rung(NamedTuple):
    """A share of the term after which somebody is told."""

    code: str
    fraction: Fraction


class Planned(NamedTuple):
    """A rung with its moment."""

    rung: Rung
    fire_at: datetime


REMINDERS: Final = (
    Rung("half", Fraction(1, 2)),
    Rung("three_quarters", Fraction(3, 4)),
    Rung("due", Fraction(1)),
)
"""50, 75 and 100 %: in working time for LC-8.2, by the clock for LC-8.3."""


def plan(
    start: datetime,
    term: Term,
    calendar: WorkingCalendar,
    rungs: Sequence[Rung] = REMINDERS,
) -> tuple[Planned, ...]:
    """The moments of all rungs, in the term's own kind of time, so none rings at night for LC-8.2.

    A term of zero length is due at once and has only its last rung.
    """
    climbed = rungs if term.amount else rungs[-1:]
    return tuple(
        Planned(rung, arithmetic.point(start, term, calendar, rung.fraction)) for rung in climbed
    )


def plan_until(
    start: datetime,
    due_at: datetime,
    calendar: WorkingCalendar,
    rungs: Sequence[Rung] = REMINDERS,
) -> tuple[Planned, ...]:
    """The moments of all rungs before a promised one, counted in the working time in between."""
    length = arithmetic.elapsed(start, due_at, calendar)

    def moment(fraction: Fraction) -> datetime:
        if fraction == 1 or not length:
            return due_at
        return arithmetic.after_working_time(start, int(length * fraction), calendar).at

    return tuple(Planned(rung, moment(rung.fraction)) for rung in rungs)
