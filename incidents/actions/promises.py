"""A complex case: told in writing when it will be done (LC-8.2, second sentence)."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

import notifications.actions
import notifications.rules
from accounts.models import User
from files.models import Enclosure
from incidents.actions import clocks, ledger, messages
from incidents.models import Case, CaseNotice
from incidents.queries import notices as drafts
from incidents.rules import duties, notices
from incidents.rules.notices import Way
from incidents.rules.states import OPEN, Action
from kernel.verdict import NotReady
from notifications.models import Message
from notifications.rules import Channel


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """When a notice reached the reporter, how, into whose hands, and what proves it."""

    at: datetime
    proof: str
    way: Way = Way.BY_HAND
    to: str = ""
    receipt: Enclosure | None = None


@transaction.atomic
def mark_complex(
    case: Case,
    reason: str,
    *,
    promised_at: datetime,
    translation: str = "",
    delivery: Delivery | None = None,
    by: User,
    at: datetime,
) -> CaseNotice:
    """Issue the numbered letter that it takes longer, and until when (LC-8.2-notice).

    It goes out by e-mail where the reporter left an address. The 8 working hours run on until it
    is delivered: at once where `delivery` tells of a letter handed over, else when its e-mail has
    gone out or its delivery is recorded. `translation` is the reason in the language of the
    report, for courtesy.
    """
    case = ledger.locked(case)
    ledger.check(by, Action.MARK_COMPLEX, case, at=at)
    issues = [] if reason.strip() else ["reason_missing"]
    if promised_at <= at:
        issues.append("promise_past")
    if issues:
        raise NotReady(issues)
    document = notifications.actions.issue_letter(
        drafts.draft(case, reason, promised_at=promised_at, by=by, at=at),
        kind=notices.KIND,
        translations={case.language: translation} if translation.strip() else {},
        provision=duties.NOTICE,
        by=by,
        at=at,
    )
    notice = CaseNotice.objects.create(
        case=case, document=document, text=reason, promised_at=promised_at, issued_by=by
    )
    data = {"notice": notice.number, "promised_at": promised_at.isoformat()}
    told = translation.strip() or reason
    ledger.advance(case, Action.MARK_COMPLEX, by=by, at=at, note=told, data=data)
    messages.send_notice(notice, reason=told, at=at)
    if delivery is not None:
        deliver_notice(notice, delivery, by=by, at=at)
    return notice


@transaction.atomic
def deliver_notice(notice: CaseNotice, delivery: Delivery, *, by: User, at: datetime) -> None:
    """Record that the notice reached the reporter: the promise takes the place of the 8 hours."""
    case = ledger.locked(notice.case)
    ledger.check(by, Action.DELIVER_NOTICE, case, at=at)
    notice = _locked(notice.pk)
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
    if delivery.at < _whole_minute(notice.document.issued_at):
        issues.append("before_the_notice")
    if delivery.at >= notice.promised_at:
        issues.append("promise_past")
    return issues


def _whole_minute(moment: datetime) -> datetime:
    """People write down hours and minutes."""
    return moment.replace(second=0, microsecond=0)


def confirm_deliveries(*, at: datetime) -> int:
    """Notices whose e-mail has gone out count as delivered from that moment on.

    Of an e-mail that was given up, whoever handles the case is told, once: the letter has to
    reach the reporter in another way while the first clock runs on.
    """
    confirmed = 0
    waiting = CaseNotice.objects.filter(delivered_at__isnull=True).exclude(case__reporter_email="")
    for pk in waiting.filter(case__state__in=OPEN).values_list("pk", flat=True):
        try:
            confirmed += _confirm(pk, at=at)
        except Exception:
            logger.exception("the delivery of notice %s could not be confirmed", pk)
    return confirmed


@transaction.atomic
def _confirm(pk: int, *, at: datetime) -> bool:
    notice = CaseNotice.objects.select_related("case").get(pk=pk)
    case = ledger.locked(notice.case)
    notice = _locked(pk)
    message = _email_of(notice, case)
    if message is None or not case.is_open:
        return False
    if message.dead_at is not None:
        messages.tell_notice_undelivered(case, notice, at=at)
    if message.sent_at is None:
        return False
    proof = f"e-mail, {case.reporter_email}"
    delivery = Delivery(message.sent_at, proof, way=Way.EMAIL, to=case.reporter_name)
    if issues_of(notice, delivery, at=at):
        return False
    _deliver(case, notice, delivery, by=None, at=at)
    return True


def _email_of(notice: CaseNotice, case: Case) -> Message | None:
    key = notifications.rules.dedupe_key(
        notice.message_key, Channel.EMAIL, person=None, address=case.reporter_email
    )
    return Message.objects.filter(dedupe_key=key).first()


def _locked(pk: int) -> CaseNotice:
    found = CaseNotice.objects.select_related("document")
    return found.select_for_update(of=("self",)).get(pk=pk)


def _deliver(
    case: Case, notice: CaseNotice, delivery: Delivery, *, by: User | None, at: datetime
) -> None:
    notice.delivered_at, notice.delivery_proof = delivery.at, delivery.proof
    notice.way, notice.delivered_to = delivery.way, delivery.to
    notice.receipt = delivery.receipt
    notice.save(update_fields=["delivered_at", "delivery_proof", "way", "delivered_to", "receipt"])
    data = {
        "notice": notice.number,
        "delivered_at": delivery.at.isoformat(),
        "way": delivery.way,
        "receipt": delivery.receipt.sha256 if delivery.receipt else "",
    }
    ledger.advance(case, Action.DELIVER_NOTICE, by=by, at=at, note=delivery.proof, data=data)
    clocks.promise(case, notice.promised_at, by=by, at=delivery.at)
