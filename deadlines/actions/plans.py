"""A running term ends at another moment than thought: its reminders are planned anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from accounts.models import User
from deadlines import queries
from deadlines.actions.rows import note
from deadlines.models import Clock, ClockRung, ClockState, RungState
from deadlines.rules import ladder, ladders
from deadlines.rules.ladder import Planned
from deadlines.rules.units import Unit
from deadlines.rules.words import Part


INSTANT: Final = timedelta(seconds=1)
"""A term is breached only after its due time, not at it."""

_TOLD: Final = (RungState.FIRED.value, RungState.COALESCED.value)


@transaction.atomic
def replan(
    clock: Clock,
    *,
    due_at: datetime,
    provisional: bool,
    revision: int,
    trace: Iterable[Part],
    at: datetime,
    cause: str,
    by: User | None = None,
    **data: object,
) -> None:
    """Let an open clock end at `due_at`; `clock` is the row that the caller has locked.

    What was still to be told of the old plan is not; the new plan has only moments to come, and
    nothing that was told before, except that a new due time is told of again. A breach that was
    noted before a due time still to come is void: the term runs again, and both stay on record.
    A suspended clock gets its reminders when it is resumed. `cause` is the kind of the event.
    """
    former = clock.due_at
    clock.rungs.filter(state=RungState.PENDING).update(state=RungState.SKIPPED)
    clock.due_at, clock.provisional, clock.revision_id = due_at, provisional, revision
    clock.trace = [part.as_json() for part in trace]
    clock.plan_no += 1
    clock.row_version += 1
    voided = _reconsider_breach(clock, at)
    planned = _still_to_tell(clock, at) if clock.state != ClockState.PAUSED else []
    clock.next_fire_at = _next_look(clock, planned)
    clock.save()
    write_rungs(clock, planned)
    note(
        clock, cause, at=at, by=by, was=former.isoformat(), due=due_at.isoformat(),
        plan=clock.plan_no, revision=revision, **data,
    )  # fmt: skip
    if voided:
        note(clock, "breach_voided", at=at, by=by, was=former.isoformat())


def write_rungs(clock: Clock, planned: Iterable[Planned]) -> None:
    """The reminders of the clock's present plan."""
    ClockRung.objects.bulk_create(
        ClockRung(clock=clock, rung=rung.code, plan_no=clock.plan_no, fire_at=fire_at)
        for rung, fire_at in planned
    )


def _reconsider_breach(clock: Clock, at: datetime) -> bool:
    """Whether a breach was noted that the new due time takes back."""
    if clock.state != ClockState.BREACHED_OPEN:
        return False
    if clock.due_at < at:
        clock.breached_at = clock.due_at
        return False
    clock.state = ClockState.RUNNING
    clock.breach_voided = True
    return True


def _still_to_tell(clock: Clock, at: datetime) -> list[Planned]:
    told = set(clock.rungs.filter(state__in=_TOLD).values_list("rung", flat=True))
    return [
        planned
        for planned in _ladder_of(clock)
        if planned.fire_at > at and (planned.rung.code not in told or planned.rung.marks_lateness)
    ]


def _ladder_of(clock: Clock) -> Sequence[Planned]:
    term = clock.as_term()
    pauses = clock.pauses.filter(to_at__isnull=False).values_list("from_at", "to_at")
    return ladder.plan_until(
        clock.started_at,
        clock.due_at,
        queries.of_revision(clock.revision_id),
        ladders.of(clock.provision),
        pauses=[(begun, ended) for begun, ended in pauses if ended is not None],
        by_clock=term is not None and term.unit is Unit.HOURS,
    )


def _next_look(clock: Clock, planned: Sequence[Planned]) -> datetime | None:
    if clock.state == ClockState.PAUSED:
        return None
    moments = [one.fire_at for one in planned]
    if clock.state == ClockState.RUNNING:
        moments.append(clock.due_at + INSTANT)
    return min(moments, default=None)
