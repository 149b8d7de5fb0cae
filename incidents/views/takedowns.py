"""Taking down: first everything that will disappear, then the act by one click (LC-8.3)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from deadlines import queries as deadlines
from editorial.rules.reasons import Ground
from incidents import actions, policies
from incidents.actions import verification
from incidents.actions.takedowns import WHOLE, places_now
from incidents.forms.takedowns import ALONE, WHOLE as WHOLE_FORM, Shown, TakedownForm
from incidents.models import Case, TakedownOrder
from incidents.queries import articles, proofs
from incidents.rules.duties import ON_DEMAND
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import show, told
from kernel import languages
from sections.models import Article


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def take_down(request: HttpRequest, article: int, number: str = "") -> HttpResponse:
    """Confirm with everything that goes in view; then the order and the act in one breath."""
    at, person = deadlines.now(), actor(request)
    case = get_object_or_404(Case, number=number) if number else None
    known = Article.objects.select_related("section__parent")
    found = get_object_or_404(known, pk=article if article < 2**63 else 0)
    up = [code for code in languages.CODES if found.in_language("published_at", code) is not None]
    if not up:
        return _done_before(request, found)
    grounds = policies.grounds_open_to(person, found, case=case, at=at)
    if not grounds:
        return _refused(request, person, found, case, at=at)
    surfaces = places_now(found, up, WHOLE, at=at)
    form = TakedownForm(
        request.POST if request.method == "POST" else None,
        at=at,
        live=up,
        grounds=grounds,
        pictures=_pictures(found, surfaces),
        initial=_suggested(request, case, found, up, grounds, at=at),
    )
    if form.is_bound and form.is_valid():
        if order := _order(request, form, found, case, at=at):
            _prove(order, person)
            return redirect("case_desk:proof", order.pk)
        if not Article.objects.published(at=at).filter(pk=found.pk).exists():
            return _done_before(request, found)
    context = {
        "form": form,
        "case": case,
        "article": found,
        "titles": articles.titles(found),
        "surfaces": proofs.surface_rows(surfaces, checked="check" in request.GET),
        "checked": "check" in request.GET,
        "may_settle": case is not None and case.authority_id is not None,
        "hidden": found.hidden_at,
    }
    return render(request, "incidents/desk/take_down.html", context)


def _prove(order: TakedownOrder, person: User) -> None:
    """Ask every surface now that it is committed; a fault here changes nothing of the removal."""
    verification.try_check(order, by=person, at=deadlines.now())


def _done_before(request: HttpRequest, article: Article) -> HttpResponse:
    """Somebody was faster: their record is the record."""
    order = TakedownOrder.objects.filter(article=article).order_by("-at", "-pk").first()
    if order is None:
        raise Http404
    words = _("%(name)s has taken it down already. Nothing more is needed; this is the proof.")
    messages.info(request, words % {"name": order.by_name})
    return redirect("case_desk:proof", order.pk)


def _refused(
    request: HttpRequest, person: User, article: Article, case: Case | None, *, at: datetime
) -> HttpResponse:
    """Back to the case with the reason, where there is one to go back to."""
    if case is None:
        raise PermissionDenied
    ground = Ground.AUTHORITY_REQUEST
    verdict = policies.may_take_down(person, article, ground, case=case, at=at)
    for _field, sentence in told(actions.NotAllowed(verdict)):
        messages.error(request, sentence)
    return redirect(case)


def _order(
    request: HttpRequest, form: TakedownForm, article: Article, case: Case | None, *, at: datetime
) -> TakedownOrder | None:
    data = form.cleaned_data
    try:
        return actions.order_takedown(
            article,
            languages=data["languages"],
            extent=form.extent(),
            ground=Ground(data["ground"]),
            reason=data["reason"],
            ordered_by=data["ordered_by"],
            case=case,
            settles=data["settles"],
            by=actor(request),
            at=at,
        )
    except (actions.NotAllowed, actions.NotReady, actions.Conflict) as refusal:
        show(refusal, form)
        return None


def _pictures(article: Article, surfaces: dict[str, Any]) -> list[Shown]:
    """Its pictures, each once, with where else they are used."""
    used = {
        place["key"]: place.get("note", "")
        for place in surfaces.get("media", {}).get("places", ())
        if place.get("decision")
    }
    shown = article.pictures.open().select_related("attachment")
    rows: dict[UUID, Shown] = {}
    for one in shown:
        kept = one.attachment
        row = Shown(kept.pk, one.alt or kept.original_name, kept.src, used.get(str(kept.pk), ""))
        rows.setdefault(kept.pk, row)
    return list(rows.values())


def _suggested(
    request: HttpRequest,
    case: Case | None,
    article: Article,
    live: list[str],
    grounds: list[Ground],
    *,
    at: datetime,
) -> dict[str, Any]:
    """What the address and the case already say; each of it can be changed."""
    asked = [languages.code_of_slug(slug) for slug in request.GET.getlist("language")]
    suggested: dict[str, Any] = {
        "what": ALONE if request.GET.get("what") == ALONE else WHOLE_FORM,
        "languages": [code for code in live if code in asked] or live,
    }
    if case is not None and case.authority is not None:
        wanted = Ground.NATIONAL_SECURITY if case.removal_demanded else Ground.AUTHORITY_REQUEST
        suggested["ground"] = wanted if wanted in grounds else None
        parts = [str(case.authority), case.letter_number, case.officer]
        suggested["ordered_by"] = ", ".join(part for part in parts if part)[:250]
        # While another article of the case is public, the clock must not be met by the way.
        others = case.articles.exclude(pk=article.pk).published(at=at)
        suggested["settles"] = case.provision in ON_DEMAND and not others.exists()
    return suggested
