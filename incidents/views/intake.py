"""The board writes down what came by telephone, letter, e-mail or in person (LC-8.1, LC-8.3)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from incidents import actions
from incidents.forms import token
from incidents.forms.desk import AuthorityRequestForm, IntakeForm, StaffReportForm
from incidents.models import Case
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import show


F = TypeVar("F", bound=IntakeForm)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def report(request: HttpRequest) -> HttpResponse:
    """A report of somebody who telephoned, wrote or came."""
    return _intake(request, StaffReportForm, _receive, "incidents/desk/new_report.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def request_of_authority(request: HttpRequest) -> HttpResponse:
    """A request of a competent authority: 24 hours from the call or the letter."""
    return _intake(request, AuthorityRequestForm, _record, "incidents/desk/new_request.html")


def _receive(form: StaffReportForm, by: User, at: datetime) -> Case:
    return actions.receive(
        form.report(),
        received_at=form.cleaned_data["received_at"],
        articles=form.cleaned_data["articles"],
        form_token=form.token_key(),
        by=by,
        at=at,
    )


def _record(form: AuthorityRequestForm, by: User, at: datetime) -> Case:
    return actions.record_authority_request(
        form.report(),
        form.demand(),
        received_at=form.cleaned_data["received_at"],
        articles=form.cleaned_data["articles"],
        form_token=form.token_key(),
        by=by,
        at=at,
    )


def _intake(
    request: HttpRequest, kind: type[F], write: Callable[[F, User, datetime], Case], page: str
) -> HttpResponse:
    at = timezone.now()
    if request.method != "POST":
        form = kind(at=at, initial={"received_at": at, "token": token.issue(at=at)})
    elif "search" in request.POST:
        form = kind(at=at, typed=request.POST)
    else:
        form = kind(request.POST, at=at)
        if form.is_valid():
            try:
                case = write(form, actor(request), at)
            except (actions.NotAllowed, actions.NotReady) as refusal:
                show(refusal, form)
            else:
                messages.success(request, _("Recorded as %(number)s.") % {"number": case.number})
                return redirect(case)
    return render(request, page, {"form": form, "searched": "search" in request.POST})
