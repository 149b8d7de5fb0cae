"""The desk: every case by the time it has left, with filters that live in the address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, pgettext_lazy as plazy
from django.views.decorators.http import require_safe

from deadlines import queries as deadlines
from deadlines.models import Clock, ClockState
from deadlines.rules.calendar import WorkingCalendar
from incidents.models import Case
from incidents.models.cases import KIND_LABELS, STATE_LABELS
from incidents.models.labels import TRIAGE_LABELS
from incidents.queries import desk, timelines, words
from incidents.queries.desk import DeskPage, Filters
from incidents.queries.timelines import Drawing
from incidents.queries.words import Stage
from incidents.rules.buckets import Bucket
from incidents.rules.states import Kind
from incidents.rules.triage import Triage
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import TONES
from kernel import languages, richtext


BUCKET_LABELS: Final = {
    Bucket.OVERDUE: plazy("cases", "Overdue"),
    Bucket.TODAY: plazy("cases", "Due today"),
    Bucket.TOMORROW: plazy("cases", "Tomorrow"),
    Bucket.WEEK: plazy("cases", "This week"),
    Bucket.LATER: plazy("cases", "Later"),
    Bucket.NOT_RUNNING: plazy("cases", "Not running"),
}
LONGEST_SEARCH: Final = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A case as the list shows it."""

    case: Case
    kind: str
    state: str
    tone: str
    lang: str
    stage: Stage | None
    drawing: Drawing | None
    suspended: bool
    to_examine: str


@require_safe
@for_the_board
def cases(request: HttpRequest) -> HttpResponse:
    """What is due next stands first."""
    at, person = deadlines.now(), actor(request)
    wanted = read_filters(request.GET)
    shown = desk.desk_page(wanted, number=request.GET.get("page"), viewer=person, at=at)
    page = shown.page
    context = {
        "lines": lines(page.object_list, at=at),
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "prefix": f"?{address(wanted)}&page=" if address(wanted) else "?page=",
        "tabs": _tabs(wanted, shown),
        "kinds": [(kind.value, KIND_LABELS[kind]) for kind in Kind],
        "people": desk.people(at=at),
        "agencies": desk.agencies(),
        "wanted": wanted,
        "is_filtered": wanted != Filters(bucket=wanted.bucket, closed=wanted.closed),
        "clear": _url(Filters(bucket=wanted.bucket, closed=wanted.closed)),
    }
    return render(request, "incidents/desk/cases.html", context)


def read_filters(asked: QueryDict) -> Filters:
    """What the address asks for; what makes no sense is left out."""
    part, kind, holder = asked.get("part", ""), asked.get("kind", ""), asked.get("holder", "")
    known = holder in {desk.MINE, desk.NOBODY} or _key(holder) is not None
    return Filters(
        bucket=Bucket(part) if part in set(Bucket) else None,
        kind=Kind(kind) if kind in set(Kind) else None,
        holder=holder if known else "",
        agency=_key(asked.get("agency", "")),
        of_authorities=asked.get("authority") == "1",
        words=richtext.strip_control(asked.get("q", ""))[:LONGEST_SEARCH].strip(),
        closed=asked.get("state") == "closed",
    )


def address(wanted: Filters) -> str:
    """The same as a query string, without what is not asked for."""
    pairs = {
        "part": wanted.bucket or "",
        "kind": wanted.kind or "",
        "holder": wanted.holder,
        "agency": wanted.agency or "",
        "authority": "1" if wanted.of_authorities else "",
        "q": wanted.words,
        "state": "closed" if wanted.closed else "",
    }
    return urlencode({name: value for name, value in pairs.items() if value})


def _key(typed: str) -> int | None:
    """A key of a row; None for what cannot be one."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


def _url(wanted: Filters) -> str:
    query = address(wanted)
    return reverse("case_desk:cases") + (f"?{query}" if query else "")


def _tabs(wanted: Filters, shown: DeskPage) -> list[dict[str, Any]]:
    """All that is open, each part of it with its number, and what is closed."""
    every = replace(wanted, bucket=None, closed=False)
    tabs: list[dict[str, Any]] = [
        {
            "name": _("All open"),
            "url": _url(every),
            "current": wanted.bucket is None and not wanted.closed,
            "count": shown.open,
        }
    ]
    tabs += [
        {
            "name": str(BUCKET_LABELS[bucket]),
            "url": _url(replace(every, bucket=bucket)),
            "current": wanted.bucket is bucket,
            "count": shown.counts[bucket],
        }
        for bucket in Bucket
    ]
    closed = replace(every, closed=True)
    return [
        *tabs,
        {
            "name": _("Closed"),
            "url": _url(closed),
            "current": wanted.closed and wanted.bucket is None,
        },
    ]


def lines(cases: Iterable[Case], *, at: datetime) -> list[Line]:
    """Each case with its most urgent clock; all calendars are read at once."""
    found = list(cases)
    urgent = {case.pk: next(iter(case.clocks_running()), None) for case in found}
    calendars = deadlines.of_clocks(clock for clock in urgent.values() if clock)
    return [_line(case, urgent[case.pk], calendars, at=at) for case in found]


def _line(
    case: Case, clock: Clock | None, calendars: dict[int, WorkingCalendar], *, at: datetime
) -> Line:
    waiting = case.is_open and case.triage == Triage.WAITING
    return Line(
        case=case,
        kind=str(KIND_LABELS[case.kind]),
        state=str(STATE_LABELS[case.state]),
        tone=TONES[case.state],
        lang=languages.BCP47[case.language],
        stage=words.stage(clock, calendar_of=calendars.__getitem__, at=at) if clock else None,
        drawing=timelines.drawing(clock, calendars[clock.revision_id], at=at) if clock else None,
        suspended=clock is not None and clock.state == ClockState.PAUSED,
        to_examine=str(TRIAGE_LABELS[case.triage]) if waiting else "",
    )
