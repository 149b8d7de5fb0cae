"""The board's view of cases: the list by what is due next, and one case with all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, pgettext
from django.views.decorators.http import require_safe

from deadlines import queries as deadlines
from deadlines.models import Clock
from incidents import policies
from incidents.models import Case, CaseEvent
from incidents.models.cases import KIND_LABELS, STATE_LABELS, CaseQuerySet
from incidents.models.records import ACTION_LABELS
from incidents.queries import articles, words
from incidents.queries.words import Stage
from incidents.rules.states import Action, Kind, State
from incidents.views import deeds
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import TONES
from kernel import languages
from law import rules as law


PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A case as the list shows it."""

    case: Case
    kind: str
    state: str
    tone: str
    lang: str
    stage: Stage | None


@require_safe
@for_the_board
def cases(request: HttpRequest) -> HttpResponse:
    """What is due next stands first."""
    at = timezone.now()
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "open")
    found = _filtered(Case.objects.all(), kind, state)
    paginator = Paginator(found.soonest_due_first().for_lists(), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "lines": _lines(page, at=at),
        "page": page,
        "numbers": list(paginator.get_elided_page_range(page.number)),
        "prefix": f"?state={state}&kind={kind}&page=" if _known(kind, state) else "?page=",
        "tabs": _tabs(state),
        "kinds": list(KIND_LABELS.items()),
        "kind": kind,
        "state": state,
    }
    return render(request, "incidents/desk/cases.html", context)


@require_safe
@for_the_board
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Facts, clocks, articles, history, and what can be done."""
    at = timezone.now()
    found = get_object_or_404(
        Case.objects.select_related(
            "handler", "authority", "recorded_by", "handled_by", "call_confirmed_by"
        ).prefetch_related(
            "clocks",
            "notices",
            "orders__article",
            Prefetch("events", queryset=CaseEvent.objects.order_by("-seq")),
        ),
        number=number,
    )
    context = {
        "case": found,
        "line": _lines([found], at=at)[0],
        "clocks": _clocks(found, at=at),
        "facts": _facts(found),
        "events": list(map(_event, found.events.all())),
        "articles": _articles(found, at=at),
        "deeds": deeds.offered(actor(request), found, at=at),
        "may_take_down": policies.may(actor(request), Action.ORDER_TAKEDOWN, found, at=at),
    }
    return render(request, "incidents/desk/case.html", context)


def _known(kind: str, state: str) -> bool:
    return kind in {"", *Kind} and state in {"open", "closed", *State}


def _filtered(found: CaseQuerySet, kind: str, state: str) -> CaseQuerySet:
    if kind in set(Kind):
        found = found.of_kind(Kind(kind))
    if state in set(State):
        return found.filter(state=state)
    return found.closed() if state == "closed" else found.open()


def _tabs(state: str) -> list[dict[str, Any]]:
    here = reverse("case_desk:cases")
    return [
        {"name": pgettext("cases", "Open"), "url": here, "current": state != "closed"},
        {
            "name": pgettext("cases", "Closed"),
            "url": f"{here}?state=closed",
            "current": state == "closed",
        },
    ]


def _lines(cases: Iterable[Case], *, at: datetime) -> list[Line]:
    calendar_of = cache(deadlines.of_revision)

    def stage(case: Case) -> Stage | None:
        running = case.clocks_running()
        return words.stage(running[0], calendar_of=calendar_of, at=at) if running else None

    return [
        Line(
            case=case,
            kind=str(KIND_LABELS[case.kind]),
            state=str(STATE_LABELS[case.state]),
            tone=TONES[case.state],
            lang=languages.BCP47[case.language],
            stage=stage(case),
        )
        for case in cases
    ]


def _clocks(case: Case, *, at: datetime) -> list[dict[str, Any]]:
    def shown(clock: Clock) -> dict[str, Any]:
        return {
            "stage": words.stage(clock, at=at),
            "provision": clock.provision,
            "citation": law.citation(clock.provision),
        }

    order = sorted(case.clocks.all(), key=lambda clock: (not clock.is_open, clock.due_at))
    return list(map(shown, order))


def _articles(case: Case, *, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "article": article,
            "titles": articles.titles(article),
            "live": article.live_languages(at=at),
        }
        for article in case.articles.select_related("section").order_by("pk")
    ]


def _event(event: CaseEvent) -> dict[str, Any]:
    return {
        "at": event.at,
        "what": ACTION_LABELS[event.action],
        "who": event.by_name,
        "note": event.note,
        "tone": TONES[event.to_state],
    }


def _facts(case: Case) -> list[dict[str, Any]]:
    """What is known, in pairs; what is not known is left out."""
    pairs = [
        (_("Number"), case.number),
        (_("Tracking code"), case.tracking_code),
        (_("Kind"), case.get_kind_display()),
        (_("Channel"), case.get_channel_display()),
        (_("Received"), _moment(case.received_at)),
        (_("Recorded by"), case.recorded_by),
        (_("Dealt with by"), case.handler),
        (_("Authority"), case.authority),
        (_("Authority asked"), _moment(case.demanded_at)),
        (_("Officer"), case.officer),
        (_("Letter"), case.letter_number),
        (_("Confirmed by calling back"), case.call_confirmed_by),
        (_("Name"), case.reporter_name),
        (_("E-mail address"), case.reporter_email),
        (_("Telephone number"), case.reporter_phone),
        (_("Language"), case.get_language_display()),
    ]
    return [{"name": name, "value": value} for name, value in pairs if value]


def _moment(moment: datetime | None) -> str:
    return words.moment(moment) if moment else ""
