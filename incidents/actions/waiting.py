"""A promised time stands still while the reporter is asked for something (LC-8.2-notice).

The 8 working hours and the 24 hours never do.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.models import User
from deadlines.actions import pauses
from deadlines.models import Clock, ClockState
from deadlines.rules.suspensions import Reason
from incidents.actions import clocks, ledger, messages
from incidents.models import Case
from incidents.rules import duties
from incidents.rules.states import Action
from kernel.verdict import NotReady


WAITING_FOR_REPORTER: Final = Reason.WAITING_FOR_REQUESTER


@transaction.atomic
def ask_reporter(case: Case, question: str, *, by: User, at: datetime) -> None:
    """Ask the reporter, and let the promised time stand still until they have answered."""
    case = ledger.locked(case)
    ledger.check(by, Action.SUSPEND, case, at=at)
    promised = Clock.objects.of(case).filter(
        provision=duties.NOTICE, state=ClockState.RUNNING.value
    )
    issues = [] if question.strip() else ["note_missing"]
    if not promised:
        issues.append("nothing_promised")
    if issues:
        raise NotReady(issues)
    for clock in promised:
        pauses.suspend(clock, reason=WAITING_FOR_REPORTER, by=by, at=at)
    clocks.refresh_due([case.pk])
    step = ledger.advance(case, Action.SUSPEND, by=by, at=at, note=question, public=True)
    key = f"case:{case.pk}:question:{step.seq}"
    messages.tell_reporter(case, "case_question", key=key, at=at, reason=question)


@transaction.atomic
def go_on(case: Case, words: str = "", *, by: User, at: datetime) -> None:
    """The reporter has answered, or is waited for no longer: the promised time runs again."""
    case = ledger.locked(case)
    ledger.check(by, Action.RESUME, case, at=at)
    suspended = Clock.objects.of(case).filter(state=ClockState.PAUSED.value)
    if not suspended:
        raise NotReady(["not_suspended"])
    for clock in suspended:
        pauses.resume(clock, by=by, at=at)
    clocks.refresh_due([case.pk])
    ledger.advance(case, Action.RESUME, by=by, at=at, note=words)
