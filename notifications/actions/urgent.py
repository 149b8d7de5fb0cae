"""Urgent messages through messengers and SMS gateways, each with its reference as proof."""

import warnings
from collections.abc import Callable
from datetime import datetime
from threading import Thread
from typing import Any

from accounts.models import Contact
from notifications import queries, rules
from notifications.actions import delivery
from notifications.models import Message
from notifications.queries import gateways
from notifications.rules import Channel, addresses


AT_ONCE = 10  # ten messages of ten seconds stay well within the lease


class NotDelivered(Exception):
    """The gateway did not take it; the text never holds its address."""


class GatewayHangs(NotDelivered):
    """It did not answer in time: the rest is not tried before the next round."""


def deliver_urgent(*, at: datetime) -> int:
    """Send what is due through each gateway and return how much went out.

    Every gateway is a queue of its own, and none waits for another or for e-mail: one that hangs
    costs ten seconds, and what stands behind waits a minute. What is sent twice, since a sender
    died before it could write it down, carries the same reference.
    """
    sent = 0
    _give_up_removed(at=at)
    for name, template in gateways.configured().items():
        taken = delivery.take_in_hand(
            Channel.GATEWAY, at=at, limit=AT_ONCE, lease=rules.LEASE_OF_GATEWAYS, gateway=name
        )
        for place, message in enumerate(taken):
            failure = _send(message, template, at=at)
            sent += failure is None
            if isinstance(failure, GatewayHangs):
                delivery.put_back(taken[place + 1 :], at=at)
                break
    return sent


def _give_up_removed(*, at: datetime) -> None:
    """What was to go through a gateway that is no longer there."""
    waiting = Message.objects.by(Channel.GATEWAY).due(at=at)
    waiting.exclude(gateway__in=gateways.configured()).update(
        dead_at=at, last_error="this gateway is no longer set up"
    )


def _send(message: Message, template: str, *, at: datetime) -> Exception | None:
    reference = rules.reference(message.dedupe_key)
    if not Message.objects.filter(pk=message.pk, lease_token=message.lease_token).exists():
        return None  # called back meanwhile
    try:
        _hand_over(message, template, reference)
    except Exception as failure:  # whatever it is, the others go on
        delivery.failed(message, failure, at=at)
        return failure
    delivery.went_out(message, proof=f"{message.gateway}: {reference}", at=at)
    return None


def _hand_over(message: Message, template: str, reference: str) -> None:
    """Give one message to the gateway, or raise `NotDelivered`."""
    contact = _contact(message)
    if addresses.is_personal(template) and not contact:
        raise NotDelivered("the recipient has no number")
    address = addresses.fill(
        template,
        phone=contact.phone if contact else "",
        messenger=contact.messenger if contact else "",
        reference=reference,
    )
    plugin = _plugin(address)
    if plugin is None:
        raise NotDelivered("the address of the gateway is not understood")
    plugin.socket_connect_timeout = plugin.socket_read_timeout = rules.GATEWAY_SECONDS / 2
    told = addresses.carries_reference(template)
    if isinstance(headers := getattr(plugin, "headers", None), dict):
        headers.setdefault("Idempotency-Key", reference)
        told = True
    text = queries.short_text(message, reference="" if told else reference[:8])
    answer = _within(rules.GATEWAY_SECONDS, lambda: plugin.notify(body=text, title=""))
    if not answer:
        raise NotDelivered("the gateway refused it")


def _plugin(address: str) -> Any:
    """Apprise's own object for one address; None if it knows no such service.

    Loaded here: it takes half a second, and few processes send.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it still asks for modules that Python drops
        import apprise  # noqa: PLC0415

        return apprise.Apprise.instantiate(address)


def _contact(message: Message) -> Contact | None:
    """The number as it is now; None for a group, or where it was taken back meanwhile."""
    if message.recipient is None:
        return None
    template = gateways.configured().get(message.gateway, "")
    contact = Contact.objects.filter(user=message.recipient_id).first()
    if contact is None:
        return None
    reached = addresses.reaches(template, phone=contact.phone, messenger=contact.messenger)
    return contact if reached else None


def _within(seconds: float, act: Callable[[], object]) -> object:
    """What the act answers, or `GatewayHangs`: some gateways drip on past every timeout."""
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(act())
        except Exception:  # its text may hold the address
            answers.append(False)

    thread = Thread(target=run, daemon=True, name="gateway")
    thread.start()
    thread.join(seconds)
    if not answers:
        raise GatewayHangs(f"no answer within {seconds:g} seconds")
    return answers[0]
