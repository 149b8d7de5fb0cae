"""After the answer: the reporter rates it, and what was not settled is taken up again (LC-8.2)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from incidents import policies
from incidents.actions import clocks, ledger, messages
from incidents.models import Case
from incidents.rules import aftercare, duties
from incidents.rules.states import Action, Kind
from incidents.rules.triage import Triage
from kernel.verdict import NotAllowed, NotReady


@transaction.atomic
def reopen(case: Case, reason: str, *, by: User, at: datetime) -> None:
    """The board takes an answered case up again; its time begins anew from now.

    What an authority asked for gets its 24 hours again, everything else 8 working hours.
    """
    case = ledger.locked(case)
    ledger.check(by, Action.REOPEN, case, at=at)
    _reopen(case, reason, provision=case.provision, by=by, at=at)


@transaction.atomic
def reopen_as_reporter(case: Case, reason: str, *, at: datetime) -> None:
    """Whoever holds the tracking code says why it is not settled; 8 working hours from now.

    A private person starts no 24 hours, even where an authority asked before (LC-8.3).
    """
    case = ledger.locked(case)
    if not (verdict := policies.may_as_reporter(Action.REOPEN, case, at=at)):
        raise NotAllowed(verdict)
    _reopen(case, reason, provision=duties.HANDLE, by=None, at=at)


@transaction.atomic
def rate(case: Case, rating: int, words: str = "", *, at: datetime) -> None:
    """How satisfied the reporter is, 1 to 5; for seven days it can be changed."""
    case = ledger.locked(case)
    if not (verdict := policies.may_as_reporter(Action.RATE, case, at=at)):
        raise NotAllowed(verdict)
    if rating not in aftercare.RATINGS:
        raise NotReady(["rating_missing"])
    case.satisfaction, case.satisfaction_words = rating, words
    case.satisfaction_at = case.satisfaction_at or at  # the seven days begin with the first
    note = f"{rating}/{aftercare.RATINGS[-1]}"
    told = f"{note}: {words}" if words.strip() else note
    ledger.advance(case, Action.RATE, by=None, at=at, note=told, data={"rating": rating})


def _reopen(case: Case, reason: str, *, provision: str, by: User | None, at: datetime) -> None:
    if not reason.strip():
        raise NotReady(["reason_missing"])
    # The former answer stays in the history.
    case.result, case.handled_at, case.handled_by = "", None, None
    case.satisfaction, case.satisfaction_words, case.satisfaction_at = None, "", None
    case.reopened += 1
    if case.kind == Kind.VIOLATION_REPORT and case.authority_id is None:
        case.triage = Triage.WAITING.value
    step = ledger.advance(
        case, Action.REOPEN, by=by, at=at, note=reason, public=by is None, provision=provision
    )
    clock = clocks.start(case, provision, received_at=at, by=by, at=at)
    due = messages.due_of(clock)
    key = f"case:{case.pk}:reopened:{step.seq}"
    for person in messages.concerned(case, at=at):
        messages.tell_person(
            case, person, "case_reopened", key=f"{key}:{person.pk}", at=at, reason=reason, **due
        )
    messages.tell_reporter(case, "case_taken_up_again", key=key, at=at, **due)
