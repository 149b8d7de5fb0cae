"""Terms that a changed calendar would end earlier: a deputy or the head decides."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from deadlines import policies, queries as deadlines
from deadlines.actions import AlreadyClosed, decisions as dues
from deadlines.models import Clock, ClockEvent
from incidents.actions import recounts
from incidents.forms.decisions import DecisionForm
from incidents.models import Case
from incidents.views.doors import actor, for_the_board
from kernel.verdict import NotAllowed, NotReady


PER_PAGE: Final = 20
_REFUSALS: Final = {
    "nothing_to_decide": lazy("Somebody has decided this meanwhile."),
    "would_be_overdue": lazy(
        "The earlier time has passed already: nobody is made late afterwards. Keep the time."
    ),
    "reason_missing": lazy("Give a reason."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def decisions(request: HttpRequest) -> HttpResponse:
    """Each term with the time that was kept, the one asked for, and two buttons."""
    person, at = actor(request), deadlines.now()
    if not policies.may_decide(person, at=at):
        raise PermissionDenied
    refused: DecisionForm | None = None
    if request.method == "POST":
        form = DecisionForm(request.POST)
        if form.is_valid() and _decided(request, form):
            return redirect("case_desk:decisions")
        refused = form
    waiting = Clock.objects.about(Case).open().filter(needs_decision=True)
    page = Paginator(
        waiting.select_related("calendar").prefetch_related("subject", "pauses").order_by("due_at"),
        PER_PAGE,
    ).get_page(request.GET.get("page"))
    context = {
        "rows": [_row(clock, refused) for clock in page],
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
    }
    return render(request, "incidents/desk/decisions.html", context)


def _row(clock: Clock, refused: DecisionForm | None) -> dict[str, Any]:
    events = ClockEvent.objects.filter(clock=clock, kind__in=["kept_for_decision", "recounted"])
    mine = refused is not None and refused.data.get("clock") == str(clock.pk)
    return {
        "clock": clock,
        "case": clock.subject,
        "asked_for": dues.asked_for(clock),
        "since": events.order_by("-pk").values_list("at", flat=True).first(),
        "form": refused if mine else DecisionForm(),
    }


def _decided(request: HttpRequest, form: DecisionForm) -> bool:
    clock = get_object_or_404(Clock.objects.about(Case), pk=form.cleaned_data["clock"])
    act = recounts.accept_earlier if form.cleaned_data["decision"] == "accept" else recounts.keep
    try:
        act(clock, reason=form.cleaned_data["reason"], by=actor(request), at=deadlines.now())
    except NotAllowed:
        raise PermissionDenied from None
    except NotReady as refusal:
        for issue in refusal.issues:
            form.add_error(None, str(_REFUSALS.get(issue, _("Something is missing."))))
        return False
    except AlreadyClosed:
        messages.info(request, _("The term has ended meanwhile; nothing is left to decide."))
        return True
    messages.success(request, _("Decided. It stands in the history of the term."))
    return True
