"""What messages say, to whom they stand unread, and which gateways there are."""

from notifications.queries.links import about
from notifications.queries.wording import (
    SUBJECT_LENGTH,
    UnknownKind,
    Wording,
    inbox_of,
    short_text,
    templates_of,
    unread_for,
    wording,
)


__all__ = [
    "SUBJECT_LENGTH",
    "UnknownKind",
    "Wording",
    "about",
    "inbox_of",
    "short_text",
    "templates_of",
    "unread_for",
    "wording",
]
