"""Telling people through the outbox."""

from notifications.actions.outbox import deliver, mark_all_read, mark_read, queue
from notifications.queries import UnknownKind


__all__ = ["UnknownKind", "deliver", "mark_all_read", "mark_read", "queue"]
