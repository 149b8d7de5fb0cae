"""What others ask: the calendar that counts, why a term ends when it does, whether clocks run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError
from django.db.models import Count, F, Q
from django.utils import timezone

from deadlines.models import (
    Calendar,
    CalendarRevision,
    Clock,
    ClockRung,
    RungState,
    SweepGap,
    SweepRun,
)
from deadlines.models.clocks import TICKING
from deadlines.rules import calendar_file, year
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.terms import Term
from deadlines.rules.words import Part
from kernel import moment


now = moment.now  # by this name everything about terms asks for the time

DEFAULT_CODE = "laocai"
SHIPPED_FILE = Path(__file__).parent / "data" / "calendar.json"

_published: dict[tuple[int, str], WorkingCalendar] = {}
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a clock ends when it ends; `term` is None if the moment was promised by a notice."""

    provision: str
    term: Term | None
    started_at: datetime
    due_at: datetime
    provisional: bool
    parts: tuple[Part, ...]


def calendar(code: str = DEFAULT_CODE) -> WorkingCalendar:
    """The calendar as last published; Calendar.DoesNotExist if nothing was published."""
    latest = CalendarRevision.objects.published(code).values_list("pk", "sha256").first()
    if latest is None:
        raise Calendar.DoesNotExist(code)
    return _of_revision(*latest)


def of_revision(pk: int) -> WorkingCalendar:
    """The calendar of one revision."""
    return _of_revision(*CalendarRevision.objects.values_list("pk", "sha256").get(pk=pk))


def of_clocks(clocks: Iterable[Clock]) -> dict[int, WorkingCalendar]:
    """The calendars that count these clocks, by revision; the clocks bring `revision` along.

    No query once a calendar has been read (`Clock.objects.with_fingerprints`).
    """
    return {
        clock.revision_id: _of_revision(clock.revision_id, clock.revision.sha256)
        for clock in clocks
    }


def _of_revision(pk: int, sha256: str) -> WorkingCalendar:
    """Kept in memory, since a revision never changes.

    The fingerprint belongs to the key: after a rollback another revision may get the same number.
    """
    if (known := _published.get((pk, sha256))) is not None:
        return known
    loaded = CalendarRevision.objects.get(pk=pk).as_rule()
    while len(_published) >= _KEPT:
        _published.pop(next(iter(_published)), None)
    _published[pk, sha256] = loaded
    return loaded


def calendar_or_shipped(code: str = DEFAULT_CODE) -> WorkingCalendar:
    """The published calendar, or the shipped one while there is no database to ask."""
    try:
        return calendar(code)
    except (DatabaseError, Calendar.DoesNotExist):
        return calendar_file.parse(SHIPPED_FILE.read_text(encoding="utf-8"))


def explain(clock: Clock) -> Explanation:
    """The due time of a clock in parts that a template can put into words."""
    return Explanation(
        provision=clock.provision,
        term=clock.as_term(),
        started_at=clock.started_at,
        due_at=clock.due_at,
        provisional=clock.provisional,
        parts=tuple(Part.from_json(part) for part in clock.trace),
    )


def last_sweep(subject: str) -> datetime | None:
    """The mark that was left last by the sweeps of one kind of subject; None if there is none.

    It lies in the future if the clock was set back and nobody has looked since.
    """
    marks = SweepRun.objects.filter(subject=subject).order_by("-pk")
    return marks.values_list("at", flat=True).first()


def oldest_reminder(*, at: datetime) -> datetime | None:
    """Since when a reminder waits that should have been told by `at`; None if none does.

    Clocks that were set aside are left out: they are an alarm of their own.
    """
    waiting = ClockRung.objects.filter(
        state=RungState.PENDING,
        fire_at__lte=at,
        clock__state__in=TICKING,
        clock__quarantined_at__isnull=True,
    )
    return waiting.order_by("fire_at").values_list("fire_at", flat=True).first()


def set_aside() -> int:
    """How many open clocks nobody looks at any more since they failed five times."""
    return Clock.objects.open().filter(quarantined_at__isnull=False).count()


class Load(NamedTuple):
    """How many clocks of one provision are open, overdue and set aside."""

    provision: str
    open: int
    overdue: int
    quarantined: int


def load(*, at: datetime) -> list[Load]:
    """What is open now, by provision; a suspended clock is never overdue."""
    late = Q(due_at__lt=at, state__in=TICKING)
    rows = (
        Clock.objects.open()
        .order_by("provision")
        .values_list("provision")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=late),
            quarantined=Count("pk", filter=Q(quarantined_at__isnull=False)),
        )
    )
    return [Load(*row) for row in rows]


UNTRUSTED = timedelta(minutes=15)


def is_trusted(*, at: datetime) -> bool:
    """Whether time may be acted on where nobody can take it back.

    Not within 15 minutes after the clock was found to have been set back; a step found in the
    quarter of an hour to come counts as well, since the clock was then set back once more.
    """
    near = SweepGap.objects.filter(seen_at__gt=at - UNTRUSTED, seen_at__lt=at + UNTRUSTED)
    return not near.filter(to_at__lt=F("from_at")).exists()


def year_without_notice(*, at: datetime, code: str = DEFAULT_CODE) -> int | None:
    """The year whose official notice of Tết is missing: this one, or from 1 November the next."""
    return year.without_notice(calendar(code), on=timezone.localdate(at))
