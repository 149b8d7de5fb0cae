"""What a competent authority asks for: 24 hours by the clock, Tết or not (LC-8.3)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from files.models import Enclosure
from incidents import policies
from incidents.actions import clocks, hidings, intake, ledger, messages, numbers
from incidents.models import Authority, Case, NumberSeries
from incidents.rules import duties
from incidents.rules.facts import Demand, Report
from incidents.rules.states import Action, Channel, Kind
from incidents.rules.triage import Triage
from kernel.verdict import NotAllowed, NotReady
from sections.models import Article


@transaction.atomic
def record_authority_request(
    report: Report,
    demand: Demand,
    *,
    received_at: datetime,
    articles: Iterable[Article] = (),
    enclosures: Iterable[Enclosure] = (),
    form_token: UUID | None = None,
    by: User,
    at: datetime,
) -> Case:
    """Write down an authority's request and start its 24 hours from receipt (LC-8.3).

    A demand to remove content against national security runs as LC-8.3-removal. Raises NotReady
    when the body is not competent for it: then it is a report like any other.
    """
    if not (verdict := policies.may_see_cases(by, at=at)):
        raise NotAllowed(verdict)
    issues = intake.issues_of(report, received_at=received_at, by=by, at=at)
    issues += issues_of(demand, report.channel, received_at=received_at)
    if issues:
        raise NotReady(issues)
    series = numbers.locked(NumberSeries.Register.CASES, timezone.localdate(at).year)
    if form_token is not None and (twin := Case.objects.filter(form_token=form_token).first()):
        return twin
    facts = _facts(demand, violation=report.violation, received_at=received_at, by=by, at=at)
    case = intake.open_case(
        replace(report, kind=Kind.AUTHORITY_REQUEST),
        series,
        articles,
        enclosures,
        received_at=received_at,
        form_token=form_token,
        by=by,
        at=at,
        **facts,
    )
    _start_and_tell(case, facts["authority"], received_at=received_at, by=by, at=at)
    return case


@transaction.atomic
def escalate(case: Case, demand: Demand, *, received_at: datetime, by: User, at: datetime) -> None:
    """A report becomes a request of LC-8.3, because an authority now asks for it.

    Its 24 hours run from the authority's request. The reporter's own 8 working hours run on: they
    are still owed an answer (LC-8.2).
    """
    case = ledger.locked(case)
    ledger.check(by, Action.ESCALATE, case, at=at)
    issues = issues_of(demand, Channel(case.channel), received_at=received_at, by_letter=False)
    if received_at > at:
        issues.append("in_the_future")
    if received_at < case.received_at:
        issues.append("before_the_report")
    if issues:
        raise NotReady(issues)
    facts = _facts(demand, violation=case.violation, received_at=received_at, by=by, at=at)
    if case.kind == Kind.VIOLATION_REPORT:
        facts["triage"] = Triage.ESCALATED.value
    for name, value in facts.items():
        setattr(case, name, value)
    data = {"authority": demand.authority, "removal": demand.removal}
    ledger.advance(case, Action.ESCALATE, by=by, at=at, provision=case.provision, data=data)
    _start_and_tell(case, facts["authority"], received_at=received_at, by=by, at=at)


def issues_of(
    demand: Demand, channel: Channel, *, received_at: datetime, by_letter: bool = True
) -> list[str]:
    """What stands in the way of treating it as a request of LC-8.3."""
    issues = []
    authority = Authority.objects.filter(code=demand.authority).first()
    wanted, day = duties.demanded(removal=demand.removal), timezone.localdate(received_at)
    if authority is None:
        issues.append("authority_unknown")
    elif not authority.exists(on=day) and authority.current(on=day) != authority:
        issues.append("authority_succeeded")
    elif not authority.may_demand(wanted, on=day):
        issues.append("authority_not_competent")
    if by_letter and channel is Channel.LETTER and not demand.letter_number.strip():
        issues.append("letter_missing")
    return issues


@transaction.atomic
def confirm_call(case: Case, *, by: User, at: datetime) -> None:
    """Somebody called back on a number known to us, and the authority confirmed (LC-8.3)."""
    case = ledger.locked(case)
    ledger.check(by, Action.CONFIRM_CALL, case, at=at)
    case.call_confirmed_at, case.call_confirmed_by = at, by
    ledger.advance(case, Action.CONFIRM_CALL, by=by, at=at, provision=case.provision)
    hidings.on_confirmed_request(case, by=by, at=at)


def _facts(
    demand: Demand, *, violation: str, received_at: datetime, by: User, at: datetime
) -> dict[str, Any]:
    return {
        "authority": Authority.objects.get(code=demand.authority),
        "demanded_at": received_at,
        "officer": demand.officer,
        "letter_number": demand.letter_number,
        "letter_on": demand.letter_on,
        "violation": demand.violation or violation,
        "removal_demanded": demand.removal,
        "call_confirmed_at": at if demand.confirmed_by_call else None,
        "call_confirmed_by": by if demand.confirmed_by_call else None,
    }


def _start_and_tell(
    case: Case, authority: Authority, *, received_at: datetime, by: User, at: datetime
) -> None:
    clock = clocks.start(case, case.provision, received_at=received_at, by=by, at=at)
    hidings.on_confirmed_request(case, by=by, at=at)
    messages.tell_board(
        case,
        "case_demand",
        key=f"case:{case.pk}:demand",
        at=at,
        authority=messages.in_every_language(lambda: str(authority)),
        **messages.due_of(clock),
    )
