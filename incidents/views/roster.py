"""The duty roster: four weeks, who is on now, what was handed over, and the acts on it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from deadlines import queries as deadlines
from incidents import policies
from incidents.actions import roster as actions
from incidents.forms.roster import HandOverForm, ShiftForm, SwapForm, moment
from incidents.models import HandOver, Shift
from incidents.queries import roster as queries
from incidents.views.doors import actor, for_the_board
from kernel.fields import CleanDateField
from kernel.verdict import Conflict, NotAllowed, NotReady


ISSUES: Final = {
    "ends_first": ("ends_at", lazy("The shift ends before it begins.")),
    "too_long": ("ends_at", lazy("A shift has seven days at most.")),
    "in_the_past": ("ends_at", lazy("This shift is over already.")),
    "handler_may_not": ("person", lazy("This person does not handle cases at that time.")),
    "twice_at_once": ("person", lazy("This person is on duty at that time already.")),
    "same_person": ("", lazy("This is the same person.")),
    "begun": ("", lazy("One of the two shifts has begun: give it to somebody instead.")),
    "not_begun": ("", lazy("This shift has not begun yet.")),
    "text_missing": ("text", lazy("Say what is open.")),
}
FIRST_HOUR: Final = timedelta(hours=8)


@require_safe
@for_the_board
def roster(request: HttpRequest) -> HttpResponse:
    """Who is on duty now and in the next four weeks."""
    at, person = deadlines.now(), actor(request)
    shown = queries.roster(at=at)
    context = {
        "roster": shown,
        "notes": [
            {"note": note, "may_take_over": _may_take_over(person, note, at=at)}
            for note in shown.left_open
        ],
        "gaps": [_gap(gap.start, gap.end) for gap in shown.gaps],
        "may_keep": policies.may_keep_roster(person, at=at),
        "me": person.pk,
    }
    return render(request, "incidents/desk/roster.html", context)


@require_safe
@for_the_board
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """One shift with what can be done about it."""
    at, person = deadlines.now(), actor(request)
    found = _shift(pk)
    ahead = found.cancelled_at is None and found.ends_at > at
    note = getattr(found, "hand_over", None)
    begun = found.cancelled_at is None and found.starts_at <= at
    context = {
        "shift": found,
        "note": note,
        "may_keep": ahead and policies.may_keep_roster(person, at=at),
        "may_hand_over": begun and note is None and policies.may_hand_over(person, found, at=at),
        "may_take_over": note is not None and _may_take_over(person, note, at=at),
    }
    return render(request, "incidents/desk/roster_shift.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def add(request: HttpRequest) -> HttpResponse:
    """Put somebody on duty."""
    at, person = deadlines.now(), actor(request)
    _keepers_only(person, at=at)
    options: dict[str, Any] = {"at": at, "people": _people(at)}
    if request.method == "POST":
        form = ShiftForm(request.POST, **options)
    else:
        form = ShiftForm(initial=_times(request.GET.get("day", ""), at=at), **options)

    def act() -> str:
        who = form.people[form.cleaned_data["person"]]
        actions.add_shift(who, **form.shift(), by=person, at=at)
        return _("On the roster. %(person)s has been told.") % {"person": who}

    title = _("Put somebody on duty")
    return _form_page(request, form, act, title=title, label=_("Put on the roster"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Exchange a shift with another, or give it to somebody."""
    at, person = deadlines.now(), actor(request)
    _keepers_only(person, at=at)
    found = _shift(pk)
    later = Shift.objects.standing().filter(starts_at__gt=at).select_related("person")
    options: dict[str, Any] = {
        "at": at, "shift": found, "people": _people(at),
        "shifts": list(later.exclude(pk=found.pk).order_by("starts_at", "pk")[:100]),
    }  # fmt: skip
    form = SwapForm(request.POST if request.method == "POST" else None, **options)

    def act() -> str:
        if other := form.shifts.get(form.cleaned_data["other"]):
            actions.swap(found, other, by=person, at=at)
        else:
            taker = form.people[form.cleaned_data["person"]]
            actions.give_away(found, taker, by=person, at=at)
        return _("Done. Everybody concerned has been told.")

    title = _("Give this shift to somebody else")
    return _form_page(request, form, act, title=title, label=_("Give on"), shift=found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take somebody off duty."""
    at, person = deadlines.now(), actor(request)
    _keepers_only(person, at=at)
    found = _shift(pk)
    form = Form(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.cancel_shift(found, by=person, at=at)
        return _("Cancelled. %(person)s has been told.") % {"person": found.person}

    title = _("Cancel this shift")
    return _form_page(request, form, act, title=title, label=title, shift=found, tone="danger")


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what is open, for whoever comes next."""
    at, person = deadlines.now(), actor(request)
    found = _shift(pk)
    if not policies.may_hand_over(person, found, at=at):
        raise PermissionDenied
    form = HandOverForm(request.POST if request.method == "POST" else None, at=at)

    def act() -> str:
        actions.hand_over(found, form.cleaned_data["text"], by=person, at=at)
        return _("Handed over. Whoever is on duty next has been told.")

    title = _("Hand over what is open")
    return _form_page(request, form, act, title=title, label=_("Hand over"), shift=found)


@require_POST
@for_the_board
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """I have read what is open."""
    note = get_object_or_404(HandOver.objects.select_related("shift"), pk=pk)
    try:
        actions.take_over(note, by=actor(request), at=deadlines.now())
    except NotAllowed:
        messages.error(request, _("What is open passes to another person than who wrote it."))
    except Conflict:
        messages.error(request, _("Somebody has taken it over already."))
    else:
        messages.success(request, _("You have taken it over."))
    return redirect("roster:roster")


def _form_page(
    request: HttpRequest, form: Form, act: Callable[[], str], *, title: str, label: str,
    shift: Shift | None = None, tone: str = "primary",
) -> HttpResponse:  # fmt: skip
    """One form, one act, and back to the roster; what stands in the way is told beside it."""
    if form.is_bound and form.is_valid():
        try:
            done = act()
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except NotReady as missing:
            _show(missing, form)
        except Conflict:
            messages.error(request, _("This has been settled meanwhile. Look at it again."))
            return redirect("roster:roster")
        else:
            messages.success(request, done)
            return redirect("roster:roster")
    back = reverse("roster:shift", args=[shift.pk]) if shift else reverse("roster:roster")
    context = {
        "form": form, "title": title, "label": label, "shift": shift, "back": back, "tone": tone
    }  # fmt: skip
    return render(request, "incidents/desk/roster_form.html", context)


def _show(missing: NotReady, form: Form) -> None:
    for issue in missing.issues:
        field, sentence = ISSUES.get(issue, ("", _("Something is missing.")))
        form.add_error(field if field in form.fields else None, str(sentence))


def _shift(pk: int) -> Shift:
    found = Shift.objects.select_related("person", "created_by", "cancelled_by")
    return get_object_or_404(found.select_related("hand_over__taken_over_by"), pk=pk)


def _people(at: datetime) -> list[User]:
    return accounts.holders(C.HANDLE_CASES, at=at)


def _keepers_only(person: User, *, at: datetime) -> None:
    if not policies.may_keep_roster(person, at=at):
        raise PermissionDenied


def _may_take_over(person: User, note: HandOver, *, at: datetime) -> bool:
    return note.taken_over_at is None and bool(policies.may_take_over(person, note, at=at))


def _times(day: str, *, at: datetime) -> dict[str, datetime]:
    """From eight to eight on the day that was clicked; today where that is none."""
    asked: date | None = None
    with suppress(ValidationError):
        asked = CleanDateField(required=False).clean(day)
    chosen = asked or timezone.localdate(at)
    start = timezone.make_aware(datetime(chosen.year, chosen.month, chosen.day) + FIRST_HOUR)  # noqa: DTZ001
    return {"starts_at": start, "ends_at": start + timedelta(days=1)}


def _gap(start: datetime, end: datetime) -> dict[str, str]:
    return {"start": moment(start), "end": moment(end)}
