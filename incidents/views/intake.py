"""The board writes down what came by telephone, letter, e-mail or in person (LC-8.1, LC-8.3)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from deadlines import queries as deadlines
from files.models import Enclosure
from incidents import actions
from incidents.forms import token
from incidents.forms.desk import AuthorityRequestForm, FindingForm, IntakeForm, StaffReportForm
from incidents.models import Case
from incidents.views import uploads
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import show


F = TypeVar("F", bound=IntakeForm)
Write = Callable[[F, Sequence[Enclosure], User, datetime], Case]


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


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def finding(request: HttpRequest) -> HttpResponse:
    """What the board came upon itself: 24 hours by its own norm."""
    return _intake(request, FindingForm, _receive, "incidents/desk/new_finding.html")


def _receive(form: IntakeForm, kept: Sequence[Enclosure], by: User, at: datetime) -> Case:
    return actions.receive(
        form.report(),
        received_at=form.cleaned_data["received_at"],
        articles=form.cleaned_data["articles"],
        enclosures=kept,
        form_token=form.token_key(),
        by=by,
        at=at,
    )


def _record(form: AuthorityRequestForm, kept: Sequence[Enclosure], by: User, at: datetime) -> Case:
    return actions.record_authority_request(
        form.report(),
        form.demand(),
        received_at=form.cleaned_data["received_at"],
        articles=form.cleaned_data["articles"],
        enclosures=kept,
        form_token=form.token_key(),
        by=by,
        at=at,
    )


def _intake(request: HttpRequest, kind: type[F], write: Write[F], page: str) -> HttpResponse:
    at, person = deadlines.now(), actor(request)
    if request.method != "POST":
        form = kind(at=at, initial={"received_at": at, "token": token.issue(at=at)})
        return _page(request, page, form)
    sent = uploads.received(request, by=person, at=at)
    posted = uploads.data_of(request, sent)
    if "search" in request.POST:
        return _page(request, page, kind(at=at, typed=posted), kept=sent)
    form = kind(posted, at=at)
    valid = form.is_valid()
    if sent.tell(form) and valid:
        try:
            case = write(form, sent.kept, person, at)
        except (actions.NotAllowed, actions.NotReady) as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("Recorded as %(number)s.") % {"number": case.number})
            return redirect(case)
    return _page(request, page, form, kept=sent)


def _page(
    request: HttpRequest, page: str, form: IntakeForm, *, kept: uploads.Uploads | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "searched": "search" in request.POST,
        "kept": kept.kept if kept else [],
        "refused": kept.refused if kept and not form.is_bound else [],
    }
    return render(request, page, context)
