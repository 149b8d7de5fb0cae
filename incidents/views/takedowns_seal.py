"""The sealed copy: one asks, another lets in, both read for half an hour (LC-8.3)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from deadlines import queries as deadlines
from editorial import policies
from files.models import Attachment
from incidents import actions
from incidents.actions import sealed
from incidents.forms.takedowns import ReasonForm
from incidents.models import SealOpening, SealReading, SealRequest, TakedownOrder
from incidents.views.doors import actor, for_the_board
from incidents.views.takedowns_proof import order_of
from incidents.views.takedowns_words import say
from incidents.views.wording import show
from kernel import languages, richtext
from sections.models import SealedPicture


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked, who let in, who read; and the form to ask."""
    order, at, person = order_of(pk), deadlines.now(), actor(request)
    _competent(person, order, at=at)
    form = ReasonForm(request.POST if request.method == "POST" else None, at=at)
    if form.is_bound and form.is_valid():
        try:
            sealed.ask(order, reason=form.cleaned_data["reason"], by=person, at=at)
        except (actions.NotAllowed, actions.NotReady) as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Asked. A second person now has to let you in."))
            return redirect("case_desk:seal", order.pk)
    requests = order.seal_requests.select_related("asked_by", "opening").order_by("-asked_at")
    context = {
        "order": order,
        "form": form,
        "requests": [_row(one, person, at=at) for one in requests],
        "readings": SealReading.objects.filter(opening__request__order=order).order_by("-at")[:50],
    }
    return render(request, "incidents/desk/sealed.html", context)


@require_POST
@for_the_board
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's click."""
    asked = get_object_or_404(SealRequest.objects.select_related("order"), pk=min(pk, 2**63 - 1))
    try:
        opening = sealed.let_in(asked, by=actor(request), at=deadlines.now())
    except (actions.NotAllowed, actions.Conflict) as refusal:
        for sentence in say(refusal):
            messages.error(request, sentence)
        return redirect("case_desk:seal", asked.order_id)
    return redirect("case_desk:sealed_copy", opening.pk)


@require_safe
@for_the_board
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What was removed, as it stood; that it was read is kept."""
    opening = _opening(pk)
    content = _read(request, opening, "text")
    order = opening.request.order
    context = {
        "order": order,
        "opening": opening,
        "texts": [_text(code, content["languages"][code], opening) for code in _codes(content)],
        "closed": [
            {**one, "src": _src(opening, one["attachment"])} for one in content.get("closed", ())
        ],
        "origin": content.get("origin", {}),
        "log": content.get("log", ()),
        "sha256": order.takedown.sealed.sha256,
    }
    return render(request, "incidents/desk/sealed_copy.html", context)


@require_safe
@for_the_board
def picture(request: HttpRequest, pk: int, key: UUID) -> HttpResponse:
    """A picture of a sealed copy, for the two who may read it."""
    opening = _opening(pk)
    kept = get_object_or_404(
        SealedPicture.objects.select_related("attachment"),
        sealed__takedown=opening.request.order.takedown_id,
        attachment=key,
    ).attachment
    _read(request, opening, f"picture {key}")
    path = _path(kept)
    if not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _competent(person: User, order: TakedownOrder, *, at: datetime) -> None:
    if not policies.may_open_seal(person, order.article.section, at=at):
        raise PermissionDenied


def _opening(pk: int) -> SealOpening:
    openings = SealOpening.objects.select_related(
        "request__asked_by", "request__order__article__section", "request__order__takedown__sealed"
    )
    return get_object_or_404(openings, pk=min(pk, 2**63 - 1))


def _read(request: HttpRequest, opening: SealOpening, what: str) -> dict[str, Any]:
    try:
        return sealed.read(opening, what=what, by=actor(request), at=deadlines.now())
    except actions.NotAllowed as refusal:
        raise PermissionDenied from refusal


def _row(asked: SealRequest, person: User, *, at: datetime) -> dict[str, Any]:
    opening = getattr(asked, "opening", None)
    return {
        "asked": asked,
        "opening": opening,
        "may_read": opening is not None and opening.lets_in(person.pk, at=at),
        "may_let_in": opening is None and asked.asked_by_id != person.pk,
        "waits": opening is None,
    }


def _codes(content: dict[str, Any]) -> list[str]:
    return [code for code in languages.CODES if code in content["languages"]]


def _text(code: str, kept: dict[str, Any], opening: SealOpening) -> dict[str, Any]:
    return {
        "name": languages.NATIVE_NAMES[code],
        "lang": languages.BCP47[code],
        "title": kept["title"],
        "lead": kept["lead"],
        "body": richtext.clean(kept["body"] or ""),
        "byline": kept["byline"],
        "published_at": datetime.fromisoformat(kept["published_at"]),
        "pictures": [{**one, "src": _src(opening, one["attachment"])} for one in kept["pictures"]],
    }


def _src(opening: SealOpening, key: str) -> str:
    return reverse("case_desk:sealed_picture", args=[opening.pk, UUID(key)])


def _path(kept: Attachment) -> str:
    return kept.rendition(kept.widths[min(1, len(kept.widths) - 1)])
