"""Telling people through the outbox."""

from notifications.actions.delivery import deliver
from notifications.actions.letters import issue_letter
from notifications.actions.outbox import Item, mark_all_read, mark_read, queue, queue_many
from notifications.actions.recalling import recall
from notifications.actions.urgent import deliver_urgent
from notifications.queries import UnknownKind


__all__ = [
    "Item",
    "UnknownKind",
    "deliver",
    "deliver_urgent",
    "issue_letter",
    "mark_all_read",
    "mark_read",
    "queue",
    "queue_many",
    "recall",
]
