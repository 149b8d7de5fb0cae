"""What the portal itself cannot put right: administrators and the head of the board are told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse

import notifications.actions
from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from accounts.roles import Role
from incidents.actions.messages import in_every_language
from notifications.actions import Item
from notifications.models import Message
from notifications.rules import MAX_ATTEMPTS


KIND: Final = "alarm"
LOOK_BACK: Final = timedelta(days=1)
MOST_LOST: Final = 50


def raise_alarm(code: str, *, facts: Mapping[str, Any], key: str, at: datetime) -> None:
    """Tell administrators and the head, by every way they have, once for each `code` and `key`.

    The words of a code stand in `templates/notifications/alarm.*.txt`; a code without words of its
    own is told as it is. `facts` are shown as they are named there: `reference`, `number`,
    `from_at`, `to_at`, `details` (names, keys or figures, never a sentence), `provision`, `url`.
    """
    told = {"url": in_every_language(lambda: reverse("admin:index"))} | dict(facts)
    context, matter = told | {"code": code}, f"alarm:{code}:{key}"
    notifications.actions.queue_many(
        (
            Item(
                KIND,
                to=person,
                context=context,
                key=f"{matter}:{person.pk}",
                urgent=True,
                matter=matter,
            )
            for person in _in_charge(at=at)
        ),
        at=at,
    )


def warn_of_lost_messages(*, at: datetime) -> int:
    """Raise an alarm for each urgent message that was given up after its last attempt."""
    given_up = Message.objects.dead().filter(
        urgent=True, dead_at__gt=at - LOOK_BACK, attempts__gte=MAX_ATTEMPTS
    )
    lost = list(given_up.exclude(kind=KIND).select_related("recipient")[:MOST_LOST])
    for message in lost:
        reached = message.recipient or message.address or message.gateway
        raise_alarm(
            "message_given_up",
            facts={
                "reference": message.context.get("reference", ""),
                "details": f"{message.kind}: {reached}",
            },
            key=str(message.pk),
            at=at,
        )
    return len(lost)


def _in_charge(*, at: datetime) -> list[User]:
    """Administrators, and the head of the board; each once."""
    people = accounts.holders(C.ADMINISTER, at=at) + accounts.in_role(Role.HEAD_OF_BOARD, at=at)
    return list({person.pk: person for person in people}.values())
