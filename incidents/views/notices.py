"""The letter of a complex case: drawn up, looked at, issued, delivered, downloaded (LC-8.2)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from deadlines import queries as deadlines
from incidents import actions, policies
from incidents.forms.notices import ComplexForm, DeliverForm
from incidents.forms.public import TrackForm
from incidents.models import Case, CaseNotice
from incidents.queries import notices, tracking
from incidents.views import deeds, uploads
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import DONE, show, told
from notifications.models import OutgoingFile
from notifications.rules.letters import Letter, letter_pdf, letter_text


COMPLEX, DELIVER = "complex", "deliver"


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Draw up the letter, look at it as text, and issue it with its number."""
    at, person, case = deadlines.now(), actor(request), _case(number)
    if (away := _turned_away(request, case, COMPLEX, at=at)) is not None:
        return away
    form = ComplexForm(request.POST if request.method == "POST" else None, at=at, case=case)
    letter = _drafted(form, case, by=person, at=at)
    ready = letter is not None and "look" not in request.POST
    if ready and _done(COMPLEX, case, deeds.Filled(form, []), person, at):
        messages.success(request, _("The letter is issued and numbered."))
        if not notices.in_working_time(form.cleaned_data["promised_at"]):
            messages.warning(request, _out_of_hours())
        if not case.reporter_email:
            messages.warning(request, str(DONE[COMPLEX]))
        return redirect(case)
    context = {
        "case": case,
        "deed": deeds.BY_SLUG[COMPLEX],
        "form": form,
        "letter": letter_text(letter) if letter is not None else "",
        "warning": _warning(form),
    }
    return render(request, "incidents/desk/write_notice.html", context)


@require_POST
@never_cache
@for_the_board
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """The letter as it would be printed, without a number; nothing is written down."""
    at, person, case = deadlines.now(), actor(request), _case(number)
    if (away := _turned_away(request, case, COMPLEX, at=at)) is not None:
        return away
    form = ComplexForm(request.POST, at=at, case=case)
    letter = _drafted(form, case, by=person, at=at)
    if letter is None:
        context = {"case": case, "deed": deeds.BY_SLUG[COMPLEX], "form": form}
        return render(request, "incidents/desk/write_notice.html", context)
    return _sent(letter_pdf(letter), "application/pdf", f"{case.number}.pdf", attached=False)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def deliver(request: HttpRequest, number: str) -> HttpResponse:
    """Record that the letter was handed over or came by post, with its receipt."""
    at, person, case = deadlines.now(), actor(request), _case(number)
    if (away := _turned_away(request, case, DELIVER, at=at)) is not None:
        return away
    form, kept = DeliverForm(at=at), uploads.Uploads()
    if request.method == "POST":
        kept = uploads.received(request, by=person, at=at)
        form = DeliverForm(uploads.data_of(request, kept), at=at)
        ready = form.is_valid()
        ready = kept.tell(form) and ready
        if ready and _done(DELIVER, case, deeds.Filled(form, kept.kept), person, at):
            messages.success(request, str(DONE[DELIVER]))
            return redirect(case)
    context = {
        "case": case,
        "deed": deeds.BY_SLUG[DELIVER],
        "form": form,
        "notice": deeds.undelivered(case),
        "kept": kept.kept,
    }
    return render(request, "incidents/desk/deliver_notice.html", context)


@require_safe
@never_cache
@for_the_board
def file(request: HttpRequest, number: str, pk: int, ending: str) -> HttpResponse:
    """The docx or PDF that went out, for the board."""
    notice = get_object_or_404(_notices(), pk=pk, case__number=number)
    return _download(notices.file_of(notice, ending))


@require_safe
@never_cache
def public_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF for whoever holds the tracking code of its case."""
    form = TrackForm(request.GET)
    case = tracking.find(form.cleaned_data["code"]) if form.is_valid() else None
    if case is None:
        raise Http404
    notice = get_object_or_404(_notices(), pk=pk, case=case)
    return _download(notices.file_of(notice, "pdf"))


def _case(number: str) -> Case:
    return get_object_or_404(Case.objects.prefetch_related("notices__document"), number=number)


def _notices() -> Any:
    return CaseNotice.objects.select_related("document")


def _turned_away(
    request: HttpRequest, case: Case, slug: str, *, at: datetime
) -> HttpResponse | None:
    """Back to the case with the reason, where the act is not allowed now."""
    verdict = policies.may(actor(request), deeds.BY_SLUG[slug].action, case, at=at)
    if verdict:
        return None
    for _field, sentence in told(actions.NotAllowed(verdict)):
        messages.error(request, sentence)
    return redirect(case)


def _drafted(form: ComplexForm, case: Case, *, by: User, at: datetime) -> Letter | None:
    """The letter as typed so far, once everything is there."""
    if not form.is_bound or not form.is_valid():
        return None
    data = form.cleaned_data
    return notices.draft(case, data["reason"], promised_at=data["promised_at"], by=by, at=at)


def _done(slug: str, case: Case, filled: deeds.Filled, by: User, at: datetime) -> bool:
    """Do it, or show beside the fields why not."""
    try:
        deeds.BY_SLUG[slug].perform(case, filled, by, at)
    except (actions.NotAllowed, actions.NotReady, actions.Conflict) as refusal:
        show(refusal, filled.form)
        return False
    return True


def _warning(form: ComplexForm) -> str:
    if not form.is_bound or not form.is_valid():
        return ""
    return "" if notices.in_working_time(form.cleaned_data["promised_at"]) else _out_of_hours()


def _out_of_hours() -> str:
    return _("The promised moment lies outside of working hours: nobody will be there to keep it.")


def _download(found: OutgoingFile | None) -> HttpResponse:
    if found is None:
        raise Http404
    return _sent(bytes(found.content), found.mime, found.name, attached=True)


def _sent(content: bytes, mime: str, name: str, *, attached: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(attached, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
