"""Looking at the clocks: reminders that have come due, and terms that have passed.

State, not edges: whatever was missed while nothing looked is found by the next sweep. Any number
of sweeps may run side by side; each takes rows that no other holds.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model

from deadlines.actions import settling, watermark
from deadlines.actions.alarms import RaiseAlarm, log_only, sound
from deadlines.models import Clock, ClockEvent, SweepRun


logger = logging.getLogger(__name__)

BATCH = 200
MOST_BATCHES = 50  # the mark of a sweep, and its idea of the time, must not grow old meanwhile
ATTEMPTS = 5
KEEP_RUNS = timedelta(days=7)
_PRUNE_EVERY: Final = 200
_UNKNOWN_AGAIN: Final = timedelta(minutes=1)


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


class _Sweep(NamedTuple):
    """What stays the same from the first batch to the last."""

    kind: ContentType
    tell: Tell
    alarm: RaiseAlarm
    at: datetime
    tally: _Tally


def sweep(
    *, subject_model: type[Model], tell: Tell, at: datetime, alarm: RaiseAlarm = log_only
) -> int:
    """Tell every reminder due at `at` for subjects of one kind; returns how many were told.

    Of several missed reminders of one clock only the highest is told. A clock that fails is tried
    again later and set aside after five attempts, with an alarm; it never holds up the others.
    """
    subject = subject_model._meta.label_lower
    watermark.check(subject, alarm=alarm, at=at)
    tally = _Tally()
    this = _Sweep(ContentType.objects.get_for_model(subject_model), tell, alarm, at, tally)
    for _ in range(MOST_BATCHES):
        if not _sweep_batch(this):
            break
    _leave_mark(subject, tally, at)
    return tally.fired


def _leave_mark(subject: str, tally: _Tally, at: datetime) -> None:
    """That it was done; marks older than a week go, some at a time."""
    run = SweepRun.objects.create(
        at=at,
        subject=subject,
        scanned=tally.scanned,
        fired=tally.fired,
        failed=tally.failed,
        lag=int(tally.lag.total_seconds()),
    )
    if run.pk % _PRUNE_EVERY == 0:
        SweepRun.objects.filter(at__lt=at - KEEP_RUNS).delete()


@transaction.atomic
def _sweep_batch(this: _Sweep) -> int:
    """Take rows that nobody holds, settle them all at once, or one by one if that fails."""
    _never_wait_for_long()
    ready = Clock.objects.filter(content_type=this.kind).ready(at=this.at).most_urgent_first()
    clocks = list(ready.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    if not clocks:
        return 0
    for clock in clocks:
        clock.content_type = this.kind
        this.tally.lag = max(this.tally.lag, this.at - (clock.next_fire_at or this.at))
    this.tally.scanned += len(clocks)
    try:
        with transaction.atomic():
            this.tally.fired += _fire(clocks, this)
    except Exception:
        logger.exception("a batch of %s clocks failed; each is tried alone", len(clocks))
        for clock in clocks:
            _fire_alone(clock, this)
    return len(clocks)


def _never_wait_for_long() -> None:
    """A wedged row or a runaway query ends this batch, not all sweeps to come."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '10s'")


def _fire(clocks: Sequence[Clock], this: _Sweep) -> int:
    """Tell the highest reminder that is due of each, note lateness, and plan the next look."""
    settlements = settling.settle(clocks, at=this.at, retry_at=this.at + _UNKNOWN_AGAIN)
    settling.write(settlements, at=this.at)
    rings = [
        Ring(one.clock, one.missed[-1].rung, tuple(rung.rung for rung in one.missed[:-1]))
        for one in settlements
        if one.missed
    ]
    if rings:
        this.tell(rings, this.at)
    _warn_of_unknown([one for one in settlements if one.unknown], this)
    return len(rings)


def _fire_alone(clock: Clock, this: _Sweep) -> None:
    clock.refresh_from_db()
    clock.content_type = this.kind
    try:
        with transaction.atomic():
            this.tally.fired += _fire([clock], this)
    except Exception:
        logger.exception("clock %s failed", clock.pk)
        this.tally.failed += 1
        _postpone(clock.pk, this)


def _postpone(pk: int, this: _Sweep) -> None:
    """Try again after 1, 2, 4 and 8 minutes; then set the clock aside, with an alarm."""
    clock = Clock.objects.get(pk=pk)
    clock.attempts += 1
    clock.next_fire_at = this.at + timedelta(minutes=2 ** (clock.attempts - 1))
    if clock.attempts >= ATTEMPTS:
        clock.quarantined_at = this.at
        ClockEvent.objects.create(clock=clock, kind="quarantined", at=this.at)
    clock.save(update_fields=["attempts", "next_fire_at", "quarantined_at"])
    if clock.quarantined_at is not None:
        sound(
            this.alarm, "clock_quarantined", at=this.at,
            facts={"details": str(clock), "provision": clock.provision},
            key=f"{clock.pk}:{clock.row_version}:{this.at:%Y%m%d%H%M}",
        )  # fmt: skip


def _warn_of_unknown(settlements: Sequence[settling.Settlement], this: _Sweep) -> None:
    """Newer code wrote these reminders and will tell them; said once of each clock and rung."""
    if not settlements:
        return
    said = set(
        ClockEvent.objects.filter(
            kind="unknown_rung", clock__in=[one.clock for one in settlements]
        ).values_list("clock_id", "data__rung")
    )
    for one in settlements:
        for code in one.unknown:
            if (one.clock.pk, code) in said:
                continue
            ClockEvent.objects.create(
                clock=one.clock, kind="unknown_rung", at=this.at, data={"rung": code}
            )
            facts = {"details": f"{one.clock}: {code}", "provision": one.clock.provision}
            sound(this.alarm, "unknown_rung", facts=facts, key=f"{one.clock.pk}:{code}", at=this.at)
