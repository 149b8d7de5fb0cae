"""When somebody is on duty, and when nobody is. Pure: no Django, no clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple


LONGEST_SHIFT: Final = timedelta(days=7)
LOOK_AHEAD: Final = timedelta(days=14)
"""How far the roster warns of gaps."""

WARN_BEFORE: Final = timedelta(hours=24)
"""When people are told of a gap: the day before."""


class Span(NamedTuple):
    """A time, half-open: who goes off at eight is not on duty with who comes at eight."""

    start: datetime
    end: datetime


def gaps(covered: Iterable[Span], *, within: Span) -> list[Span]:
    """The times within a span that none of the others cover, in order."""
    found, free_from = [], within.start
    for span in sorted(covered):
        if span.start > free_from:
            found.append(Span(free_from, min(span.start, within.end)))
        free_from = max(free_from, span.end)
        if free_from >= within.end:
            return [gap for gap in found if gap.start < gap.end]
    if free_from < within.end:
        found.append(Span(free_from, within.end))
    return [gap for gap in found if gap.start < gap.end]


def overlap(first: Span, second: Span) -> bool:
    """Whether two times have a moment in common."""
    return first.start < second.end and second.start < first.end
