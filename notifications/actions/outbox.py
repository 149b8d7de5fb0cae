"""Telling people: a row now, in the transaction of the act; a message later, by the clock."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import Promise

from accounts.models import Contact, User
from law import rules as law
from notifications import queries, rules
from notifications.models import Message, MessageQuerySet, OutgoingDocument
from notifications.queries import gateways
from notifications.rules import Channel


ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell one recipient.

    `key` tells it apart from everything else; `matter` is the same for all who hear of the same
    thing, so that a gateway to a group tells it once. `urgent` goes by gateways too. The PDF of
    `enclosed` goes with the e-mail.
    """

    kind: str
    to: User | str
    context: Mapping[str, Any]
    key: str
    language: str = ""
    urgent: bool = False
    matter: str = ""
    enclosed: OutgoingDocument | None = None


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
    context: Mapping[str, Any],
    at: datetime,
    key: str,
    language: str = "",
    urgent: bool = False,
    matter: str = "",
    enclosed: OutgoingDocument | None = None,
) -> None:
    """Tell somebody something, once for each `key`.

    A person gets a notice in the portal and, with an address on file, an e-mail; what is urgent
    goes by the gateways they chose as well. A bare address gets an e-mail. Queued again with the
    same key, nothing happens. `context` holds facts: text, numbers, days and moments (see
    docs/notifications.md), and `url` a path of the portal.
    """
    item = Item(kind, to, context, key, language, urgent, matter, enclosed)
    queue_many([item], at=at)


def queue_many(items: Iterable[Item], *, at: datetime) -> None:
    """Tell many people many things, in a fixed number of queries for each thousand rows.

    Items that share one `context` object are checked and written out once.
    """
    told = list(items)
    for kind in {item.kind for item in told}:
        queries.templates_of(kind)
    facts = _plain_facts(told)
    contacts = _contacts(told)
    rows = [
        Message(
            kind=item.kind,
            context=facts[id(item.context)],
            urgent=item.urgent,
            enclosed=item.enclosed,
            queued_at=at,
            not_before=at,
            **recipient,
        )
        for item in told
        for recipient in _recipients(item, contacts, at)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)


def _plain_facts(items: Sequence[Item]) -> dict[int, dict[str, Any]]:
    """Each context as it is stored, by the identity of what was given."""
    facts: dict[int, dict[str, Any]] = {}
    for item in items:
        if id(item.context) not in facts:
            plain = json.loads(json.dumps(item.context, cls=FactEncoder))
            _check(plain)
            facts[id(item.context)] = plain
    return facts


def _check(facts: dict[str, Any]) -> None:
    """Links lead into the portal, wherever their parts came from; provisions are known."""
    if (basis := facts.get("provision")) and basis not in law.KEYS:
        raise law.UnknownProvision(basis)
    url = facts.get("url")
    for path in url.values() if isinstance(url, dict) else [url or "/"]:
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError(f"not a path of the portal: {path!r}")


def _contacts(items: Sequence[Item]) -> dict[int, Contact]:
    """How those are reached whom something urgent concerns; no query where there is no gateway."""
    people = {item.to.pk for item in items if item.urgent and isinstance(item.to, User)}
    if not people or not gateways.personal():
        return {}
    return {contact.user_id: contact for contact in Contact.objects.filter(user__in=people)}


def _recipients(
    item: Item, contacts: Mapping[int, Contact], at: datetime
) -> Iterator[dict[str, Any]]:
    """One row for each way this recipient is reached."""
    person = item.to
    if isinstance(person, str):
        yield _by_address(person, item)
        return
    language = item.language or person.language
    yield {
        "channel": Channel.IN_APP,
        "recipient": person,
        "language": language,
        "dedupe_key": rules.dedupe_key(item.key, Channel.IN_APP, person=person.pk),
        "sent_at": at,
    }
    if person.email:
        yield {
            "channel": Channel.EMAIL,
            "recipient": person,
            "language": language,
            "dedupe_key": rules.dedupe_key(item.key, Channel.EMAIL, person=person.pk),
        }
    if item.urgent:
        yield from _by_gateways(item, person, contacts.get(person.pk))


def _by_address(address: str, item: Item) -> dict[str, Any]:
    if not address:
        raise ValueError("an address is needed")
    return {
        "channel": Channel.EMAIL,
        "address": address,
        "language": item.language or settings.LANGUAGE_CODE,
        "dedupe_key": rules.dedupe_key(item.key, Channel.EMAIL, person=None, address=address),
    }


def _by_gateways(item: Item, person: User, contact: Contact | None) -> Iterator[dict[str, Any]]:
    """The gateways this person chose, and those that reach a group, once for each matter."""
    for name in gateways.chosen(contact) if contact else ():
        yield {
            "channel": Channel.GATEWAY,
            "gateway": name,
            "recipient": person,
            "language": item.language or person.language,
            "dedupe_key": rules.dedupe_key(
                item.key, Channel.GATEWAY, person=person.pk, gateway=name
            ),
        }
    for name in gateways.of_groups() if item.matter else ():
        yield {
            "channel": Channel.GATEWAY,
            "gateway": name,
            "language": settings.LANGUAGE_CODE,
            "dedupe_key": rules.dedupe_key(item.matter, Channel.GATEWAY, person=None, gateway=name),
        }


def mark_read(notices: MessageQuerySet, *, by: User, at: datetime) -> int:
    """This person has read these notices; those of others stay as they are."""
    return notices.in_app().filter(recipient=by).unread().update(read_at=at)


def mark_all_read(*, by: User, at: datetime) -> int:
    """This person has read everything."""
    return mark_read(Message.objects.all(), by=by, at=at)
