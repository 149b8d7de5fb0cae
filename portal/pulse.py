"""Whether time still does its work: what watchers outside and their graphs ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deadlines import queries as deadlines
from incidents.models import Case
from notifications.models import Message


SWEPT = Case._meta.label_lower
"""The kind of subject whose clocks must be looked at; sweeps of another kind prove nothing."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """By the database's clock: when somebody looked last, and since when something waits.

    `set_aside` counts clocks that failed five times, at which nobody looks any more.
    """

    at: datetime
    last_sweep: datetime | None
    oldest_reminder: datetime | None
    oldest_message: datetime | None
    set_aside: int

    @property
    def sweep_age(self) -> timedelta | None:
        """How long ago clocks were looked at; negative if the clock was set back since."""
        return None if self.last_sweep is None else self.at - self.last_sweep

    @property
    def reminder_age(self) -> timedelta:
        """How long the oldest reminder that is due has waited."""
        return self._since(self.oldest_reminder)

    @property
    def message_age(self) -> timedelta:
        """How long the oldest message that is due has waited."""
        return self._since(self.oldest_message)

    def _since(self, moment: datetime | None) -> timedelta:
        return timedelta() if moment is None else self.at - moment


def take() -> Pulse:
    """Six small queries, each answered by an index."""
    at = deadlines.now()
    waiting = Message.objects.waiting().filter(not_before__lte=at).order_by("not_before")
    return Pulse(
        at=at,
        last_sweep=deadlines.last_sweep(SWEPT),
        oldest_reminder=deadlines.oldest_reminder(at=at),
        oldest_message=waiting.values_list("not_before", flat=True).first(),
        set_aside=deadlines.set_aside(),
    )
