"""A removal undone: one asks with a reason, another confirms (LC-8.3)."""

from datetime import datetime

from django.db import transaction

import audit.actions
import editorial.actions
from accounts.models import User
from editorial import policies
from editorial.models import Submission
from incidents.models import RestoreRequest, TakedownOrder
from kernel.verdict import Conflict, NotAllowed, NotReady
from sections.models import Restoration


@transaction.atomic
def ask_to_restore(order: TakedownOrder, *, reason: str, by: User, at: datetime) -> RestoreRequest:
    """Ask that a removal be undone. Raises NotAllowed, NotReady, Conflict once it has been."""
    source = Submission.objects.get(article=order.article_id).source
    if not (verdict := policies.may_ask_to_restore(by, source, at=at)):
        raise NotAllowed(verdict)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    if Restoration.objects.filter(takedown=order.takedown_id).exists():
        raise Conflict("restored_before")
    request = RestoreRequest.objects.create(
        order=order, asked_by=by, asked_by_name=str(by), asked_at=at, reason=reason
    )
    audit.actions.record(
        "incidents.ask_to_restore", order, by=by, at=at, provision=order.provision,
        data={"request": request.pk},
    )  # fmt: skip
    return request


@transaction.atomic
def confirm_restore(request: RestoreRequest, *, by: User, at: datetime) -> Restoration:
    """A second person puts it back: the same bytes, addresses and dates, at the commit.

    What an authority had removed needs the head among the two. Raises NotAllowed, Conflict.
    """
    order = TakedownOrder.objects.select_related("takedown").get(pk=request.order_id)
    restoration = editorial.actions.restore(
        order.takedown, reason=request.reason, asked_by=request.asked_by, by=by, at=at
    )
    audit.actions.record(
        "incidents.restore", order, by=by, at=at, provision=order.provision,
        data={"request": request.pk, "languages": restoration.languages},
    )  # fmt: skip
    return restoration
