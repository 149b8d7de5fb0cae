"""Telling people: a row now, in the transaction of the act; a message later, by the clock."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise

from accounts.models import User
from law import rules as law
from notifications import queries, rules
from notifications.models import Message, MessageQuerySet
from notifications.rules import Channel


logger = logging.getLogger(__name__)


class FactEncoder(DjangoJSONEncoder):
    """Days, moments and numbers; never a sentence that waits to be translated."""

    def default(self, o: Any) -> Any:
        if isinstance(o, Promise):
            raise TypeError("a fact is told in the recipient's language: give a mapping of them")
        return super().default(o)


def queue(
    kind: str,
    *,
    to: User | str,
    context: dict[str, Any],
    at: datetime,
    key: str,
    language: str = "",
) -> None:
    """Tell somebody something, once for each `key`.

    A person gets a notice in the portal and, with an address on file, an e-mail; a bare address
    gets an e-mail. Queued again with the same key, nothing happens. `context` holds facts: text,
    numbers, days and moments (see docs/notifications.md), and `url` a path of the portal.
    """
    queries.templates_of(kind)
    facts = json.loads(json.dumps(context, cls=FactEncoder))
    _check(facts)
    Message.objects.bulk_create(
        [
            Message(kind=kind, context=facts, queued_at=at, not_before=at, **recipient)
            for recipient in _recipients(to, key, language, at)
        ],
        ignore_conflicts=True,
    )


def _check(facts: dict[str, Any]) -> None:
    """Links lead into the portal, wherever their parts came from; provisions are known."""
    if (basis := facts.get("provision")) and basis not in law.KEYS:
        raise law.UnknownProvision(basis)
    url = facts.get("url")
    for path in url.values() if isinstance(url, dict) else [url or "/"]:
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError(f"not a path of the portal: {path!r}")


def _recipients(to: User | str, key: str, language: str, at: datetime) -> Iterator[dict[str, Any]]:
    """One row for each way this recipient is reached."""
    if isinstance(to, str):
        if not to:
            raise ValueError("an address is needed")
        yield {
            "channel": Channel.EMAIL,
            "address": to,
            "language": language or settings.LANGUAGE_CODE,
            "dedupe_key": rules.dedupe_key(key, Channel.EMAIL, person=None, address=to),
        }
        return
    for channel in Channel:
        if channel is Channel.EMAIL and not to.email:
            continue
        yield {
            "channel": channel,
            "recipient": to,
            "language": language or to.language,
            "dedupe_key": rules.dedupe_key(key, channel, person=to.pk),
            "sent_at": at if channel is Channel.IN_APP else None,
        }


def mark_read(notices: MessageQuerySet, *, by: User, at: datetime) -> int:
    """This person has read these notices; those of others stay as they are."""
    return notices.in_app().filter(recipient=by).unread().update(read_at=at)


def mark_all_read(*, by: User, at: datetime) -> int:
    """This person has read everything."""
    return mark_read(Message.objects.all(), by=by, at=at)


def deliver(*, at: datetime, limit: int = 100) -> int:
    """Send the e-mail that is due and return how much went out.

    Any number of deliverers may run at once: each takes rows in hand for a while. One that dies
    leaves its rows to the next, which sends them under the same Message-ID. A failing message
    waits longer after each attempt and never holds up another.
    """
    sent = 0
    connection: BaseEmailBackend = get_connection()
    for message in _take_in_hand(at=at, limit=limit):
        sent += _send(message, connection, at=at)
    with suppress(OSError):
        connection.close()
    return sent


def _take_in_hand(*, at: datetime, limit: int) -> list[Message]:
    token = uuid4()
    due = Message.objects.filter(channel=Channel.EMAIL).due(at=at)
    with transaction.atomic():
        locked = due.order_by("not_before", "pk").select_for_update(skip_locked=True)
        keys = list(locked.values_list("pk", flat=True)[:limit])
        due.filter(pk__in=keys).update(
            lease_until=at + rules.LEASE, lease_token=token, attempts=F("attempts") + 1
        )
    taken = Message.objects.filter(lease_token=token).order_by("not_before", "pk")
    return list(taken.select_related("recipient"))


def _send(message: Message, connection: BaseEmailBackend, *, at: datetime) -> bool:
    """Send one message and write down how it went."""
    held = Message.objects.filter(pk=message.pk, lease_token=message.lease_token)
    try:
        connection.send_messages([_email(message, connection)])
    except Exception as failure:  # whatever it is, the others go on
        logger.warning("message %s was not sent: %s", message.pk, type(failure).__name__)
        with suppress(Exception):
            connection.close()
        held.update(**_failed(message, failure, at=at))
        return False
    held.update(sent_at=at, lease_until=None, lease_token=None, last_error="")
    return True


def _failed(message: Message, failure: Exception, *, at: datetime) -> dict[str, Any]:
    return {
        "lease_until": None,
        "lease_token": None,
        "last_error": f"{type(failure).__name__}: {failure}".replace("\0", "")[:300],
        "not_before": at + rules.wait_after(message.attempts),
        "dead_at": at if rules.is_dead(message.attempts) else None,
    }


def _email(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    wording = queries.wording(message)
    if not (destination := message.destination()):
        raise ValueError("the recipient has no address")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=wording.subject,
        body=wording.body,
        to=[destination],
        headers={
            "Message-ID": rules.message_id(message.dedupe_key, domain),
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
        connection=connection,
    )
