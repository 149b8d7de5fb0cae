"""Notices of working days: entered, looked at with what they move, approved by another."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import files.actions
import files.queries
from accounts.permissions import Capability
from deadlines import policies, queries
from deadlines.actions import notices as actions, previews
from deadlines.actions.notices import Document
from deadlines.forms import (
    MOST_DAYS,
    SPARE_LINES,
    WEEK,
    Days,
    NoticeForm,
    ReasonForm,
    days_form,
    initial_of,
)
from deadlines.models import Calendar, DayOverride, Notice
from deadlines.models.clocks import Clock
from deadlines.rules.calendar import Hours, Status
from deadlines.rules.notices import Line
from deadlines.views.doors import actor, for_the_desk
from deadlines.views.wording import OUTCOME_TONES, OUTCOMES, STATE_TONES, fault, holiday, told
from files.models import Enclosure
from kernel.verdict import Conflict, NotAllowed, NotReady


REFUSED = (NotAllowed, NotReady, Conflict)
PER_PAGE = 25
DONE = {
    "submit": lazy("The notice waits for a second person now. They have been told."),
    "publish": lazy("The notice is in force. Running terms are counted anew now."),
    "withdraw": lazy("The notice is withdrawn and changes nothing."),
}


@require_safe
@for_the_desk
def register(request: HttpRequest) -> HttpResponse:
    """Every notice, the latest first."""
    found = Notice.objects.select_related("entered_by", "approved_by")
    page = Paginator(found.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "tones": STATE_TONES,
        "rows": [(row, STATE_TONES[row.state]) for row in page],
        "may_enter": policies.may_enter(actor(request), at=queries.now()),
    }
    return render(request, "deadlines/notices.html", context)


@require_safe
@for_the_desk
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The document, its days, what it moves, and what can be done with it."""
    return _page(request, _found(pk), ReasonForm())


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_desk
def enter(request: HttpRequest) -> HttpResponse:
    """A new notice; `confirm` fills in a day that is not settled yet."""
    if not policies.may_enter(actor(request), at=queries.now()):
        raise PermissionDenied
    return _form(request, None, initial=_confirming(request.GET.get("confirm", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_desk
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = _found(pk)
    if not (verdict := policies.may_revise(actor(request), found, at=queries.now())):
        _say(request, NotAllowed(verdict))
        return redirect(found)
    return _form(request, found, initial=[initial_of(day.as_line()) for day in found.days.all()])


@require_POST
@for_the_desk
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Submit, publish or withdraw."""
    found, person, at = _found(pk), actor(request), queries.now()
    form = ReasonForm(request.POST)
    try:
        if act == "submit":
            actions.submit(found, by=person, at=at)
        elif act == "publish":
            actions.publish(found, by=person, at=at)
        elif act == "withdraw":
            if not form.is_valid():
                return _page(request, found, form)
            actions.withdraw(found, reason=form.cleaned_data["reason"], by=person, at=at)
        else:
            raise Http404
    except REFUSED as refusal:
        _say(request, refusal)
    else:
        messages.success(request, str(DONE[act]))
    return redirect(found)


def _found(pk: int) -> Notice:
    with_people = Notice.objects.select_related(
        "calendar", "entered_by", "approved_by", "withdrawn_by", "file"
    )
    return get_object_or_404(with_people.prefetch_related("days"), pk=pk if pk < 2**63 else 0)


def _page(request: HttpRequest, found: Notice, form: ReasonForm) -> HttpResponse:
    person, at = actor(request), queries.now()
    waits = found.state in {"draft", "submitted"}
    faults = actions.faults_of(found) if waits else []
    may_withdraw = policies.may_withdraw(person, found, at=at)
    approval = policies.may_publish(person, found, at=at)
    context = {
        "notice": found,
        "tone": STATE_TONES[found.state],
        "facts": _facts(found),
        "days": [(day, holiday(day.name)) for day in found.days.all()],
        "hours": _hours(found),
        "faults": [fault(one) for one in faults],
        "waits": waits,
        "form": form,
        "may_revise": policies.may_revise(person, found, at=at),
        "may_publish": approval and not faults,
        "own": approval.code == "two_people",
        "may_withdraw": may_withdraw,
    }
    if waits and not faults:
        may_open = person.holds(Capability.HANDLE_CASES, at=at)
        context |= _preview(found, _number(request), at, may_open=may_open)
    return render(request, "deadlines/notice.html", context)


def _number(request: HttpRequest) -> int:
    """Which page of what it moves is asked for; the first where that makes no sense."""
    typed = request.GET.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1


def _preview(found: Notice, number: int, at: datetime, *, may_open: bool) -> dict[str, Any]:
    """What it moves; names and links of subjects are for those who may open them."""
    seen = previews.preview(found, at=at, page=number)
    page = Paginator(range(seen.total), previews.PER_PAGE).get_page(number)
    if page.number != number:
        seen = previews.preview(found, at=at, page=page.number)
    moves = [
        {
            "move": move,
            "outcome": OUTCOMES[move.outcome],
            "tone": OUTCOME_TONES[move.outcome],
            "reference": str(move.clock.subject or move.clock.object_id),
            "title": getattr(move.clock.subject, "subject", "") if may_open else "",
            "url": _address(move.clock) if may_open else "",
        }
        for move in seen.moves
    ]
    numbers = list(page.paginator.get_elided_page_range(page.number))
    return {"preview": seen, "moves": moves, "page": page, "numbers": numbers}


def _address(clock: Clock) -> str:
    where = getattr(clock.subject, "get_absolute_url", None)
    return where() if where is not None else ""


def _facts(found: Notice) -> list[dict[str, Any]]:
    pairs = (
        (_("Number"), found.number),
        (_("Date of the document"), found.issued_on),
        (_("Issued by"), found.issuer),
        (_("Entered by"), found.entered_by),
        (_("Approved by"), found.approved_by),
        (_("Withdrawn by"), found.withdrawn_by),
        (_("Why it was withdrawn"), found.withdrawn_reason),
    )
    return [{"name": name, "value": value} for name, value in pairs if value]


def _hours(found: Notice) -> list[tuple[Any, str]]:
    names = [NoticeForm.base_fields[name].label for name in WEEK]
    week = found.hours_week or []
    return [
        (name, sessions.replace(",", ", ") or "–")
        for name, sessions in zip(names, week, strict=False)
    ]


def _form(
    request: HttpRequest, found: Notice | None, *, initial: list[dict[str, Any]]
) -> HttpResponse:
    """Both forms; a button adds empty lines without losing anything."""
    posted = request.POST if request.method == "POST" else None
    form = NoticeForm(posted, request.FILES or None, initial=_initial(found))
    days = days_form(posted, initial=initial)
    if posted is not None and "more" in posted:
        form, days = _with_more_lines(request)
    elif posted is not None and all((form.is_valid(), days.is_valid())):
        saved = _save(request, found, form, days)
        if saved is not None:
            messages.success(request, _("Stored as a draft. Look at it, then submit it."))
            return redirect(saved)
    context = {"form": form, "days": days, "notice": found, "week": WEEK}
    return render(request, "deadlines/notice_form.html", context)


def _with_more_lines(request: HttpRequest) -> tuple[NoticeForm, Days]:
    data = request.POST.copy()
    typed = data.get("days-TOTAL_FORMS", "")
    count = int(typed) if typed.isdecimal() and len(typed) < 5 else SPARE_LINES
    data["days-TOTAL_FORMS"] = str(min(count + SPARE_LINES, MOST_DAYS))
    form = NoticeForm(initial={name: data.get(name, "") for name in NoticeForm.base_fields})
    return form, days_form(data)


def _initial(found: Notice | None) -> dict[str, Any]:
    if found is not None:
        week = dict(zip(WEEK, found.hours_week, strict=True)) if found.hours_week else {}
        names = ("number", "issued_on", "issuer", "title", "url", "hours_from")
        return {name: getattr(found, name) for name in names} | {
            name: sessions.replace(",", ", ") for name, sessions in week.items()
        }
    latest = Calendar.objects.get(code=queries.DEFAULT_CODE).hours.last()
    if latest is None:
        return {}
    return {
        name: sessions.replace(",", ", ") for name, sessions in zip(WEEK, latest.week, strict=True)
    }


def _confirming(typed: str) -> list[dict[str, Any]]:
    """A day that is not settled, as a notice would settle it."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return []
    row = DayOverride.objects.filter(calendar__code=queries.DEFAULT_CODE, date=day).first()
    if row is None:
        return []
    line = Line(row.as_rule(), row.swapped_with)
    return [initial_of(line) | {"status": Status.OFFICIAL.value}]


def _save(
    request: HttpRequest, found: Notice | None, form: NoticeForm, days: Days
) -> Notice | None:
    person, at = actor(request), queries.now()
    try:
        document = _document(form, _file(request, form, at=at))
        if found is None:
            return actions.enter(document, days.lines, by=person, at=at)
        return actions.revise(found, document, days.lines, by=person, at=at)
    except files.actions.Refused as refused:
        form.add_error("file", files.queries.why_refused(refused.code))
    except REFUSED as refusal:
        for sentence in told(refusal):
            form.add_error(None, sentence)
    return None


def _file(request: HttpRequest, form: NoticeForm, *, at: datetime) -> Enclosure | None:
    upload = form.cleaned_data.get("file")
    if not upload:
        return None
    return files.actions.receive_enclosure(upload, by=actor(request), at=at)


def _document(form: NoticeForm, file: Enclosure | None) -> Document:
    data, week = form.cleaned_data, form.week
    return Document(
        number=data["number"],
        issued_on=data["issued_on"],
        issuer=data["issuer"],
        title=data["title"],
        url=data["url"],
        file=file,
        season=Hours(week, since=data["hours_from"]) if week is not None else None,
    )


def _say(request: HttpRequest, refusal: Exception) -> None:
    for sentence in told(refusal):
        messages.error(request, sentence)
