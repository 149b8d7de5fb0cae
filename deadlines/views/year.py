"""The working calendar of a year: twelve months, what differs, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines import policies, queries
from deadlines.models import Calendar, DayOverride, HoursVersion, Notice
from deadlines.models.calendars import WEEKDAYS
from deadlines.rules import snapshot, year as rules
from deadlines.rules.calendar import UNSETTLED, Status
from deadlines.rules.year import CERTAINTY, Certainty, Day, Mark, Month
from deadlines.views.doors import actor, for_the_desk
from deadlines.views.wording import CERTAINTIES, DOUBTS, MARKS, SIGNS, holiday


class Cell(NamedTuple):
    """A day as its cell shows it: its number, signs, and all of it in words."""

    day: date
    style: str
    signs: str
    words: str
    today: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month as a table."""

    first: date
    weeks: list[list[Cell | None]]
    working_days: int


class Special(NamedTuple):
    """A special day as the list shows it."""

    row: DayOverride
    mark: str
    sign: str
    certainty: str
    doubt: str
    style: str
    meaning: str
    confirm: bool


@require_safe
@for_the_desk
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Everybody at the desk sees which days count, and how sure that is."""
    at = queries.now()
    today = timezone.localdate(at)
    year = today.year if year is None else year
    if not rules.FIRST <= year <= rules.LAST:
        raise Http404
    shown = Calendar.objects.get(code=queries.DEFAULT_CODE)
    working = queries.calendar(shown.code)
    rows = list(shown.overrides.filter(date__year=year).select_related("notice").order_by("date"))
    swapped = frozenset(row.date for row in rows if row.swapped_with)
    months = list(rules.months(working, year, swapped))
    person = actor(request)
    may_enter = bool(policies.may_enter(person, at=at))
    context = {
        "year": year,
        "today": today,
        "calendar": shown,
        "sheets": [_sheet(month, today) for month in months],
        "weekdays": WEEKDAYS,
        "working_days": sum(month.working_days for month in months),
        "specials": [_special(row, may_enter=may_enter) for row in rows],
        "hours": _hours(shown, year),
        "legend": _legend(),
        "missing": rules.without_notice(working, on=today),
        "settled": rules.has_official_tet(working, year),
        "waiting": Notice.objects.filter(calendar=shown).waiting().select_related("entered_by"),
        "may_enter": may_enter,
        "may_decide": bool(policies.may_decide(person, at=at)),
        "before": year - 1 if year > rules.FIRST else None,
        "after": year + 1 if year < rules.LAST else None,
    }
    return render(request, "deadlines/year.html", context)


def _sheet(month: Month, today: date) -> Sheet:
    return Sheet(
        month.first,
        [[_cell(day, today) if day else None for day in week] for week in month.weeks],
        month.working_days,
    )


def _cell(day: Day, today: date) -> Cell:
    words = [str(MARKS[day.mark])]
    signs = SIGNS.get(day.mark, "")
    style = f"day day-{day.mark}"
    if day.override is not None and day.certainty is not None:
        words += [holiday(day.override.name) or day.override.name, str(CERTAINTIES[day.certainty])]
        signs += DOUBTS[day.certainty]
        style += f" sure-{day.certainty}"
    if day.mark is Mark.HOURS:
        words.append(snapshot.sessions(day.blocks).replace(",", ", "))
    return Cell(day.day, style, signs, ", ".join(words), day.day == today)


def _special(row: DayOverride, *, may_enter: bool) -> Special:
    override = row.as_rule()
    certainty = CERTAINTY[override.status]
    mark = _mark_of(row)
    return Special(
        row=row,
        mark=str(MARKS[mark]),
        sign=SIGNS[mark],
        certainty=str(CERTAINTIES[certainty]),
        doubt=DOUBTS[certainty],
        style=f"day-{mark} sure-{certainty}",
        meaning=holiday(row.name),
        confirm=may_enter and override.status in {*UNSETTLED, Status.LIBRARY},
    )


def _mark_of(row: DayOverride) -> Mark:
    if row.kind == "off":
        return Mark.SWAPPED_OFF if row.swapped_with else Mark.OFF
    return Mark.MADE_UP if row.kind == "work" else Mark.HOURS


def _hours(calendar: Calendar, year: int) -> list[dict[str, Any]]:
    """The office hours that hold on some day of the year, weekdays with equal hours together."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        {"version": version, "week": _week(version)}
        for version in calendar.hours.select_related("notice")
        if (version.valid_from is None or version.valid_from <= last)
        and (version.valid_to is None or version.valid_to >= first)
    ]


def _week(version: HoursVersion) -> Iterable[tuple[str, str]]:
    groups: list[tuple[list[str], str]] = []
    for weekday, sessions in zip(WEEKDAYS, version.week, strict=True):
        if groups and groups[-1][1] == sessions:
            groups[-1][0].append(str(weekday))
        else:
            groups.append(([str(weekday)], sessions))
    for names, sessions in groups:
        ends = names if len(names) == 1 else [names[0], names[-1]]
        yield " – ".join(ends), sessions.replace(",", ", ") or _("nobody works")


def _legend() -> list[dict[str, str]]:
    marks = [
        {"sign": SIGNS.get(mark, ""), "words": str(MARKS[mark]), "style": f"day-{mark}"}
        for mark in Mark
    ]
    sure = [
        {"sign": DOUBTS[one], "words": str(CERTAINTIES[one]), "style": f"sure-{one}"}
        for one in Certainty
    ]
    return marks + sure
