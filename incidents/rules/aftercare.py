"""What whoever reported may do once they have the answer: rate it, and ask again."""

from datetime import datetime, timedelta
from typing import Final


REOPEN_WITHIN: Final = timedelta(days=30)
RATING_CHANGES_FOR: Final = timedelta(days=7)
RATINGS: Final = range(1, 6)


def may_ask_again(handled_at: datetime, *, at: datetime) -> bool:
    """Within 30 days of the answer; then a new report is the way."""
    return at - handled_at <= REOPEN_WITHIN


def may_rate(first_rated_at: datetime | None, *, at: datetime) -> bool:
    """Once, and for 7 days that rating can be changed."""
    return first_rated_at is None or at - first_rated_at <= RATING_CHANGES_FOR
