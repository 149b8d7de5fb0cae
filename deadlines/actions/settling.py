"""What is due of many clocks at once, worked out in memory and written with a few queries.

Private to `deadlines.actions.sweeps`, which holds the rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, DateTimeField, F, Value, When

from deadlines.actions.plans import INSTANT
from deadlines.models import Clock, ClockEvent, ClockRung, ClockState, RungState
from deadlines.rules import ladders


@dataclass
class Settlement:
    """One clock with its reminders that are due, in order; the last one is to be told.

    `unknown` are codes that this version of the portal does not know: they stay as they are.
    """

    clock: Clock
    missed: list[ClockRung] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    breached: bool = False


def settle(clocks: Sequence[Clock], *, at: datetime, retry_at: datetime) -> list[Settlement]:
    """What is due of each clock; `next_fire_at` and lateness are set on the objects alone.

    A clock with a reminder that is due and unknown is looked at again at `retry_at`.
    """
    pending: dict[int, list[ClockRung]] = defaultdict(list)
    rows = ClockRung.objects.filter(clock__in=[clock.pk for clock in clocks])
    for rung in rows.filter(state=RungState.PENDING).order_by("fire_at", "pk"):
        pending[rung.clock_id].append(rung)
    return [_settle(clock, pending[clock.pk], at=at, retry_at=retry_at) for clock in clocks]


def _settle(
    clock: Clock, pending: Iterable[ClockRung], *, at: datetime, retry_at: datetime
) -> Settlement:
    one = Settlement(clock)
    coming = []
    for rung in pending:
        if rung.fire_at > at:
            coming.append(rung.fire_at)
        elif rung.rung in ladders.CODES:
            one.missed.append(rung)
        else:
            one.unknown.append(rung.rung)
            coming.append(retry_at)
    if clock.state == ClockState.RUNNING:
        if at > clock.due_at:
            one.breached = True
            clock.state = ClockState.BREACHED_OPEN
            clock.breached_at, clock.breach_detected_at = clock.due_at, at
        else:
            coming.append(clock.due_at + INSTANT)
    clock.next_fire_at = min(coming, default=None)
    clock.attempts = 0
    clock.row_version += 1
    return one


def write(settlements: Sequence[Settlement], *, at: datetime) -> None:
    """Store what was settled: reminders, clocks, history."""
    told = [one.missed[-1].pk for one in settlements if one.missed]
    with_it = [rung.pk for one in settlements for rung in one.missed[:-1]]
    for keys, state in ((told, RungState.FIRED), (with_it, RungState.COALESCED)):
        if keys:
            ClockRung.objects.filter(pk__in=keys).update(state=state, fired_at=at)
    _write_clocks([one.clock for one in settlements])
    late = [one.clock.pk for one in settlements if one.breached]
    if late:
        Clock.objects.filter(pk__in=late).update(
            state=ClockState.BREACHED_OPEN, breached_at=F("due_at"), breach_detected_at=at
        )
    ClockEvent.objects.bulk_create(event for one in settlements for event in _history(one, at))


def _write_clocks(clocks: Sequence[Clock]) -> None:
    """One statement for all, although each is looked at again at a moment of its own."""
    moments = [
        When(pk=clock.pk, then=Value(clock.next_fire_at, output_field=DateTimeField(null=True)))
        for clock in clocks
    ]
    Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(
        next_fire_at=Case(*moments, default=F("next_fire_at"), output_field=DateTimeField()),
        attempts=0,
        row_version=F("row_version") + 1,
    )


def _history(one: Settlement, at: datetime) -> Iterable[ClockEvent]:
    if one.breached:
        yield ClockEvent(clock=one.clock, kind="breached", at=at)
    for rung in one.missed:
        state = RungState.FIRED if rung is one.missed[-1] else RungState.COALESCED
        late_by = int((at - rung.fire_at).total_seconds())
        data = {"rung": rung.rung, "late_by": late_by}
        yield ClockEvent(clock=one.clock, kind=str(state), at=at, data=data)
