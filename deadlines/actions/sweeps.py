"""Looking at the clocks: reminders that have come due, and terms that have passed.

State, not edges: whatever was missed while nothing looked is found by the next sweep. Any number
of sweeps may run side by side; each takes rows that no other holds.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model

from deadlines.models import Clock, ClockEvent, ClockRung, ClockState, RungState, SweepRun


logger = logging.getLogger(__name__)

BATCH = 50
ATTEMPTS = 5
KEEP_RUNS = timedelta(days=7)
_INSTANT = timedelta(seconds=1)  # a term is breached only after its due time, not at it


class Ring(NamedTuple):
    """What is to be told of one clock: its highest reminder due, and lower ones told with it."""

    clock: Clock
    rung: str
    missed: tuple[str, ...] = ()


Tell = Callable[[Sequence[Ring], datetime], None]
"""Called as `tell(rings, at)` once for a batch, inside its transaction, the most urgent first.

It queues notices, it sends none; and it works in bulk, with a constant number of queries.
"""


@dataclass
class _Tally:
    scanned: int = 0
    fired: int = 0
    failed: int = 0
    lag: timedelta = field(default_factory=timedelta)


def sweep(*, subject_model: type[Model], tell: Tell, at: datetime) -> int:
    """Tell every reminder due at `at` for subjects of one kind; returns how many were told.

    Of several missed reminders of one clock only the highest is told. A clock that fails is tried
    again later and set aside after five attempts; it never holds up the others.
    """
    tally = _Tally()
    while _sweep_batch(subject_model, tell, at, tally) == BATCH:
        pass
    SweepRun.objects.create(
        at=at,
        subject=subject_model._meta.label_lower,
        scanned=tally.scanned,
        fired=tally.fired,
        failed=tally.failed,
        lag=int(tally.lag.total_seconds()),
    )
    SweepRun.objects.filter(at__lt=at - KEEP_RUNS).delete()
    return tally.fired


@transaction.atomic
def _sweep_batch(subject_model: type[Model], tell: Tell, at: datetime, tally: _Tally) -> int:
    ready = Clock.objects.about(subject_model).ready(at=at).most_urgent_first()
    clocks = list(ready.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for clock in clocks:
        tally.scanned += 1
        tally.lag = max(tally.lag, at - (clock.next_fire_at or at))
        try:
            with transaction.atomic():
                tally.fired += _fire(clock, tell, at)
        except Exception:
            logger.exception("clock %s failed", clock.pk)
            tally.failed += 1
            _postpone(clock.pk, at)
    return len(clocks)


def _fire(clock: Clock, tell: Tell, at: datetime) -> int:
    """Tell the highest reminder that is due, note lateness, and plan the next look."""
    pending = list(clock.rungs.filter(state=RungState.PENDING).order_by("fire_at", "id"))
    missed = [rung for rung in pending if rung.fire_at <= at]
    coming = [rung.fire_at for rung in pending if rung.fire_at > at]
    if at > clock.due_at and clock.state == ClockState.RUNNING:
        clock.state = ClockState.BREACHED_OPEN
        clock.breached_at = clock.due_at
        clock.breach_detected_at = at
        ClockEvent.objects.create(clock=clock, kind="breached", at=at)
    if clock.state == ClockState.RUNNING:
        coming.append(clock.due_at + _INSTANT)
    clock.next_fire_at = min(coming, default=None)
    clock.attempts = 0
    clock.row_version += 1
    clock.save()
    if missed:
        _settle(missed, at)
        tell([Ring(clock, missed[-1].rung, tuple(r.rung for r in missed[:-1]))], at)
    return bool(missed)


def _settle(missed: list[ClockRung], at: datetime) -> None:
    """The highest rung is told; the others are kept as told with it."""
    for rung in missed:
        rung.state = RungState.FIRED if rung is missed[-1] else RungState.COALESCED
        rung.fired_at = at
    ClockRung.objects.bulk_update(missed, ["state", "fired_at"])
    ClockEvent.objects.bulk_create(
        ClockEvent(
            clock_id=rung.clock_id,
            kind=str(rung.state),
            at=at,
            data={"rung": rung.rung, "late_by": int((at - rung.fire_at).total_seconds())},
        )
        for rung in missed
    )


def _postpone(pk: int, at: datetime) -> None:
    """Try again after 1, 2, 4 and 8 minutes; then set the clock aside, with an alarm."""
    clock = Clock.objects.get(pk=pk)
    clock.attempts += 1
    clock.next_fire_at = at + timedelta(minutes=2 ** (clock.attempts - 1))
    if clock.attempts >= ATTEMPTS:
        clock.quarantined_at = at
        logger.critical("clock %s is set aside after %s failures", pk, clock.attempts)
    clock.save(update_fields=["attempts", "next_fire_at", "quarantined_at"])
