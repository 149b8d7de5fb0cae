"""A complex case: told in writing when it will be done (LC-8.2, second sentence)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

import notifications.rules
from accounts.models import User
from incidents.actions import clocks, ledger, messages, numbers
from incidents.models import Case, CaseNotice, NumberSeries
from incidents.rules.states import Action
from kernel.verdict import NotReady
from notifications.models import Message
from notifications.rules import Channel


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a notice reached the reporter, and what proves it."""

    at: datetime
    proof: str


@transaction.atomic
def mark_complex(
    case: Case,
    reason: str,
    *,
    promised_at: datetime,
    delivery: Delivery | None = None,
    by: User,
    at: datetime,
) -> CaseNotice:
    """Write the numbered notice that it takes longer, and until when (LC-8.2-notice).

    The 8 working hours run on until the notice is delivered: at once where `delivery` tells of a
    letter handed over, else when its e-mail has gone out or its delivery is recorded.
    """
    case = ledger.locked(case)
    ledger.check(by, Action.MARK_COMPLEX, case, at=at)
    issues = [] if reason.strip() else ["reason_missing"]
    if promised_at <= at:
        issues.append("promise_past")
    if issues:
        raise NotReady(issues)
    today = timezone.localdate(at)
    series = numbers.locked(NumberSeries.Register.NOTICES, today.year)
    notice = CaseNotice.objects.create(
        case=case,
        year=today.year,
        count=numbers.take(series),
        issued_on=today,
        text=reason,
        promised_at=promised_at,
        issued_by=by,
    )
    data = {"notice": notice.number, "promised_at": promised_at.isoformat()}
    ledger.advance(case, Action.MARK_COMPLEX, by=by, at=at, note=reason, data=data)
    messages.send_notice(notice, at=at)
    if delivery is not None:
        deliver_notice(notice, delivery, by=by, at=at)
    return notice


@transaction.atomic
def deliver_notice(notice: CaseNotice, delivery: Delivery, *, by: User, at: datetime) -> None:
    """Record that the notice reached the reporter: the promise takes the place of the 8 hours."""
    case = ledger.locked(notice.case)
    ledger.check(by, Action.DELIVER_NOTICE, case, at=at)
    notice = CaseNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if issues := issues_of(notice, delivery, at=at):
        raise NotReady(issues)
    _deliver(case, notice, delivery, by=by, at=at)


def issues_of(notice: CaseNotice, delivery: Delivery, *, at: datetime) -> list[str]:
    """What stands in the way of counting the notice as delivered."""
    issues = []
    if notice.delivered_at is not None:
        issues.append("delivered_before")
    if not delivery.proof.strip():
        issues.append("proof_missing")
    if delivery.at > at:
        issues.append("in_the_future")
    if timezone.localdate(delivery.at) < notice.issued_on:
        issues.append("before_the_notice")
    if delivery.at >= notice.promised_at:
        issues.append("promise_past")
    return issues


def confirm_deliveries(*, at: datetime) -> int:
    """Notices whose e-mail has gone out count as delivered from that moment on."""
    confirmed = 0
    waiting = CaseNotice.objects.filter(delivered_at__isnull=True).exclude(case__reporter_email="")
    for pk in waiting.values_list("pk", flat=True):
        confirmed += _confirm(pk, at=at)
    return confirmed


@transaction.atomic
def _confirm(pk: int, *, at: datetime) -> bool:
    notice = CaseNotice.objects.select_related("case").get(pk=pk)
    case = ledger.locked(notice.case)
    notice = CaseNotice.objects.select_for_update(of=("self",)).get(pk=pk)
    key = notifications.rules.dedupe_key(
        notice.message_key, Channel.EMAIL, person=None, address=case.reporter_email
    )
    sent_at = Message.objects.sent().filter(dedupe_key=key).values_list("sent_at", flat=True)
    moment = sent_at.first()
    if moment is None or not case.is_open:
        return False
    delivery = Delivery(at=moment, proof=f"e-mail, {case.reporter_email}")
    if issues_of(notice, delivery, at=at):
        return False
    _deliver(case, notice, delivery, by=None, at=at)
    return True


def _deliver(
    case: Case, notice: CaseNotice, delivery: Delivery, *, by: User | None, at: datetime
) -> None:
    notice.delivered_at, notice.delivery_proof = delivery.at, delivery.proof
    notice.save(update_fields=["delivered_at", "delivery_proof"])
    data = {"notice": notice.number, "delivered_at": delivery.at.isoformat()}
    ledger.advance(case, Action.DELIVER_NOTICE, by=by, at=at, note=delivery.proof, data=data)
    clocks.promise(case, notice.promised_at, by=by, at=delivery.at)
