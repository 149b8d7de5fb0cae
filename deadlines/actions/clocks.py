"""A term begins to run, and ends: met, met late, cancelled, or replaced by a promise."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Model

from accounts.models import User
from deadlines import queries
from deadlines.actions.pauses import lift
from deadlines.actions.plans import write_rungs
from deadlines.actions.rows import AlreadyClosed, locked, note
from deadlines.models import CalendarRevision, Clock, ClockState, RungState
from deadlines.models.clocks import TICKING
from deadlines.rules import ladder, ladders, words
from deadlines.rules.ladder import Planned
from deadlines.rules.ladders import Rung
from deadlines.rules.terms import Term
from deadlines.rules.words import Part


__all__ = ["AlreadyClosed", "cancel", "meet", "release", "replace", "start"]


@transaction.atomic
def start(
    subject: Model,
    term: Term,
    *,
    received_at: datetime,
    at: datetime,
    rungs: Sequence[Rung] | None = None,
    priority: int = 100,
    calendar: str = queries.DEFAULT_CODE,
    by: User | None = None,
) -> Clock:
    """Let `term` run for `subject` from the moment that it was received.

    Call it in the transaction that stores the subject. Lower `priority` is swept first. Something
    entered late starts at `received_at` all the same; its missed reminders are told as one. The
    reminders are those of its provision (`deadlines.rules.ladders`) unless others are given.
    """
    counted_by = queries.calendar(calendar)
    due = term.due(received_at, counted_by)
    clock = _create(
        ContentType.objects.get_for_model(subject),
        subject.pk,
        provision=term.provision,
        term=term.as_json(),
        revision=due.revision,
        started_at=due.started_at,
        due_at=due.at,
        provisional=due.provisional,
        trace=words.parts(due, counted_by),
        plan=ladder.plan(received_at, term, counted_by, rungs),
        priority=priority,
    )
    note(clock, "started", at=at, by=by, due=clock.due_at.isoformat())
    return clock


@transaction.atomic
def meet(clock: Clock, *, at: datetime, by: User | None) -> Clock:
    """What the term asks for was done at `at`: in time if not after the due time, else late.

    A suspended term runs again for that: its due time is the one without the suspension.
    """
    clock = locked(clock)
    if clock.state == ClockState.PAUSED:
        lift(clock, by=by, at=at)
    if at <= clock.due_at:
        clock.state = ClockState.MET
        if not clock.breach_voided:
            # A sweep may have looked between the act and its commit: the moment of the act decides.
            clock.breached_at = clock.breach_detected_at = None
    else:
        clock.state = ClockState.MET_LATE
        clock.breached_at = clock.due_at
        clock.breach_detected_at = clock.breach_detected_at or at
    clock.met_at = at
    _close(clock)
    note(clock, str(clock.state), at=at, by=by)
    return clock


@transaction.atomic
def cancel(clock: Clock, *, reason: str, at: datetime, by: User | None) -> Clock:
    """The term no longer applies; `reason` is a code."""
    clock = locked(clock)
    if clock.state == ClockState.PAUSED:
        lift(clock, by=by, at=at)
    clock.state = ClockState.CANCELLED
    _close(clock)
    note(clock, "cancelled", at=at, by=by, reason=reason)
    return clock


@transaction.atomic
def replace(
    clock: Clock,
    *,
    promised_at: datetime,
    provision: str = "LC-8.2-notice",
    rungs: Sequence[Rung] | None = None,
    at: datetime,
    by: User | None,
) -> Clock:
    """A written notice meets the clock and promises another moment (LC-8.2-notice).

    Returns the clock of the promise, which starts with the notice: no moment is without a clock.
    """
    if promised_at <= at:
        raise ValueError("a promise lies in the future")
    former = meet(clock, at=at, by=by)
    counted_by = queries.of_revision(former.revision_id)
    climbed = ladders.of(provision) if rungs is None else rungs
    promise = _create(
        former.content_type,
        former.object_id,
        provision=provision,
        term={},
        revision=former.revision_id,
        started_at=at,
        due_at=promised_at,
        provisional=False,
        trace=(),
        plan=ladder.plan_until(at, promised_at, counted_by, climbed),
        priority=former.priority,
    )
    note(promise, "promised", at=at, by=by, instead_of=former.pk, due=promised_at.isoformat())
    return promise


@transaction.atomic
def release(clock: Clock, *, by: User | None, at: datetime) -> Clock:
    """Look again at a clock that was set aside after five failures, since its fault is mended."""
    clock = locked(clock)
    if clock.quarantined_at is None:
        return clock
    clock.quarantined_at, clock.attempts = None, 0
    if clock.state in TICKING:
        clock.next_fire_at = at
    clock.row_version += 1
    clock.save()
    note(clock, "released", at=at, by=by)
    return clock


def _create(
    kind: ContentType,
    object_id: int,
    *,
    trace: Iterable[Part],
    plan: Sequence[Planned],
    revision: int,
    due_at: datetime,
    provision: str,
    **values: Any,
) -> Clock:
    before = Clock.objects.filter(content_type=kind, object_id=object_id, provision=provision)
    clock = Clock.objects.create(
        content_type=kind,
        object_id=object_id,
        provision=provision,
        seq=(before.aggregate(last=Max("seq"))["last"] or 0) + 1,
        calendar_id=CalendarRevision.objects.values_list("calendar", flat=True).get(pk=revision),
        revision_id=revision,
        due_at=due_at,
        due_original=due_at,
        trace=[part.as_json() for part in trace],
        next_fire_at=min([due_at, *(planned.fire_at for planned in plan)]),
        **values,
    )
    write_rungs(clock, plan)
    return clock


def _close(clock: Clock) -> None:
    clock.next_fire_at = None
    clock.row_version += 1
    clock.save()
    clock.rungs.filter(state=RungState.PENDING).update(state=RungState.SKIPPED)
