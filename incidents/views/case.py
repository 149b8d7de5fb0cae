"""One case with all of it: facts, clocks, articles, documents, history, and what can be done."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines import queries as deadlines
from deadlines.models import Clock, ClockState
from incidents import policies
from incidents.models import Case, CaseEvent
from incidents.models.records import ACTION_LABELS
from incidents.queries import articles, timelines, words
from incidents.rules.states import Action
from incidents.views import deeds, desk
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import TONES
from kernel import richtext
from law import rules as law


LONGEST_SEARCH: Final = 300


@require_safe
@for_the_board
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that is known, and the acts that are open now."""
    at, person = deadlines.now(), actor(request)
    found = get_object_or_404(_whole(), number=number)
    typed = richtext.strip_control(request.GET.get("find", ""))[:LONGEST_SEARCH].strip()
    may_link = policies.may(person, Action.ADD_ARTICLE, found, at=at)
    context = {
        "case": found,
        "line": desk.lines([found], at=at)[0],
        "clocks": _clocks(found, at=at),
        "facts": facts(found, at=at),
        "events": list(map(_event, found.events.all())),
        "articles": linked(found, at=at),
        "deeds": deeds.offered(person, found, at=at),
        "may_take_down": policies.may(person, Action.ORDER_TAKEDOWN, found, at=at),
        "may_link": may_link,
        "typed": typed,
        "results": _results(found, typed, at=at) if may_link and typed else [],
        "duplicates": list(found.duplicates.order_by("pk")),
        "is_own_norm": law.is_norm(found.provision),
    }
    return render(request, "incidents/desk/case.html", context)


def _whole() -> Any:
    return Case.objects.select_related(
        "handler", "authority", "agency", "recorded_by", "handled_by", "call_confirmed_by",
        "read_back_by", "merged_into",
    ).prefetch_related(
        Prefetch("clocks", queryset=Clock.objects.with_fingerprints()),
        "clocks__rungs",
        "clocks__pauses",
        "notices__document",
        "notices__receipt",
        "orders__article",
        "enclosures",
        Prefetch("events", queryset=CaseEvent.objects.order_by("-seq")),
    )  # fmt: skip


def _clocks(case: Case, *, at: datetime) -> list[dict[str, Any]]:
    clocks = sorted(case.clocks.all(), key=lambda clock: (not clock.is_open, clock.due_at))
    calendars = deadlines.of_clocks(clocks)

    def shown(clock: Clock) -> dict[str, Any]:
        calendar = calendars[clock.revision_id]
        pauses = [(pause.from_at, pause.to_at) for pause in clock.pauses.all()]
        return {
            "stage": words.stage(clock, at=at, calendar_of=calendars.__getitem__),
            "drawing": timelines.drawing(
                clock, calendar, pauses=pauses, at=clock.met_at or at
            ) if clock.state != ClockState.CANCELLED else None,
            "reminders": timelines.reminders(clock),
            "is_open": clock.is_open,
            "suspended": clock.state == ClockState.PAUSED,
            "citation": law.citation(clock.provision),
            "is_norm": law.is_norm(clock.provision),
            "needs_decision": clock.needs_decision and clock.is_open,
        }  # fmt: skip

    return list(map(shown, clocks))


def linked(case: Case, *, at: datetime) -> list[dict[str, Any]]:
    """The articles of a case, each language of them with whether it is before the public."""
    return [
        {
            "article": article,
            "languages": articles.languages_of(article, at=at),
            "live": bool(article.live_languages(at=at)),
        }
        for article in case.articles.select_related("section").order_by("pk")
    ]


def _results(case: Case, typed: str, *, at: datetime) -> list[dict[str, Any]]:
    """Articles that could be meant and are not tied to the case yet."""
    tied = {article.pk for article in case.articles.all()}
    return [
        {"article": article, "languages": articles.languages_of(article, at=at)}
        for article in articles.search_all(typed, at=at)
        if article.pk not in tied
    ]


def _event(event: CaseEvent) -> dict[str, Any]:
    return {
        "at": event.at,
        "what": ACTION_LABELS[event.action],
        "who": event.by_name,
        "note": event.note,
        "tone": TONES[event.to_state],
    }


def facts(case: Case, *, at: datetime) -> list[dict[str, Any]]:
    """What is known, in pairs; what is not known is left out."""
    pairs = [
        (_("Number"), case.number),
        (_("Tracking code"), case.tracking_code),
        (_("Kind"), case.get_kind_display()),
        (_("Examination"), case.get_triage_display() if case.triage else ""),
        (_("Violation (internal list)"), case.get_violation_display() if case.violation else ""),
        (_("Channel"), case.get_channel_display()),
        (_("Received"), _moment(case.received_at)),
        (_("Recorded"), _moment(case.recorded_at) if case.recorded_by_id else ""),
        (_("Recorded by"), case.recorded_by),
        (_("Read back to the caller by"), case.read_back_by),
        (_("Dealt with by"), case.handler),
        (_("Authority"), case.authority),
        (_("Authority asked"), _moment(case.demanded_at)),
        (_("Officer"), case.officer),
        (_("Letter"), _letter(case)),
        (_("Confirmed by calling back"), case.call_confirmed_by),
        (_("Agency concerned"), _agency(case, at=at)),
        (_("Name"), case.reporter_name),
        (_("Office"), case.office),
        (_("E-mail address"), case.reporter_email),
        (_("Telephone number"), case.reporter_phone),
        (_("Language"), case.get_language_display()),
        (_("Times reopened"), case.reopened),
        (_("Rated by the reporter"), f"{case.satisfaction} / 5" if case.satisfaction else ""),
        (_("The reporter adds"), case.satisfaction_words),
    ]
    return [{"name": name, "value": value} for name, value in pairs if value]


def _letter(case: Case) -> str:
    """Number and day, as a letter is cited."""
    parts = [case.letter_number, words.day(case.letter_on) if case.letter_on else ""]
    return ", ".join(part for part in parts if part)


def _agency(case: Case, *, at: datetime) -> str:
    """The agency by its name of then, and whoever carries on its duties now (LC-16.3)."""
    if case.agency is None:
        return ""
    heir = case.agency.current(on=words.local_day(at))
    return str(case.agency) if heir == case.agency else f"{case.agency} → {heir}"


def _moment(moment: datetime | None) -> str:
    return words.moment(moment) if moment else ""
