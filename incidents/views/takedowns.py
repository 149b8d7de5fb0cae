"""Taking down: first what will disappear, then the proof that it has (LC-8.3)."""

from datetime import datetime
from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from editorial.rules.reasons import Ground
from incidents import actions, policies
from incidents.forms.acts import TakedownForm
from incidents.models import Case, TakedownOrder
from incidents.queries import articles
from incidents.rules.duties import ON_DEMAND
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import show, told
from kernel import languages
from law import rules as law
from sections.models import Article


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def take_down(request: HttpRequest, article: int, number: str = "") -> HttpResponse:
    """Confirm with the consequences in view; then the order and the act in one breath."""
    at, person = timezone.now(), actor(request)
    case = get_object_or_404(Case, number=number) if number else None
    if article >= 2**63:
        article = 0
    public = Article.objects.visible_to(AnonymousUser(), at=at).select_related("section")
    found = get_object_or_404(public, pk=article)
    grounds = policies.grounds_open_to(person, found, case=case, at=at)
    if not grounds:
        return _refused(request, person, found, case, at=at)
    live = found.live_languages(at=at)
    form = TakedownForm(
        request.POST if request.method == "POST" else None,
        at=at,
        live=live,
        grounds=grounds,
        initial=_suggested(case, live, grounds),
    )
    ready = form.is_bound and form.is_valid()
    if ready and (order := _order(request, form, found, case, at=at)):
        return redirect("case_desk:proof", order.pk)
    context = {
        "form": form,
        "case": case,
        "article": found,
        "titles": articles.titles(found),
        "addresses": _addresses({code: found.url(code) for code in live}),
        "may_settle": case is not None and case.authority_id is not None,
    }
    return render(request, "incidents/desk/take_down.html", context)


@require_safe
@for_the_board
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """When, by whom, on whose demand, which addresses; and whether they are still gone."""
    if pk >= 2**63:
        pk = 0
    order = get_object_or_404(TakedownOrder.objects.select_related("article", "case", "by"), pk=pk)
    still = order.article.live_languages(at=timezone.now())
    context = {
        "order": order,
        "addresses": _addresses(order.addresses),
        "back_again": [languages.NATIVE_NAMES[code] for code in order.languages if code in still],
        "citation": law.citation(order.provision),
    }
    return render(request, "incidents/desk/proof.html", context)


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


def _suggested(case: Case | None, live: list[str], grounds: list[Ground]) -> dict[str, Any]:
    """What the case already says; each of it can be changed."""
    suggested: dict[str, Any] = {"languages": live}
    if case is not None and case.authority is not None:
        wanted = Ground.NATIONAL_SECURITY if case.removal_demanded else Ground.AUTHORITY_REQUEST
        suggested["ground"] = wanted if wanted in grounds else None
        parts = [str(case.authority), case.letter_number, case.officer]
        suggested["ordered_by"] = ", ".join(part for part in parts if part)[:250]
        suggested["settles"] = case.provision in ON_DEMAND
    return suggested


def _addresses(by_language: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": languages.NATIVE_NAMES[code],
            "bcp47": languages.BCP47[code],
            "path": by_language[code],
            "shown": unquote(by_language[code]),
        }
        for code in languages.CODES
        if code in by_language
    ]
