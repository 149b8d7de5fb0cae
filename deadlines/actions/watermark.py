"""Whether the clock jumped, or nobody looked at it: found by the marks that sweeps leave."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q

from deadlines.actions.alarms import RaiseAlarm, sound
from deadlines.models import SweepGap, SweepRun


BACK: Final = timedelta(seconds=60)
AHEAD: Final = timedelta(minutes=15)

# Sweeps run side by side and leave their marks when they end, so the last mark alone may belong
# to one that began before the jump. One mark of the new time among the last ones is enough.
_MARKS: Final = 8
_LOCK: Final = 5_550_817


def check(subject: str, *, alarm: RaiseAlarm, at: datetime) -> None:
    """Write down a jump of the clock or a long silence, and raise the alarm: once for each.

    `at` more than a minute before the last marks is a step backwards; more than a quarter of an
    hour after them is a silence, or a step forwards: both are caught up with in the same way.
    """
    last = SweepRun.objects.filter(subject=subject).order_by("-pk")
    marks = list(last.values_list("at", flat=True)[:_MARKS])
    if not marks or min(marks) - BACK <= at <= max(marks) + AHEAD:
        return
    if (gap := _write_once(max(marks), at)) is None:
        return
    code = "clock_stepped_back" if gap.backwards else "sweep_gap"
    facts = {"from_at": gap.from_at, "to_at": gap.to_at}
    sound(alarm, code, facts=facts, key=str(gap.pk), at=at)


@transaction.atomic
def _write_once(latest: datetime, at: datetime) -> SweepGap | None:
    """None if another sweep wrote it down before."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    same = Q(from_at__range=(latest - BACK, latest + BACK)) | Q(
        seen_at__range=(at - BACK, at + BACK)
    )
    direction = Q(to_at__lt=F("from_at")) if at < latest else Q(to_at__gt=F("from_at"))
    if SweepGap.objects.filter(same, direction).exists():
        return None
    return SweepGap.objects.create(from_at=latest, to_at=at, seen_at=at)


def _around(moment: datetime) -> tuple[datetime, datetime]:
    return moment - BACK, moment + BACK
