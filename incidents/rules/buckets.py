"""In which part of the desk a case stands: by its due time against now and the local midnight.

Every open case is in exactly one. A case due today is due today until the second it is due; it is
overdue from the moment after, since what is done at the due second is done in time.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from deadlines.rules.calendar import VIETNAM


class Bucket(StrEnum):
    """Parts of the desk, the most urgent first."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    LATER = "later"
    NOT_RUNNING = "not_running"  # no clock runs: none is left, or it is suspended


class Span(NamedTuple):
    """Due times from `start` (included) to `end` (not included); None is open."""

    start: datetime | None
    end: datetime | None

    def holds(self, due_at: datetime) -> bool:
        """Whether a due time lies in it."""
        after = self.start is None or self.start <= due_at
        return after and (self.end is None or due_at < self.end)


TIMED: Final = tuple(bucket for bucket in Bucket if bucket is not Bucket.NOT_RUNNING)
_DAY: Final = timedelta(days=1)


def spans(*, at: datetime) -> dict[Bucket, Span]:
    """The due times of each bucket; together they hold every moment once.

    The week ends with Sunday. At its end "this week" is empty, and tomorrow may be Monday.
    """
    local = at.astimezone(VIETNAM)
    midnight = datetime.combine(local.date() + _DAY, time(), tzinfo=VIETNAM)
    day_after = midnight + _DAY
    monday = midnight + timedelta(days=6 - local.weekday())
    week_ends = max(day_after, monday)
    return {
        Bucket.OVERDUE: Span(None, at),
        Bucket.TODAY: Span(at, midnight),
        Bucket.TOMORROW: Span(midnight, day_after),
        Bucket.WEEK: Span(day_after, week_ends),
        Bucket.LATER: Span(week_ends, None),
    }


def of(due_at: datetime | None, *, at: datetime) -> Bucket:
    """The one bucket of a due time."""
    if due_at is None:
        return Bucket.NOT_RUNNING
    return next(bucket for bucket, span in spans(at=at).items() if span.holds(due_at))
