"""What the clock does with the outbox: takes messages in hand and sends them, way by way."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPConnectError, SMTPServerDisconnected
from socket import gaierror
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from notifications import queries, rules
from notifications.actions import digests
from notifications.models import Message
from notifications.queries import documents
from notifications.rules import Channel


logger = logging.getLogger(__name__)

# The server itself does not answer: what waits behind would only wait for it one by one.
UNREACHABLE = (TimeoutError, ConnectionError, gaierror, SMTPConnectError, SMTPServerDisconnected)


def deliver(*, at: datetime, limit: int = 100) -> int:
    """Send the e-mail that is due, what is urgent first, and return how much went out.

    Any number of deliverers may run at once: each takes rows in hand for a while. One that dies
    leaves its rows to the next, which sends them under the same Message-ID. A failing message
    waits longer after each attempt and never holds up another; a server that does not answer at
    all is asked once, and the rest waits a minute.
    """
    digests.gather(at=at)
    sent = 0
    connection: BaseEmailBackend = get_connection()
    taken = take_in_hand(Channel.EMAIL, at=at, limit=limit, lease=rules.LEASE)
    for place, message in enumerate(taken):
        failure = _send(message, connection, at=at)
        sent += failure is None
        if isinstance(failure, UNREACHABLE):
            put_back(taken[place + 1 :], at=at)
            break
    with suppress(OSError):
        connection.close()
    return sent


def take_in_hand(
    channel: Channel, *, at: datetime, limit: int, lease: timedelta, gateway: str = ""
) -> list[Message]:
    """Messages of one way that are due and that no other deliverer holds, now held by this one."""
    token = uuid4()
    due = Message.objects.by(channel).due(at=at)
    if gateway:
        due = due.filter(gateway=gateway)
    with transaction.atomic():
        locked = due.order_by("-urgent", "not_before", "pk").select_for_update(skip_locked=True)
        keys = list(locked.values_list("pk", flat=True)[:limit])
        due.filter(pk__in=keys).update(
            lease_until=at + lease, lease_token=token, attempts=F("attempts") + 1
        )
    taken = Message.objects.filter(lease_token=token).order_by("-urgent", "not_before", "pk")
    return list(taken.select_related("recipient", "recipient__contact"))


def put_back(messages: list[Message], *, at: datetime) -> None:
    """Nobody tried these: they wait a minute, and it counts as no attempt."""
    for message in messages:
        held = Message.objects.filter(pk=message.pk, lease_token=message.lease_token)
        held.update(
            lease_until=None,
            lease_token=None,
            attempts=F("attempts") - 1,
            not_before=at + rules.FIRST_WAIT,
        )


def went_out(message: Message, *, proof: str, at: datetime) -> None:
    """Write down that it was handed over, with what proves it; what it gathered went with it."""
    held = Message.objects.filter(pk=message.pk, lease_token=message.lease_token)
    done = {"sent_at": at, "proof": proof, "last_error": ""}
    if held.update(lease_until=None, lease_token=None, **done):
        message.gathered.filter(sent_at__isnull=True).update(**done)


def failed(message: Message, failure: Exception, *, at: datetime) -> None:
    """Write down what went wrong, and when it is tried again."""
    logger.warning("message %s was not sent: %s", message.pk, type(failure).__name__)
    Message.objects.filter(pk=message.pk, lease_token=message.lease_token).update(
        lease_until=None,
        lease_token=None,
        last_error=f"{type(failure).__name__}: {failure}".replace("\0", "")[:300],
        not_before=at + rules.wait_after(message.attempts),
        dead_at=at if rules.is_dead(message.attempts) else None,
    )


def _send(message: Message, connection: BaseEmailBackend, *, at: datetime) -> Exception | None:
    """Send one e-mail and write down how it went; one called back meanwhile is let go."""
    if not Message.objects.filter(pk=message.pk, lease_token=message.lease_token).exists():
        return None
    try:
        email = _email(message, connection)
        connection.send_messages([email])
    except Exception as failure:  # whatever it is, the others go on
        with suppress(Exception):
            connection.close()
        failed(message, failure, at=at)
        return failure
    went_out(message, proof=email.extra_headers["Message-ID"], at=at)
    return None


def _email(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    wording = queries.wording(message)
    if not (destination := message.destination()):
        raise ValueError("the recipient has no address")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers: dict[str, Any] = {
        "Message-ID": rules.message_id(message.dedupe_key, domain),
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    email = EmailMessage(
        subject=wording.subject,
        body=wording.body,
        to=[destination],
        headers=headers | ({"X-Priority": "1", "Importance": "high"} if message.urgent else {}),
        connection=connection,
    )
    for copy in documents.copies(message.enclosed_id, mime=documents.PDF):
        email.attach(copy.name, bytes(copy.content), copy.mime)
    return email
