"""What every act on a clock shares: the lock, and the line in its history.

Private to `deadlines.actions`.
"""

from datetime import datetime

from accounts.models import User
from deadlines.models import Clock, ClockEvent


class AlreadyClosed(Exception):
    """The clock was met, replaced or cancelled before; nothing was done."""


def locked(clock: Clock) -> Clock:
    """The row as it is now, held until the transaction ends; AlreadyClosed if it has ended."""
    clock = Clock.objects.select_for_update(of=("self",)).get(pk=clock.pk)
    if not clock.is_open:
        raise AlreadyClosed(str(clock))
    return clock


def note(clock: Clock, kind: str, *, at: datetime, by: User | None, **data: object) -> None:
    """Write a step of the clock down; `data` is codes, numbers and moments."""
    ClockEvent.objects.create(clock=clock, kind=kind, at=at, by=by, data=data)
