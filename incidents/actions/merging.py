"""Two reports of one matter go on as one case, and no clock is lost on the way."""

from datetime import datetime
from typing import Final

from django.db import transaction

import deadlines.actions
from accounts.models import User
from deadlines.models import Clock
from deadlines.models.clocks import TICKING
from incidents.actions import clocks, hidings, ledger, messages
from incidents.models import Case
from incidents.rules import duties
from incidents.rules.states import Action
from incidents.rules.triage import Triage
from kernel.verdict import NotReady


_OF_THE_DEMAND: Final = (
    "authority", "demanded_at", "officer", "letter_number", "letter_on",
    "call_confirmed_at", "call_confirmed_by",
)  # fmt: skip


@transaction.atomic
def merge(duplicate: Case, case: Case, *, by: User, at: datetime) -> None:
    """Let `duplicate` go on as `case`: one matter, one answer, told to both reporters.

    A clock of the duplicate is cancelled only when the case runs one of the same provision that
    is due no later; else the same term is started for the case from the duplicate's own start.
    What an authority demanded goes along. Raises NotReady for a promise in writing that the case
    does not make: it would be lost, so the other way round is the right one.
    """
    if duplicate.pk == case.pk:
        raise NotReady(["same_case"])
    duplicate, case = _both_locked(duplicate, case)
    ledger.check(by, Action.MERGE, duplicate, at=at)
    ledger.check(by, Action.ABSORB, case, at=at)
    outstanding = list(Clock.objects.of(duplicate).open())
    missing = [clock for clock in outstanding if not _is_covered(clock, case)]
    if any(clock.is_promise for clock in missing):
        raise NotReady(["promised_in_writing"])
    _take_over_facts(case, duplicate)
    duplicate.merged_into = case
    note = f"{duplicate.number} → {case.number}"
    ledger.advance(case, Action.ABSORB, by=by, at=at, note=note, data={"other": duplicate.pk})
    step = ledger.advance(duplicate, Action.MERGE, by=by, at=at, note=note, data={"other": case.pk})
    for clock in missing:
        clocks.start(case, clock.provision, received_at=clock.started_at, by=by, at=at)
    for clock in outstanding:
        deadlines.actions.cancel(clock, reason="merged", by=by, at=at)
    clocks.refresh_due([case.pk, duplicate.pk])
    hidings.on_confirmed_request(case, by=by, at=at)
    key = f"case:{duplicate.pk}:merged:{step.seq}"
    messages.tell_reporter(duplicate, "case_merged", key=key, at=at)


def _both_locked(first: Case, second: Case) -> tuple[Case, Case]:
    """Both, locked in the order of their keys, so that two merges never wait for each other."""
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=[first.pk, second.pk])
    held = {row.pk: row for row in rows.order_by("pk")}
    return held[first.pk], held[second.pk]


def _is_covered(clock: Clock, case: Case) -> bool:
    """Whether the case runs the same term, due at the same time or before."""
    same = Clock.objects.of(case).filter(provision=clock.provision, state__in=TICKING)
    return same.filter(due_at__lte=clock.due_at).exists()


def _take_over_facts(case: Case, duplicate: Case) -> None:
    """The demand of an authority, the articles, the documents: the case is about them now."""
    case.articles.add(*duplicate.articles.all())
    case.enclosures.add(*duplicate.enclosures.all())
    case.violation = case.violation or duplicate.violation
    if duplicate.authority_id is None:
        return
    if case.authority_id is None:
        for name in _OF_THE_DEMAND:
            setattr(case, name, getattr(duplicate, name))
    elif case.call_confirmed_at is None:
        case.call_confirmed_at = duplicate.call_confirmed_at
        case.call_confirmed_by = duplicate.call_confirmed_by
    case.removal_demanded = case.removal_demanded or duplicate.removal_demanded
    if case.triage and duplicate.provision in duties.ON_DEMAND:
        case.triage = Triage.ESCALATED.value
