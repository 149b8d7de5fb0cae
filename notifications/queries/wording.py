"""What a message says in a language, and what a person has not read yet."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from accounts.models import User
from law import rules as law
from notifications import rules
from notifications.models import Message, MessageQuerySet
from notifications.rules import Channel, short


SUBJECT_LENGTH = 200
MOST_LISTED = 100


class UnknownKind(LookupError):
    """A kind without wording in `templates/notifications/`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A message in one language."""

    subject: str
    body: str
    url: str


def unread_for(user: User) -> MessageQuerySet:
    """Notices in the portal that this person has not read."""
    return inbox_of(user).unread()


def inbox_of(user: User) -> MessageQuerySet:
    """Every notice in the portal for this person, the newest first."""
    return Message.objects.in_app().filter(recipient=user).latest_first()


def templates_of(kind: str) -> tuple[Template, Template]:
    """The templates of the subject and the body, or `UnknownKind`."""
    if not rules.is_kind(kind):
        raise UnknownKind(kind)
    try:
        subject = get_template(f"notifications/{kind}.subject.txt")
        body = get_template(f"notifications/{kind}.body.txt")
    except TemplateDoesNotExist as missing:
        raise UnknownKind(kind) from missing
    return subject.template, body.template  # type: ignore[attr-defined]


def wording(message: Message, *, language: str = "") -> Wording:
    """What the message says: in its own language, or in the one its reader uses now."""
    language = language or message.language
    subject, body = templates_of(message.kind)
    by_email = message.channel == Channel.EMAIL
    facts = {name: _fact(name, value, language) for name, value in message.context.items()}
    path = facts.get("url") or ""
    origin = settings.CANONICAL_ORIGIN
    facts |= {
        "url": f"{origin}{path}" if path and by_email else path,
        "origin": origin,
        "by_email": by_email,
        "legal_basis": law.citation(basis) if (basis := facts.get("provision")) else "",
        "recipient_name": message.recipient.full_name if message.recipient else "",
    }
    if message.kind == "digest":
        facts["entries"] = _gathered(message, language)
    with translation.override(language):
        return Wording(
            subject=" ".join(_text(subject, facts).split())[:SUBJECT_LENGTH],
            body=_tidy(_text(body, facts)),
            url=path,
        )


def _gathered(digest: Message, language: str) -> list[Wording]:
    """The first of the messages that a digest tells in one."""
    rows = digest.gathered.select_related("recipient").order_by("queued_at", "pk")[:MOST_LISTED]
    return [wording(row, language=language) for row in rows]


def _text(template: Template, facts: dict[str, Any]) -> str:
    """Plain text: nothing is escaped for HTML here."""
    return template.render(Context(facts, autoescape=False))


def _tidy(text: str) -> str:
    """No trailing blanks, never two empty lines in a row."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _fact(name: str, value: Any, language: str) -> Any:
    """A stored fact as templates use it.

    A mapping of language codes gives the text of the recipient's language; names that end in
    ``_at`` and ``_on`` become moments and days again.
    """
    if isinstance(value, dict) and value and value.keys() <= dict(settings.LANGUAGES).keys():
        value = value.get(language) or next(iter(value.values()))
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_on"):
        return date.fromisoformat(value)
    return value


def short_text(message: Message, *, reference: str = "") -> str:
    """What fits a short message: the subject cut to size, when it is due, the reference."""
    said = wording(message)
    due_at = message.context.get("due_at")
    with translation.override(message.language):
        tail = get_template("notifications/_short.txt").render(
            {"due_at": datetime.fromisoformat(due_at) if due_at else None, "reference": reference}
        )
    return short.fit(said.subject, tail)
