"""Running terms are counted anew when the calendar changes; what is decided stands in `rules`.

A published revision leaves a row (`Recount`); the clock works it off in batches, each in one
transaction. Any number may run at once: one takes the row, the others leave. Locks are taken in
the order of everything else: what a clock belongs to, the clock, its reminders.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from deadlines import queries
from deadlines.actions import counting
from deadlines.actions.counting import Move
from deadlines.actions.plans import replan
from deadlines.actions.rows import note
from deadlines.models import Clock, ClockEvent, ClockState, Recount
from deadlines.models.clocks import OPEN
from deadlines.rules import words
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.recount import Decision, Outcome


__all__ = ["Hold", "Move", "Tell", "differing", "recount"]

BATCH: Final = 200
_EVENTS: Final = ("recounted", "kept_for_decision", "settled", "horizon")

Tell = Callable[[Sequence[Move], datetime], None]
"""Called once a batch, inside its transaction: it queues notices and keeps columns in step."""

Hold = Callable[[Sequence[Clock]], None]
"""Called before the clocks of a batch are locked: it locks what they belong to."""


def recount(*, tell: Tell, hold: Hold = lambda clocks: None, at: datetime) -> int:
    """Count running terms anew for every revision that waits; returns how many were looked at."""
    looked_at = 0
    for key in list(Recount.objects.waiting().values_list("pk", flat=True)):
        while (done := _batch(key, tell, hold, at)) is not None:
            looked_at += done
        if Recount.objects.waiting().filter(pk=key).exists():
            break  # in other hands: the next revision waits until this one is through
    return looked_at


def differing(*, at: datetime) -> Iterator[Clock]:
    """Open clocks whose due time is not what the calendar says, with nobody asked to decide.

    Counted from scratch by the newest revision. Nothing is said while a recount waits.
    """
    if Recount.objects.waiting().exists():
        return
    kept = _kept(ClockEvent.objects.filter(clock__state__in=OPEN))
    clocks = counting.counted_by_the_calendar(Clock.objects.filter(needs_decision=False))
    for clock in clocks.select_related("calendar").prefetch_related("pauses").iterator(1000):
        calendar = queries.calendar(clock.calendar.code)
        due_at = counting.from_scratch(clock, calendar).at
        if due_at == clock.due_at or kept.get(clock.pk) == due_at.astimezone(UTC):
            continue
        late = clock.state == ClockState.BREACHED_OPEN or clock.due_at < at
        if not (late and due_at < clock.due_at):
            yield clock


def _kept(events: "QuerySet[ClockEvent]") -> dict[int, datetime]:
    """By clock, the earlier end that somebody decided not to take."""
    decided = events.filter(kind="kept").order_by("pk").values_list("clock", "data")
    return {key: datetime.fromisoformat(data["asked"]) for key, data in decided}


def _batch(key: int, tell: Tell, hold: Hold, at: datetime) -> int | None:
    """Work off the next clocks of one recount; None when it is finished or in other hands."""
    with transaction.atomic():
        waiting = Recount.objects.waiting().select_for_update(of=("self",), skip_locked=True)
        job = waiting.select_related("revision__notice", "former").filter(pk=key).first()
        if job is None:
            return None
        clocks = _next(job, hold)
        if not clocks:
            job.finished_at = at
            job.save(update_fields=["finished_at"])
            return None
        moves = _apply_all(clocks, job, at=at)
        job.reached = clocks[-1].pk
        job.moved += sum(move.outcome is Outcome.MOVED for move in moves)
        job.voided += sum(move.outcome is Outcome.VOIDED for move in moves)
        job.kept += sum(move.outcome is Outcome.KEPT for move in moves)
        job.save(update_fields=["reached", "moved", "voided", "kept"])
        if moves:
            tell(moves, at)
        return len(clocks)


def _next(job: Recount, hold: Hold) -> list[Clock]:
    older = Clock.objects.filter(
        calendar=job.revision.calendar_id, revision__lt=job.revision_id, pk__gt=job.reached
    )
    touched = counting.touched(older, job.former, queries.of_revision(job.revision_id))
    found = list(touched.order_by("pk")[:BATCH])
    hold(found)
    held = Clock.objects.filter(pk__in=[clock.pk for clock in found]).order_by("pk")
    return list(held.select_for_update(of=("self",)).prefetch_related("pauses"))


def _apply_all(clocks: Sequence[Clock], job: Recount, *, at: datetime) -> list[Move]:
    """Twice is once: a clock has one step for each revision."""
    events = ClockEvent.objects.filter(clock__in=clocks, kind__in=_EVENTS)
    steps = events.filter(data__for_revision=job.revision_id)
    done = set(steps.values_list("clock", flat=True))
    kept = _kept(ClockEvent.objects.filter(clock__in=clocks))
    calendar = queries.of_revision(job.revision_id)
    moves = []
    for clock in clocks:
        if clock.state not in OPEN or clock.pk in done:
            continue
        decision = counting.decided(clock, calendar, at=at)
        if decision.outcome is Outcome.KEPT and kept.get(clock.pk) == decision.asked_for.at:
            continue  # somebody decided on just that before
        moves.append(_apply(clock, job, decision, at=at))
    return [move for move in moves if move is not None]


def _apply(clock: Clock, job: Recount, decision: Decision, *, at: datetime) -> Move | None:
    """Do to a locked clock what the rules say; None if nothing is to be told."""
    calendar = queries.of_revision(job.revision_id)
    was = clock.due_at
    data: dict[str, Any] = {"for_revision": job.revision_id, "notice": job.revision.notice_id}
    if decision.moves:
        _let_end(clock, decision, calendar, at=at, **data)
    elif decision.outcome is Outcome.KEPT:
        asked = decision.asked_for.at.isoformat()
        _flag(clock, "kept_for_decision", to_decide=True, at=at, asked=asked, **data)
    elif decision.outcome is Outcome.SETTLED:
        _flag(clock, "settled", to_decide=False, at=at, **data)
    elif _is_otherwise_another(clock, decision):
        clock.provisional, clock.revision_id = decision.due.provisional, job.revision_id
        _flag(clock, "horizon", to_decide=clock.needs_decision, at=at, **data)
    if decision.outcome is Outcome.UNTOUCHED:
        return None
    return counting.move(clock, decision, was, job.revision.notice)


def _is_otherwise_another(clock: Clock, decision: Decision) -> bool:
    """It ends when it did, but is surer now, or stands still and goes on by the new calendar."""
    stays = clock.due_at == decision.due.at == decision.asked_for.at
    stands_still = clock.state == ClockState.PAUSED
    return stays and (stands_still or clock.provisional != decision.due.provisional)


def _let_end(
    clock: Clock, decision: Decision, calendar: WorkingCalendar, *, at: datetime, **data: Any
) -> None:
    """Move the end; where the past was spared, the revision stays and somebody has to decide."""
    due = decision.due
    spared = due.at != decision.asked_for.at
    clock.needs_decision = spared
    replan(
        clock,
        due_at=due.at,
        provisional=due.provisional,
        revision=clock.revision_id if spared else calendar.revision,
        trace=words.parts(due, calendar),
        at=at,
        cause="recounted",
        **data,
    )


def _flag(clock: Clock, kind: str, *, to_decide: bool, at: datetime, **data: object) -> None:
    clock.needs_decision = to_decide
    clock.row_version += 1
    clock.save(update_fields=["needs_decision", "provisional", "revision", "row_version"])
    note(clock, kind, at=at, by=None, **data)
