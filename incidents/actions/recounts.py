"""What a changed calendar does to cases: due times move, and whoever counted on them is told."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse

import notifications.actions
from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from deadlines.actions import decisions, recounts
from deadlines.actions.recounts import Move
from deadlines.models import Clock
from deadlines.rules.recount import Outcome
from incidents.actions import messages
from incidents.actions.alarms import raise_alarm
from incidents.actions.clocks import refresh_due
from incidents.models import Case


_TOLD_AT_MOST: Final = 20  # names in one alarm; the page of the clocks has the rest


def recount(*, at: datetime) -> int:
    """Count the terms of cases anew for each revision that waits; twice is once."""
    return recounts.recount(tell=_tell, hold=_hold, at=at)


def check_dues(*, at: datetime) -> int:
    """Once a day, count every open term from scratch; an alarm if one differs (LC-8.2)."""
    found = list(islice(recounts.differing(at=at), 1000))
    if found:
        raise_alarm(
            "self_check_differs",
            facts={
                "reference": str(found[0]),
                "number": str(len(found)),
                "details": ", ".join(str(clock) for clock in found[:_TOLD_AT_MOST]),
                "provision": found[0].provision,
            },
            key=at.date().isoformat(),
            at=at,
        )
    return len(found)


@transaction.atomic
def accept_earlier(clock: Clock, *, reason: str, by: User, at: datetime) -> None:
    """The term ends earlier after all; its handler is told."""
    _hold([clock])
    was = clock.due_at
    moved = decisions.accept_earlier(clock, reason=reason, by=by, at=at)
    refresh_due([moved.object_id])
    case = Case.objects.select_related("handler").get(pk=moved.object_id)
    _tell_handlers(case, moved, was, notice="", at=at)


def keep(clock: Clock, *, reason: str, by: User, at: datetime) -> None:
    """The term ends when it was said to."""
    decisions.keep(clock, reason=reason, by=by, at=at)


def _hold(clocks: Sequence[Clock]) -> None:
    """Cases are locked before their clocks, here as in every act on a case."""
    keys = _keys(clocks)
    list(Case.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)))


def _tell(moves: Sequence[Move], at: datetime) -> None:
    ours = set(_keys([move.clock for move in moves]))
    kind = ContentType.objects.get_for_model(Case).pk
    cases = Case.objects.select_related("handler").in_bulk(ours)
    leaders = accounts.holders(C.APPROVE, at=at)
    for move in moves:
        if move.clock.content_type_id == kind:
            _tell_of(cases[move.clock.object_id], move, leaders, at=at)
    refresh_due(ours)


def _tell_of(case: Case, move: Move, leaders: Sequence[User], *, at: datetime) -> None:
    number = move.notice.number if move.notice is not None else ""
    if move.outcome in (Outcome.MOVED, Outcome.VOIDED):
        _tell_handlers(case, move.clock, move.was, notice=number, at=at)
        if move.due_at > move.was:
            _tell_reporter(case, move, number, at=at)
    if move.outcome is Outcome.KEPT or move.clock.needs_decision:
        for person in leaders:
            _tell_person("clock_kept", case, move.clock, person, number, move.asked_for, at=at)


def _tell_handlers(case: Case, clock: Clock, was: datetime, *, notice: str, at: datetime) -> None:
    for person in messages.concerned(case, at=at):
        messages.tell_person(
            case,
            person,
            "clock_moved",
            key=f"recount:{clock.pk}:{clock.plan_no}:{person.pk}",
            at=at,
            former_at=was,
            number=notice,
            **messages.due_of(clock),
        )


def _tell_reporter(case: Case, move: Move, number: str, *, at: datetime) -> None:
    """Only where a moment was told: the receipt names it to whoever left an address."""
    messages.tell_reporter(
        case,
        "case_moved",
        key=f"recount:{move.clock.pk}:{move.clock.plan_no}:reporter",
        at=at,
        number=number,
        **messages.due_of(move.clock),
    )


def _tell_person(
    kind: str, case: Case, clock: Clock, person: User, number: str, asked: datetime, *, at: datetime
) -> None:
    facts: dict[str, Any] = messages.due_of(clock) | {
        "reference": case.number,
        "title": case.subject,
        "asked_at": asked,
        "number": number,
        "url": messages.in_every_language(lambda: reverse("case_desk:decisions")),
    }
    notifications.actions.queue(
        kind,
        to=person,
        context=facts,
        key=f"{kind}:{clock.pk}:{clock.row_version}:{person.pk}",
        at=at,
    )


def _keys(clocks: Sequence[Clock]) -> list[int]:
    kind = ContentType.objects.get_for_model(Case).pk
    return [clock.object_id for clock in clocks if clock.content_type_id == kind]
