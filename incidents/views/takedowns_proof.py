"""The proof that something is gone: on a page, and as a paper for the authority (LC-8.3)."""

from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from deadlines import queries as deadlines
from editorial import policies
from incidents.actions import verification
from incidents.models import TakedownOrder
from incidents.queries import papers, proofs
from incidents.views.doors import actor, for_the_board
from kernel import languages
from law import rules as law
from sections.models import Restoration


def order_of(pk: int) -> TakedownOrder:
    """Raises Http404."""
    orders = TakedownOrder.objects.select_related(
        "article__section__parent", "case", "by", "takedown"
    )
    return get_object_or_404(orders, pk=pk if pk < 2**63 else 0)


@require_safe
@for_the_board
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """When, by whom, on whose demand; each surface, how it was checked; the look from outside."""
    order, at = order_of(pk), deadlines.now()
    restoration = Restoration.objects.filter(takedown=order.takedown_id).first()
    still = order.article.live_languages(at=at)
    back = [languages.NATIVE_NAMES[code] for code in order.languages if code in still]
    person = actor(request)
    context = {
        "order": order,
        "proof": proofs.proof_of(order),
        "addresses": addresses(order.addresses),
        "restoration": restoration,
        "back_again": [] if restoration else back,
        "citation": law.citation(order.provision),
        "may_open": policies.may_open_seal(person, order.article.section, at=at),
        "papers": [
            {"slug": languages.slug_of(code), "name": languages.NATIVE_NAMES[code]}
            for code in languages.CODES
        ],
    }
    return render(request, "incidents/desk/proof.html", context)


@require_POST
@for_the_board
def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask every surface anew; the earlier checks stay on record."""
    order = order_of(pk)
    verification.check_surfaces(order, by=actor(request), at=deadlines.now())
    return redirect("case_desk:proof", order.pk)


@require_safe
@for_the_board
def paper(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The proof as PDF, in the language asked for; Vietnamese unless another is named."""
    order = order_of(pk)
    code = languages.code_of_slug(language) or languages.VI
    with translation.override(code):
        content = papers.proof_pdf(proofs.proof_of(order), language=code, at=deadlines.now())
    response = HttpResponse(content, content_type="application/pdf")
    day = timezone.localtime(order.at)
    ascii_name = f"proof-of-removal-{order.pk}-{day:%Y%m%d}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{ascii_name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def addresses(by_language: dict[str, str]) -> list[dict[str, Any]]:
    """Addresses as a page lists them, each in its language."""
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
