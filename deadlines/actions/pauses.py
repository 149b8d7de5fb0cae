"""A term stands still for a while, runs again, or gets more time: only as the lists allow."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from deadlines import queries
from deadlines.actions.plans import replan
from deadlines.actions.rows import locked, note
from deadlines.models import Clock, ClockPause, ClockState, RungState
from deadlines.rules import arithmetic, suspensions, words
from deadlines.rules.words import Part
from kernel.verdict import NotReady


@transaction.atomic
def suspend(clock: Clock, *, reason: str, by: User | None, at: datetime) -> Clock:
    """Let a running term stand still; `reason` is a code of its list (`rules.suspensions`).

    Nobody is reminded meanwhile. Raises NotReady: what runs by the clock never stands still, and
    nothing does after its due time.
    """
    clock = locked(clock)
    if issues := _against_suspending(clock, reason, at):
        raise NotReady(issues)
    ClockPause.objects.create(clock=clock, from_at=at, reason=reason, by=by)
    clock.rungs.filter(state=RungState.PENDING).update(state=RungState.SKIPPED)
    clock.state = ClockState.PAUSED
    clock.next_fire_at = None
    clock.row_version += 1
    clock.save()
    note(clock, "suspended", at=at, by=by, reason=reason)
    return clock


@transaction.atomic
def resume(clock: Clock, *, by: User | None, at: datetime) -> Clock:
    """Let it run again: its due time is counted from the start anew, without the suspensions.

    Raises NotReady if it does not stand still.
    """
    clock = locked(clock)
    if clock.state != ClockState.PAUSED:
        raise NotReady(["not_suspended"])
    lift(clock, by=by, at=at)
    return clock


def lift(clock: Clock, *, by: User | None, at: datetime) -> None:
    """End the suspension of a clock whose row is locked, and plan it anew."""
    pause = clock.pauses.get(to_at__isnull=True)
    pause.to_at = max(at, pause.from_at)  # the clock of the wall may have been set back
    pause.save(update_fields=["to_at"])
    due_at, provisional, trace = _counted(clock, pause)
    clock.state = ClockState.RUNNING
    replan(
        clock, due_at=due_at, provisional=provisional, revision=clock.revision_id, trace=trace,
        at=at, cause="resumed", by=by,
    )  # fmt: skip


@transaction.atomic
def extend(
    clock: Clock,
    *,
    until: datetime,
    reason: str,
    document: str,
    approved_by: User,
    by: User,
    at: datetime,
) -> Clock:
    """Give a running term more time, before it is over, as often as its provision allows.

    `document` names the paper that says so; somebody else than the one who asks must approve. The
    first due time stays on record. Raises NotReady.
    """
    clock = locked(clock)
    issues = _against_extending(clock, until, at)
    issues += [] if reason.strip() else ["reason_missing"]
    issues += [] if document.strip() else ["document_missing"]
    issues += ["approved_by_oneself"] if approved_by.pk == by.pk else []
    if issues:
        raise NotReady(issues)
    clock.extensions += 1
    replan(
        clock, due_at=until, provisional=False, revision=clock.revision_id, trace=(), at=at,
        cause="extended", by=by, reason=reason, document=document, approved_by=approved_by.pk,
    )  # fmt: skip
    return clock


def _against_suspending(clock: Clock, reason: str, at: datetime) -> list[str]:
    allowed = suspensions.reasons(clock.provision)
    if not allowed:
        return ["never_suspended"]
    if clock.state == ClockState.PAUSED:
        return ["suspended_before"]
    if clock.state == ClockState.BREACHED_OPEN or at > clock.due_at:
        return ["overdue"]
    return [] if reason in allowed else ["reason_not_listed"]


def _against_extending(clock: Clock, until: datetime, at: datetime) -> list[str]:
    most = suspensions.most_extensions(clock.provision)
    if not most:
        return ["never_extended"]
    if clock.extensions >= most:
        return ["extended_before"]
    if clock.state == ClockState.PAUSED:
        return ["suspended_before"]
    if clock.state == ClockState.BREACHED_OPEN or at > clock.due_at:
        return ["overdue"]
    return [] if until > clock.due_at else ["not_later"]


def _counted(clock: Clock, ended: ClockPause) -> tuple[datetime, bool, tuple[Part, ...]]:
    """The due time with all suspensions, whether it is provisional, and why it is then.

    What was promised or extended has no length of its own: it moves by the working time that the
    suspension took.
    """
    calendar = queries.of_revision(clock.revision_id)
    term = clock.as_term()
    if term is None or clock.extensions:
        lost = arithmetic.elapsed(ended.from_at, ended.to_at or ended.from_at, calendar)
        moved = arithmetic.after_working_time(clock.due_at, lost, calendar).at if lost else None
        return moved or clock.due_at, clock.provisional, queries.explain(clock).parts
    pauses = [(one.from_at, one.to_at) for one in clock.pauses.all() if one.to_at is not None]
    due = term.due_again(clock.started_at, calendar, pauses)
    return due.at, due.provisional, words.parts(due, calendar)
