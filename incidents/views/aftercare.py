"""Whoever holds the code rates the answer, or says that it is not settled; no account needed."""

from collections.abc import Callable
from functools import partial

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from deadlines import queries as deadlines
from incidents import actions
from incidents.forms.aftercare import AskAgainForm, RatingForm
from incidents.models import Case
from incidents.queries import tracking
from incidents.views.public import noindex, show_report
from incidents.views.wording import show


@never_cache
@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """How satisfied they are; for seven days it can be said anew."""

    def write(form: Form, case: Case) -> None:
        data = form.cleaned_data
        actions.rate(case, int(data["rating"]), data["words"], at=deadlines.now())

    form = RatingForm(request.POST)
    return _after(request, form, write, done="rated", again=partial(show_report, rating_form=form))


@never_cache
@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    """It is not settled: the case is taken up again."""

    def write(form: Form, case: Case) -> None:
        actions.reopen_as_reporter(case, form.cleaned_data["reason"], at=deadlines.now())

    form = AskAgainForm(request.POST)
    return _after(request, form, write, done="again", again=partial(show_report, again_form=form))


def _after(
    request: HttpRequest,
    form: Form,
    write: Callable[[Form, Case], None],
    *,
    done: str,
    again: Callable[..., HttpResponse],
) -> HttpResponse:
    """Write, and back to the report; with a fault, the report with the form (`again`)."""
    case = tracking.find(str(form.data.get("code", "")))
    if case is None:
        return redirect("incidents:track")
    if form.is_valid():
        try:
            write(form, case)
        except (actions.NotAllowed, actions.NotReady) as refusal:
            show(refusal, form)
        else:
            address = f"{reverse('incidents:track')}?code={case.tracking_code}&done={done}"
            return noindex(HttpResponseRedirect(address))
    return again(request, case, at=deadlines.now())
