"""A clock in words: how its time is counted, how much of it has gone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, pgettext

from deadlines import queries as deadlines
from deadlines.models import Clock, ClockState
from deadlines.rules import arithmetic
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.holidays import Holiday, recognise
from deadlines.rules.terms import Term, Unit
from deadlines.rules.words import Gap, Part
from law import rules as law


MINUTE, HOUR = 60, 3600
NEARLY = 75  # hundredths of the time
CalendarOf = Callable[[int], WorkingCalendar]


@dataclass(frozen=True, slots=True)
class Stage:
    """How a clock stands, as `components/due.html` shows it."""

    text: str
    detail: str
    share: int
    tone: str = ""
    met: bool = False

    @property
    def shown_tone(self) -> str:
        """Its tone where no bar is drawn: by the share that has gone."""
        return self.tone or ("warning" if self.share >= NEARLY else "info")


def of_clock(clock: Clock, *, at: datetime | None) -> str:
    """Why it ends then: "8 working hours: 1 h today, then Tết, then 7 h on 23/02; LC-8.2".

    Without `at` it says no "today", so that it can be read on any day.
    """
    told = deadlines.explain(clock)
    today = timezone.localdate(at) if at is not None else None
    if told.term is None:
        return _("promised in writing; %(provision)s") % {"provision": _basis(told.provision)}
    facts = {
        "term": _of_term(told.term),
        "steps": _chain(_steps(told.parts, today=today)),
        "provision": _basis(told.provision),
    }
    if not told.parts:
        return _("%(term)s, nights and holidays included; %(provision)s") % facts
    if told.provisional:
        return _("%(term)s: %(steps)s; %(provision)s; a holiday notice may still move it") % facts
    return _("%(term)s: %(steps)s; %(provision)s") % facts


def stage(clock: Clock, *, at: datetime, calendar_of: CalendarOf = deadlines.of_revision) -> Stage:
    """When it is due or was met, in words, with the share of its time that has gone.

    A list gives a `calendar_of` that remembers, so that it reads each calendar once.
    """
    facts = {"moment": moment(clock.due_at)}
    detail = of_clock(clock, at=at)
    if clock.state == ClockState.MET:
        return Stage(_("Done in time; it was due %(moment)s") % facts, detail, 100, met=True)
    if clock.state == ClockState.MET_LATE:
        return Stage(_("Done late; it was due %(moment)s") % facts, detail, 100, tone="danger")
    if clock.state == ClockState.CANCELLED:
        return Stage(_("No longer counted"), detail, 0, tone="neutral")
    if clock.state == ClockState.PAUSED:
        return Stage(_("Suspended while the reporter is asked"), detail, 0, tone="neutral")
    if at > clock.due_at:
        return Stage(_("Overdue since %(moment)s") % facts, detail, 100, tone="danger")
    return Stage(_("Due %(moment)s") % facts, detail, share(clock, calendar_of, at=at))


def moment(at: datetime) -> str:
    """A moment in the form of the page's language, at Lào Cai's time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def day(on: date) -> str:
    """A day in the form of the page's language."""
    return date_format(on, "DATE_FORMAT")


def local_day(at: datetime) -> date:
    """The day of a moment in Lào Cai."""
    return timezone.localdate(at)


def share(clock: Clock, calendar_of: CalendarOf, *, at: datetime) -> int:
    """Hundredths of its time that have gone, in its own kind of time."""
    term = clock.as_term()
    if term is None or term.unit is Unit.HOURS:
        whole = (clock.due_at - clock.started_at).total_seconds()
        gone = (at - clock.started_at).total_seconds()
    else:
        calendar = calendar_of(clock.revision_id)
        whole = arithmetic.elapsed(clock.started_at, clock.due_at, calendar)
        gone = arithmetic.elapsed(clock.started_at, at, calendar)
    return max(0, min(100, int(100 * gone / whole))) if whole else 100


def _basis(provision: str) -> str:
    """The key of the provision; a norm of the portal's own is called one, never law."""
    own = provision.startswith(law.NORM_PREFIX)
    return _("internal norm, to be confirmed") if own else provision


def _of_term(term: Term) -> str:
    if term.unit is Unit.WORKING_HOURS:
        words = ngettext("%(n)s working hour", "%(n)s working hours", term.amount)
    elif term.unit is Unit.WORKING_DAYS:
        words = ngettext("%(n)s working day", "%(n)s working days", term.amount)
    else:
        words = ngettext("%(n)s hour by the clock", "%(n)s hours by the clock", term.amount)
    return words % {"n": term.amount}


def _steps(parts: Iterable[Part], *, today: date | None) -> Iterable[str]:
    for part in parts:
        if part.gap is Gap.HOLIDAY:
            yield from dict.fromkeys(map(holiday, part.names))
        elif part.gap is Gap.WEEKEND:
            yield _("the weekend")
        yield _on_a_day(part, today)


def _chain(steps: Iterable[str]) -> str:
    pair = _("%(first)s, then %(next)s")
    told = list(steps)
    return reduce(lambda first, then: pair % {"first": first, "next": then}, told) if told else ""


def _on_a_day(part: Part, today: date | None) -> str:
    facts = {"time": duration(part.seconds), "day": date_format(part.day, "MONTH_DAY_FORMAT")}
    if part.day == today:
        return _("%(time)s today") % facts
    if today is not None and part.day == today + timedelta(days=1):
        return _("%(time)s tomorrow") % facts
    return _("%(time)s on %(day)s") % facts


def duration(seconds: int) -> str:
    """`1 h 30 min`."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    facts = {"hours": hours, "minutes": minutes}
    if hours and minutes:
        return _("%(hours)s h %(minutes)s min") % facts
    if hours:
        return _("%(hours)s h") % facts
    return _("%(minutes)s min") % facts


def holiday(name: str) -> str:
    """A holiday in the language of the page; one the portal does not know keeps its own name."""
    labels = {
        Holiday.NEW_YEAR: pgettext("holiday", "New Year"),
        Holiday.TET: pgettext("holiday", "Tết"),
        Holiday.HUNG_KINGS: pgettext("holiday", "Hùng Kings' Day"),
        Holiday.REUNIFICATION: pgettext("holiday", "Reunification Day"),
        Holiday.LABOUR: pgettext("holiday", "Labour Day"),
        Holiday.NATIONAL: pgettext("holiday", "National Day"),
        Holiday.CULTURE: pgettext("holiday", "Vietnamese Culture Day"),
        Holiday.SWAPPED: pgettext("holiday", "a day off worked on another day"),
    }
    known = recognise(name)
    return labels[known] if known is not None else name
