"""Acts on the roster (lịch trực): who is on duty when, what is handed over, who is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

import audit.actions
import notifications.actions
from accounts import queries as accounts
from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.actions.messages import in_every_language
from incidents.models import HandOver, Shift
from incidents.models.roster import Line
from incidents.queries import roster as queries
from incidents.rules import roster as rules
from incidents.rules.roster import Span
from kernel.verdict import Conflict, NotAllowed, NotReady
from notifications.actions import Item


@transaction.atomic
def add_shift(
    person: User,
    *,
    starts_at: datetime,
    ends_at: datetime,
    line: int = Line.FIRST,
    note: str = "",
    by: User,
    at: datetime,
) -> Shift:
    """Put somebody on duty, Tết included; they are told.

    Raises NotAllowed, or NotReady with a code: `ends_first`, `too_long`, `in_the_past`,
    `handler_may_not`, `twice_at_once`.
    """
    if not (verdict := policies.may_keep_roster(by, at=at)):
        raise NotAllowed(verdict)
    shift = _enter(person, Span(starts_at, ends_at), line, note, by=by, at=at)
    _record("incidents.add_shift", shift, by=by, at=at)
    _tell_of_shift("shift_given", shift, at=at)
    return shift


@transaction.atomic
def cancel_shift(shift: Shift, *, by: User, at: datetime) -> None:
    """Take somebody off duty; the shift stays on record, and they are told."""
    if not (verdict := policies.may_keep_roster(by, at=at)):
        raise NotAllowed(verdict)
    shift = _locked(shift, at=at)
    _cancel(shift, by=by, at=at)
    _record("incidents.cancel_shift", shift, by=by, at=at)
    _tell_of_shift("shift_cancelled", shift, at=at)


@transaction.atomic
def swap(shift: Shift, other: Shift, *, by: User, at: datetime) -> tuple[Shift, Shift]:
    """Two people change places in two shifts that have not begun; both are told.

    Raises what `add_shift` does, and NotReady(`begun`) or NotReady(`same_person`).
    """
    if not (verdict := policies.may_keep_roster(by, at=at)):
        raise NotAllowed(verdict)
    first, second = sorted((shift, other), key=lambda one: one.pk)
    first, second = _locked(first, at=at), _locked(second, at=at)
    if first.person_id == second.person_id:
        raise NotReady(["same_person"])
    if min(first.starts_at, second.starts_at) <= at:
        raise NotReady(["begun"])
    for one in (first, second):
        _cancel(one, by=by, at=at)
    made = (_in_place_of(first, second.person, by=by, at=at),
            _in_place_of(second, first.person, by=by, at=at))  # fmt: skip
    for new, old in zip(made, (first, second), strict=True):
        _record("incidents.swap_shift", new, by=by, at=at, instead_of=old.pk)
        _tell_of_shift("shift_cancelled", old, at=at)
        _tell_of_shift("shift_given", new, at=at)
    return made


@transaction.atomic
def give_away(shift: Shift, person: User, *, by: User, at: datetime) -> Shift:
    """Another person in the place of somebody; a shift that has begun passes over from now on.

    Raises what `add_shift` does.
    """
    if not (verdict := policies.may_keep_roster(by, at=at)):
        raise NotAllowed(verdict)
    shift = _locked(shift, at=at)
    if shift.person_id == person.pk:
        raise NotReady(["same_person"])
    _cancel(shift, by=by, at=at)
    new = _in_place_of(shift, person, by=by, at=at)
    _record("incidents.give_shift", new, by=by, at=at, instead_of=shift.pk)
    _tell_of_shift("shift_cancelled", shift, at=at)
    _tell_of_shift("shift_given", new, at=at)
    return new


@transaction.atomic
def hand_over(shift: Shift, text: str, *, by: User, at: datetime) -> HandOver:
    """Whoever goes off writes what is open; whoever is on next is told.

    Raises NotReady(`text_missing`) or NotReady(`not_begun`), and Conflict if it was written before.
    """
    if not (verdict := policies.may_hand_over(by, shift, at=at)):
        raise NotAllowed(verdict)
    shift = Shift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    if shift.cancelled_at is not None or HandOver.objects.filter(shift=shift).exists():
        raise Conflict("decided_before")
    if shift.starts_at > at:
        raise NotReady(["not_begun"])
    if not text.strip():
        raise NotReady(["text_missing"])
    note = HandOver.objects.create(shift=shift, text=text.strip(), written_at=at, written_by=by)
    _record("incidents.hand_over", shift, by=by, at=at)
    _tell_next(note, at=at)
    return note


@transaction.atomic
def take_over(note: HandOver, *, by: User, at: datetime) -> None:
    """Whoever comes on has read what is open. Raises Conflict if somebody did before."""
    if not (verdict := policies.may_take_over(by, note, at=at)):
        raise NotAllowed(verdict)
    note = HandOver.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.taken_over_at is not None:
        raise Conflict("decided_before")
    note.taken_over_at, note.taken_over_by = at, by
    note.save(update_fields=["taken_over_at", "taken_over_by"])
    _record("incidents.take_over", note.shift, by=by, at=at)


def warn_of_gaps(*, at: datetime) -> int:
    """Tell the secretary and those who lead the board, the day before nobody is on duty."""
    near = [gap for gap in queries.coming_gaps(at=at) if gap.start <= at + rules.WARN_BEFORE]
    if not near:
        return 0
    people = accounts.in_role(Role.SECRETARY, Role.DEPUTY_HEAD, Role.HEAD_OF_BOARD, at=at)
    # Once a day for as long as it lasts: a key by the end would move with the horizon.
    contexts = [(timezone.localdate(gap.start).isoformat(), _facts(gap)) for gap in near]
    notifications.actions.queue_many(
        (
            Item("roster_gap", to=person, context=context, key=f"roster_gap:{day}:{person.pk}")
            for day, context in contexts
            for person in people
        ),
        at=at,
    )  # fmt: skip
    return len(near)


def _enter(person: User, span: Span, line: int, note: str, *, by: User, at: datetime) -> Shift:
    """A new row, after everything that could be wrong with it."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if issues := list(_issues(person, span, at=at)):
        raise NotReady(issues)
    try:
        with transaction.atomic():
            return Shift.objects.create(
                person=person,
                starts_at=span.start,
                ends_at=span.end,
                line=line,
                note=note,
                created_at=at,
                created_by=by,
            )
    except IntegrityError as refused:  # the database itself allows nobody two shifts at once
        raise NotReady(["twice_at_once"]) from refused


def _issues(person: User, span: Span, *, at: datetime) -> Iterable[str]:
    if span.end <= span.start:
        yield "ends_first"
        return
    if span.end - span.start > rules.LONGEST_SHIFT:
        yield "too_long"
    if span.end <= at:
        yield "in_the_past"
    if not policies.may_see_cases(person, at=max(span.start, at)):
        yield "handler_may_not"
    if Shift.objects.touching(span.start, span.end).filter(person=person).exists():
        yield "twice_at_once"


def _in_place_of(shift: Shift, person: User, *, by: User, at: datetime) -> Shift:
    span = Span(max(shift.starts_at, at), shift.ends_at)
    return _enter(person, span, shift.line, shift.note, by=by, at=at)


def _locked(shift: Shift, *, at: datetime) -> Shift:
    """The shift as it is now; Conflict if it is over or was cancelled."""
    held = Shift.objects.select_for_update(of=("self",)).select_related("person").get(pk=shift.pk)
    if held.cancelled_at is not None or held.ends_at <= at:
        raise Conflict("decided_before")
    return held


def _cancel(shift: Shift, *, by: User, at: datetime) -> None:
    shift.cancelled_at, shift.cancelled_by = at, by
    shift.save(update_fields=["cancelled_at", "cancelled_by"])


def _record(verb: str, shift: Shift, *, by: User, at: datetime, **data: Any) -> None:
    told = {"person": shift.person_id, "from": shift.starts_at.isoformat()}
    audit.actions.record(
        verb, shift, by=by, at=at, provision="LC-8.1",
        data=told | {"until": shift.ends_at.isoformat()} | data,
    )  # fmt: skip


def _facts(span: Span) -> dict[str, Any]:
    return {
        "from_at": span.start,
        "to_at": span.end,
        "url": in_every_language(lambda: reverse("roster:roster")),
    }


def _tell_of_shift(kind: str, shift: Shift, *, at: datetime) -> None:
    notifications.actions.queue(
        kind,
        to=shift.person,
        context=_facts(Span(shift.starts_at, shift.ends_at)) | {"note": shift.note},
        key=f"{kind}:{shift.pk}",
        at=at,
    )


def _tell_next(note: HandOver, *, at: datetime) -> None:
    """Those who are on when the shift ends, without whoever goes off."""
    moment = max(note.shift.ends_at, at)
    following = [one for one in queries.on_call(at=moment) if one.pk != note.shift.person_id]
    context = _facts(Span(note.shift.starts_at, note.shift.ends_at)) | {
        "person": str(note.written_by),
        "note": note.text,
    }
    notifications.actions.queue_many(
        (
            Item("shift_handed_over", to=person, context=context,
                 key=f"shift_handed_over:{note.pk}:{person.pk}")
            for person in following
        ),
        at=at,
    )  # fmt: skip
