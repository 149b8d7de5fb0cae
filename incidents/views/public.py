"""Anybody reports a problem and follows what becomes of it, without an account (LC-8.1)."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from deadlines import queries as deadlines
from files.models import Enclosure
from incidents import actions, policies
from incidents.forms import token
from incidents.forms.aftercare import AskAgainForm, RatingForm
from incidents.forms.public import ReportForm, TrackForm
from incidents.models import Case
from incidents.queries import articles, notices, tracking
from incidents.rules.states import Action, Kind
from incidents.views import uploads
from kernel import languages


IN_SESSION = "incidents.received"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; sent twice, it is one case and leads to the same page."""
    at = deadlines.now()
    hosts = {request.get_host().partition(":")[0]}
    if request.method != "POST":
        page = articles.own_path(request.GET.get("page", "")[:1_000], hosts=hosts)
        initial = {"token": token.issue(at=at), "page_url": page[:500]}
        return _form(request, ReportForm(initial=initial, at=at, hosts=hosts))
    sent = uploads.received(request, by=None, at=at)
    form = ReportForm(uploads.data_of(request, sent), at=at, hosts=hosts)
    valid = form.is_valid()
    if not sent.tell(form) or not valid:
        return _form(request, form, kept=sent.kept)
    case = actions.receive(
        form.report(get_language() or languages.VI),
        received_at=at,
        articles=articles.at_path(form.cleaned_data["page_url"], at=at),
        enclosures=sent.kept,
        form_token=form.key,
        by=None,
        at=at,
    )
    request.session[IN_SESSION] = case.tracking_code
    return redirect("incidents:received")


@never_cache
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The tracking code, what happens next and by when; only for whoever sent the report."""
    code = request.session.get(IN_SESSION, "")
    case = Case.objects.filter(tracking_code=code).first() if code else None
    if case is None:
        return redirect("incidents:report")
    view = tracking.public_view(case, at=deadlines.now())
    context = {
        "view": view,
        "by_email": bool(case.reporter_email),
        "is_complaint": case.kind == Kind.VIOLATION_REPORT,
    }
    return noindex(render(request, "incidents/public/received.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """What became of a report, for whoever holds its code."""
    data = request.POST if request.method == "POST" else request.GET
    form = TrackForm(data) if "code" in data else TrackForm()
    case = tracking.find(form.cleaned_data["code"]) if form.is_valid() else None
    if case is not None:
        return show_report(request, case, at=deadlines.now())
    unknown = form.is_bound and form.is_valid()
    context = {"form": form, "view": None, "unknown": unknown}
    return noindex(render(request, "incidents/public/track.html", context))


def show_report(
    request: HttpRequest,
    case: Case,
    *,
    at: datetime,
    rating_form: RatingForm | None = None,
    again_form: AskAgainForm | None = None,
) -> HttpResponse:
    """How far a report is; with its answer, what its reporter may say to it."""
    view, code = tracking.public_view(case, at=at), {"code": case.tracking_code}
    may_rate = policies.may_as_reporter(Action.RATE, case, at=at)
    may_ask = policies.may_as_reporter(Action.REOPEN, case, at=at)
    rated = {"rating": case.satisfaction, "words": case.satisfaction_words}
    context = {
        "view": view,
        "letters": notices.told_to(case),
        "done": request.GET.get("done", ""),
        "rating_form": (rating_form or RatingForm(initial=code | rated)) if may_rate else None,
        "again_form": (again_form or AskAgainForm(initial=code)) if may_ask else None,
        "faulty": rating_form or again_form,
    }
    return noindex(render(request, "incidents/public/track.html", context))


def _form(
    request: HttpRequest, form: ReportForm, *, kept: Sequence[Enclosure] = ()
) -> HttpResponse:
    context = {"form": form, "kept": kept}
    return noindex(render(request, "incidents/public/report.html", context))


def noindex(response: HttpResponse) -> HttpResponse:
    """No search engine keeps what only the holder of a code may read."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
