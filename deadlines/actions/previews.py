"""What publishing a notice would do to running terms; nothing is stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import prefetch_related_objects

from deadlines.actions import counting, notices
from deadlines.actions.counting import Move
from deadlines.models import CalendarRevision, Clock, Notice
from deadlines.rules.recount import Outcome


PER_PAGE: Final = 100
MOST_READ: Final = 20_000
"""A preview reads no more clocks than this; the act itself reads all."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Some of the moves, the most urgent first, out of `total`.

    `whole` is False if there are more clocks than a preview reads.
    """

    moves: tuple[Move, ...]
    total: int
    whole: bool


def preview(notice: Notice, *, at: datetime, page: int = 1) -> Preview:
    """Every running term that the notice moves or would move, decided by the rules of the act.

    Pages hold `PER_PAGE` of them, from 1; there is nothing on a page beyond the last.
    """
    former = CalendarRevision.objects.published(notice.calendar.code).first()
    if former is None:
        return Preview((), 0, whole=True)
    calendar = notices.proposed(notice)
    ours = Clock.objects.filter(calendar=notice.calendar_id)
    clocks = counting.touched(ours, former, calendar).prefetch_related("pauses")
    read = list(clocks.order_by("due_at", "pk")[: MOST_READ + 1])
    moves = []
    for clock in read[:MOST_READ]:
        decision = counting.decided(clock, calendar, at=at)
        if decision.outcome is not Outcome.UNTOUCHED:
            moves.append(counting.move(clock, decision, clock.due_at, notice))
    shown = tuple(moves[(page - 1) * PER_PAGE : page * PER_PAGE])
    prefetch_related_objects([move.clock for move in shown], "subject")
    return Preview(shown, len(moves), whole=len(read) <= MOST_READ)
