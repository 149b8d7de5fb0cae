"""Undoing a removal: one asks with a reason, another confirms (LC-8.3)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from deadlines import queries as deadlines
from editorial import policies
from editorial.models import Submission
from incidents import actions
from incidents.actions import restoring
from incidents.forms.takedowns import ReasonForm
from incidents.models import RestoreRequest, TakedownOrder
from incidents.views.doors import actor, for_the_board
from incidents.views.takedowns_proof import addresses, order_of
from incidents.views.takedowns_words import refusal_words, say
from incidents.views.wording import show
from kernel import languages
from sections.models import Restoration


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """What would come back; who asked; the form to ask, or the button to confirm."""
    order, at, person = order_of(pk), deadlines.now(), actor(request)
    source = Submission.objects.with_editions().get(article=order.article_id).source
    if not policies.may_ask_to_restore(person, source, at=at):
        raise PermissionDenied
    if Restoration.objects.filter(takedown=order.takedown_id).exists():
        messages.info(request, _("This removal has been undone already."))
        return redirect("case_desk:proof", order.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, at=at)
    if form.is_bound and form.is_valid():
        try:
            restoring.ask_to_restore(order, reason=form.cleaned_data["reason"], by=person, at=at)
        except (actions.NotAllowed, actions.NotReady, actions.Conflict) as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Asked. A second person now has to confirm it."))
            return redirect("case_desk:restore", order.pk)
    asked = order.restore_requests.select_related("asked_by").order_by("-asked_at")
    context = {
        "order": order,
        "form": form,
        "addresses": addresses(order.addresses),
        "languages": [languages.NATIVE_NAMES[code] for code in order.languages],
        "requests": [_row(one, order, person, source, at=at) for one in asked],
    }
    return render(request, "incidents/desk/restore.html", context)


@require_POST
@for_the_board
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's click: readers see it again at once."""
    requests = RestoreRequest.objects.select_related("asked_by")
    asked = get_object_or_404(requests, pk=min(pk, 2**63 - 1))
    try:
        restoring.confirm_restore(asked, by=actor(request), at=deadlines.now())
    except (actions.NotAllowed, actions.NotReady, actions.Conflict) as refusal:
        for sentence in say(refusal):
            messages.error(request, sentence)
        return redirect("case_desk:restore", asked.order_id)
    messages.success(request, _("Restored: readers see it again as it was."))
    return redirect("case_desk:proof", asked.order_id)


def _row(
    asked: RestoreRequest, order: TakedownOrder, person: User, source: Any, *, at: datetime
) -> dict[str, Any]:
    verdict = policies.may_restore(asked.asked_by, person, source, order.ground, at=at)
    refused = "" if verdict else refusal_words(verdict.code)
    return {"asked": asked, "may_confirm": bool(verdict), "refused": refused}
