"""Automatic hiding at the desk: what people decide about one case, and the report of a year."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from deadlines import queries as deadlines
from incidents import actions, policies
from incidents.actions import hidings as deeds
from incidents.forms.fields import TimedForm
from incidents.forms.hidings import AgreeForm, ConfirmForm, ReasonForm
from incidents.models import Case
from incidents.queries import hidings
from incidents.queries.hidings import Hidden, Standing
from incidents.rules import duties
from incidents.rules.states import Action
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import show


PER_PAGE = 50
REFUSALS = (actions.NotAllowed, actions.NotReady, actions.Conflict)


@dataclass
class Offer:
    """A decision that this person can take now, with its form."""

    act: str
    label: str
    consequence: str
    form: TimedForm
    tone: str = ""
    icon: str = ""
    open: bool = False
    key: int = 0

    def __post_init__(self) -> None:
        """Several forms stand on one page: their fields do not share an id."""
        self.form.auto_id = f"id_{self.act}_{self.key}_%s"


@dataclass(frozen=True, slots=True)
class Row:
    """An article that was hidden, with what can be decided about it; None for the whole case."""

    one: Hidden | None
    offers: list[Offer]


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def hiding(request: HttpRequest, number: str) -> HttpResponse:
    """How the automatic hiding of one case stands; suspend it, confirm it, give it back."""
    at, person = deadlines.now(), actor(request)
    case = get_object_or_404(Case.objects.select_related("authority"), number=number)
    standing = hidings.standing(case)
    whole = list(_offers(request, case, standing, person, at=at)) if standing else []
    rows = [
        Row(one, list(_offers_for(request, case, one, person, at=at)))
        for one in (standing.hidden if standing else [])
    ]
    for row in (Row(None, whole), *rows):
        for offer in row.offers:
            if offer.form.is_bound and _perform(request, offer, case, row.one, person, at=at):
                return redirect("case_desk:hiding", case.number)
    context = {
        "case": case,
        "standing": standing,
        "rows": rows,
        "offers": whole,
        "held_words": _("People have to decide, and to take it down by hand."),
    }
    return render(request, "incidents/desk/hiding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def report(request: HttpRequest) -> HttpResponse:
    """All automatic hidings of a year; the head lifts the breaker here."""
    at, person = deadlines.now(), actor(request)
    tripped = hidings.tripped_at()
    offer = _lift(request, at=at) if tripped and _commands(person, at=at) else None
    if offer is not None and offer.form.is_bound and _lifted(request, offer, person, at=at):
        return redirect("case_desk:hidings")
    year, years = _year(request, at=at)
    paginator = Paginator(hidings.report(year), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": list(paginator.get_elided_page_range(page.number)),
        "prefix": f"?year={year}&page=",
        "year": year,
        "years": years,
        "csv_url": f"{reverse('case_desk:hidings_csv')}?year={year}",
        "tripped_at": tripped,
        "offer": offer,
    }
    return render(request, "incidents/desk/hidings.html", context)


@require_safe
@for_the_board
def report_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet; nothing in it is taken for a formula."""
    year, _years = _year(request, at=deadlines.now())
    name = f'attachment; filename="hidings-{year}.csv"'
    response = HttpResponse(
        "\ufeff", content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )
    writer = csv.writer(response)
    head = [_("When"), _("Case"), _("Provision"), _("Article"), _("What happened"), _("Who")]
    writer.writerow([*head, _("Reason")])
    for row in hidings.report(year):
        writer.writerow([_plain(value) for value in hidings.facts_of(row)])
    return response


def _plain(value: str) -> str:
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _year(request: HttpRequest, *, at: datetime) -> tuple[int, list[int]]:
    """The year asked for, if there is one to choose; else this year."""
    this = timezone.localtime(at).year
    years = sorted({this, *hidings.years()}, reverse=True)
    wish = request.GET.get("year", "")
    return next((year for year in years if str(year) == wish), this), years


def _bound(request: HttpRequest, act: str, key: int | None = None) -> Any:
    """What was posted, if it was posted for this decision."""
    chosen = request.POST.get("act") == act
    about = request.POST.get("hiding", "") == ("" if key is None else str(key))
    return request.POST if request.method == "POST" and chosen and about else None


def _offers(
    request: HttpRequest, case: Case, standing: Standing, person: User, *, at: datetime
) -> Iterator[Offer]:
    if standing.due is None or not policies.may(person, Action.SUSPEND_HIDING, case, at=at):
        return
    yield Offer(
        "suspend",
        _("Suspend the automatic hiding"),
        _("The article stays public; the 24 hours of the authority run on. People decide."),
        ReasonForm(_bound(request, "suspend"), at=at),
        tone="danger",
        icon="clock",
        open=_bound(request, "suspend") is not None,
    )


def _offers_for(
    request: HttpRequest, case: Case, one: Hidden, person: User, *, at: datetime
) -> Iterator[Offer]:
    """What can be decided about one article that is hidden."""
    if one.end is not None:
        return
    key = one.hiding.pk
    ground = duties.ground_of_demand(one.hiding.provision)
    if policies.may_take_down(person, one.hiding.article, ground, case=case, at=at):
        data = _bound(request, "confirm", key)
        yield Offer(
            "confirm",
            _("Confirm: take it down"),
            _("An order to take down is written, with its proof. This ends the hiding."),
            ConfirmForm(data, at=at, initial={"ordered_by": _demanded_by(case)}),
            tone="danger",
            icon="trash",
            open=data is not None,
            key=key,
        )
    if one.asked is not None and policies.may_release(person, case, one.asked, at=at):
        yield Offer(
            "release",
            _("Agree: give it back to the public"),
            _("You are the second person. The same text is public again at once."),
            AgreeForm(_bound(request, "release", key), at=at),
            icon="check",
            open=True,
            key=key,
        )
    elif policies.may(person, Action.ASK_RELEASE, case, at=at) and one.asked is None:
        data = _bound(request, "ask_release", key)
        yield Offer(
            "ask_release",
            _("Ask for its release"),
            _("Another deputy or the head has to agree; until then it stays hidden."),
            ReasonForm(data, at=at),
            icon="user",
            open=data is not None,
            key=key,
        )


def _demanded_by(case: Case) -> str:
    parts = [str(case.authority or ""), case.letter_number, case.officer]
    return ", ".join(part for part in parts if part)[:250]


def _perform(
    request: HttpRequest,
    offer: Offer,
    case: Case,
    one: Hidden | None,
    person: User,
    *,
    at: datetime,
) -> bool:
    if not offer.form.is_valid():
        return False
    try:
        _act(offer, case, one, person, at=at)
    except REFUSALS as refusal:
        show(refusal, offer.form)
        return False
    messages.success(request, _("Recorded."))
    return True


def _act(offer: Offer, case: Case, one: Hidden | None, person: User, *, at: datetime) -> None:
    data = offer.form.cleaned_data
    if one is None:
        deeds.suspend(case, reason=data["reason"], by=person, at=at)
    elif offer.act == "confirm":
        deeds.confirm(case, one.hiding, **data, by=person, at=at)
    elif offer.act == "ask_release":
        deeds.ask_release(case, one.hiding, reason=data["reason"], by=person, at=at)
    elif one.asked is not None:
        deeds.release(case, one.asked, by=person, at=at)


def _commands(person: User, *, at: datetime) -> bool:
    return bool(policies.may_command_hidings(person, at=at))


def _lift(request: HttpRequest, *, at: datetime) -> Offer:
    data = _bound(request, "lift")
    return Offer(
        "lift",
        _("Lift the breaker"),
        _("What is held back is hidden at the next look of the clock, within seconds."),
        ReasonForm(data, at=at),
        tone="danger",
        icon="check",
        open=data is not None,
    )


def _lifted(request: HttpRequest, offer: Offer, person: User, *, at: datetime) -> bool:
    if not offer.form.is_valid():
        return False
    try:
        deeds.lift(reason=offer.form.cleaned_data["reason"], by=person, at=at)
    except REFUSALS as refusal:
        show(refusal, offer.form)
        return False
    messages.success(request, _("The breaker is lifted."))
    return True
