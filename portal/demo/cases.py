"""Cases of the demonstration, one in each stage."""

from datetime import datetime


def load(*, at: datetime) -> int:
    """Receive the cases that are not there yet; returns how many."""
    return 0
