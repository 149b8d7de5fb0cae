"""Who is on duty, who comes next, what was handed over, and when nobody is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from accounts.roles import Role
from deadlines import queries as deadlines
from deadlines.rules.calendar import Kind
from incidents.models import HandOver, Shift
from incidents.queries import words
from incidents.rules import roster as rules
from incidents.rules.roster import Span


WEEKS = 4
DAY = timedelta(days=1)


def on_call(*, at: datetime) -> list[User]:
    """Whoever is on duty, the first to be called first; while nobody is, the deputies, then the
    head.

    Whoever has left the board or was shut out is not on duty, whatever the roster says.
    """
    able = {person.pk: person for person in accounts.holders(C.HANDLE_CASES, at=at)}
    keys = Shift.objects.running(at=at).in_order().values_list("person", flat=True)
    present = [able[key] for key in dict.fromkeys(keys) if key in able]
    return (
        present
        or accounts.in_role(Role.DEPUTY_HEAD, at=at)
        or accounts.in_role(Role.HEAD_OF_BOARD, at=at)
    )


@dataclass(frozen=True, slots=True)
class Watch:
    """A shift as the roster shows it; `absent` if its person no longer handles cases then."""

    shift: Shift
    absent: bool
    hand_over: HandOver | None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A part of a day in which nobody is on duty, by the clock on the wall."""

    start: str
    end: str
    whole_day: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the roster with its shifts; `holiday` in the page's language.

    A shift stands on the day on which it begins, and on later days that it fills beyond noon.
    """

    day: date
    holiday: str
    off: bool
    today: bool
    watches: tuple[Watch, ...]
    gaps: tuple[Vacancy, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Four weeks, from the Monday of this one on."""

    now: tuple[Watch, ...]
    stand_in: tuple[User, ...]
    weeks: tuple[tuple[Day, ...], ...]
    gaps: tuple[Span, ...]
    left_open: tuple[HandOver, ...]


def roster(*, at: datetime) -> Roster:
    """What the page shows, in a fixed number of queries."""
    monday = timezone.localdate(at) - timedelta(days=timezone.localdate(at).weekday())
    span = Span(_midnight(monday), _midnight(monday + WEEKS * 7 * DAY))
    watches = _watches(span, at=at)
    empty = _gaps(watches, at=at) if watches else []
    days = _days(monday, watches, empty, at=at)
    now = tuple(watch for watch in watches if watch.shift.starts_at <= at < watch.shift.ends_at)
    present = [watch for watch in now if not watch.absent]
    return Roster(
        now=tuple(sorted(now, key=lambda watch: (watch.shift.line, watch.shift.starts_at))),
        stand_in=() if present else tuple(on_call(at=at)),
        weeks=tuple(tuple(days[start : start + 7]) for start in range(0, len(days), 7)),
        gaps=tuple(empty),
        left_open=tuple(hand_overs(at=at)),
    )


def hand_overs(*, at: datetime) -> list[HandOver]:
    """The last notes that one shift left to the next, those nobody took over first."""
    recent = HandOver.objects.filter(written_at__gt=at - rules.LOOK_AHEAD)
    found = recent.select_related("shift__person", "written_by", "taken_over_by")
    return sorted(
        found.order_by("-written_at", "-pk")[:10], key=lambda note: note.taken_over_at is not None
    )


def coming_gaps(*, at: datetime) -> list[Span]:
    """When nobody will be on duty within two weeks; nothing where no roster is kept."""
    if not Shift.objects.standing().filter(ends_at__gt=at - rules.LOOK_AHEAD).exists():
        return []
    return _gaps(_watches(Span(at, _horizon(at)), at=at), at=at)


def holidays(days: Iterable[date]) -> Mapping[date, str]:
    """The names of days off, in the language of the page; a weekend within Tết is Tết too."""
    calendar = deadlines.calendar()

    def named(day: date) -> str:
        override = calendar.override(day)
        if override is not None and override.kind is Kind.OFF:
            return words.holiday(override.name)
        return ""

    def within(day: date) -> str:
        """A weekend between two days of the same holiday."""
        if calendar.override(day) is not None or calendar.blocks(day):
            return ""
        before = next(filter(None, (named(day - DAY * step) for step in (1, 2))), "")
        after = next(filter(None, (named(day + DAY * step) for step in (1, 2))), "")
        return before if before == after else ""

    return {day: name for day in days if (name := named(day) or within(day))}


def _watches(span: Span, *, at: datetime) -> list[Watch]:
    shifts = Shift.objects.touching(span.start, span.end).in_order()
    found = list(
        shifts.select_related("person", "hand_over").prefetch_related(
            "person__appointments", *(f"person__{name}" for name in User.grant_relations())
        )
    )
    return [
        Watch(
            shift=shift,
            absent=not _is_able(shift.person, Span(max(shift.starts_at, at), shift.ends_at)),
            hand_over=getattr(shift, "hand_over", None),
        )
        for shift in found
    ]


def _is_able(person: User, span: Span) -> bool:
    """Whether somebody handles cases at the beginning and at the end of a time."""
    last = max(span.start, span.end - timedelta(seconds=1))
    return all(person.holds(C.HANDLE_CASES, at=moment) for moment in (span.start, last))


def _gaps(watches: Iterable[Watch], *, at: datetime) -> list[Span]:
    covered = [Span(w.shift.starts_at, w.shift.ends_at) for w in watches if not w.absent]
    return rules.gaps(covered, within=Span(at, _horizon(at)))


def _days(monday: date, watches: list[Watch], empty: list[Span], *, at: datetime) -> list[Day]:
    days = [monday + number * DAY for number in range(WEEKS * 7)]
    named, calendar = holidays(days), deadlines.calendar()
    in_time = sorted(watches, key=lambda watch: (watch.shift.starts_at, watch.shift.line))

    def laid_out(day: date) -> Day:
        span = Span(_midnight(day), _midnight(day + DAY))
        return Day(
            day=day,
            holiday=named.get(day, ""),
            off=not calendar.blocks(day),
            today=day == timezone.localdate(at),
            watches=tuple(watch for watch in in_time if _stands_on(watch.shift, span)),
            gaps=tuple(_vacancy(gap, span) for gap in empty if rules.overlap(gap, span)),
        )

    return [laid_out(day) for day in days]


def _stands_on(shift: Shift, day: Span) -> bool:
    begins = day.start <= shift.starts_at < day.end
    return begins or (shift.starts_at < day.start and shift.ends_at > day.start + DAY / 2)


def _vacancy(gap: Span, day: Span) -> Vacancy:
    start, end = max(gap.start, day.start), min(gap.end, day.end)
    return Vacancy(
        start=f"{timezone.localtime(start):%H:%M}",
        end="24:00" if end == day.end else f"{timezone.localtime(end):%H:%M}",
        whole_day=start == day.start and end == day.end,
    )


def _horizon(at: datetime) -> datetime:
    """Whole days: the end of the fourteenth day from today."""
    return _midnight(timezone.localdate(at) + rules.LOOK_AHEAD + DAY)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001
