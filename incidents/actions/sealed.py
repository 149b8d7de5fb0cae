"""The sealed copy is read by two people together: one asks, another lets in (LC-8.3).

Nothing else shows what was removed under LC-8.3; every reading is kept for good.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

import audit.actions
from accounts.models import User
from editorial import policies
from incidents.models import SealOpening, SealReading, SealRequest, TakedownOrder
from kernel.verdict import Conflict, NotAllowed, NotReady, no
from sections.models import SealedCopy


OPEN_FOR: Final = timedelta(minutes=30)


@transaction.atomic
def ask(order: TakedownOrder, *, reason: str, by: User, at: datetime) -> SealRequest:
    """Ask to read what was removed. Raises NotAllowed, NotReady without a reason."""
    _check(order, by, at=at)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    request = SealRequest.objects.create(
        order=order, asked_by=by, asked_by_name=str(by), asked_at=at, reason=reason
    )
    _record("incidents.ask_for_seal", order, by=by, at=at, data={"request": request.pk})
    return request


@transaction.atomic
def let_in(request: SealRequest, *, by: User, at: datetime) -> SealOpening:
    """A second person lets the first in: both may read for half an hour.

    Raises NotAllowed when it is the same person, Conflict when somebody has let them in before.
    """
    order = TakedownOrder.objects.get(pk=request.order_id)
    _check(order, by, at=at)
    if request.asked_by_id == by.pk:
        raise NotAllowed(no("second_person_needed", provision=order.provision))
    _check(order, request.asked_by, at=at)
    opening, made = SealOpening.objects.get_or_create(
        request=request,
        defaults={"by": by, "by_name": str(by), "at": at, "until": at + OPEN_FOR},
    )
    if not made:
        raise Conflict("let_in_before")
    _record("incidents.open_seal", order, by=by, at=at, data={"request": request.pk})
    return opening


@transaction.atomic
def read(opening: SealOpening, *, what: str, by: User, at: datetime) -> dict[str, Any]:
    """The content of the sealed copy; that it was read is kept. Raises NotAllowed."""
    order = opening.request.order
    _check(order, by, at=at)
    if not opening.lets_in(by.pk, at=at):
        raise NotAllowed(no("seal_closed", provision=order.provision))
    SealReading.objects.create(opening=opening, by=by, by_name=str(by), at=at, what=what[:60])
    data = {"opening": opening.pk, "what": what[:60]}
    _record("incidents.read_sealed", order, by=by, at=at, data=data)
    content: dict[str, Any] = SealedCopy.objects.get(takedown=order.takedown_id).content
    return content


def _check(order: TakedownOrder, person: User, *, at: datetime) -> None:
    if not (verdict := policies.may_open_seal(person, order.article.section, at=at)):
        raise NotAllowed(verdict)


def _record(
    verb: str, order: TakedownOrder, *, by: User, at: datetime, data: dict[str, Any]
) -> None:
    audit.actions.record(verb, order, by=by, at=at, provision=order.provision, data=data)
