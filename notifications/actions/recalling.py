"""Messages called back before they are sent: what they tell of is no longer public."""

from datetime import datetime

from notifications.models import MessageQuerySet


def recall(messages: MessageQuerySet, *, reason: str, at: datetime) -> int:
    """Give up what still waits; returns how many.

    One that somebody is just sending is taken out of their hands: they look again before they
    send it.
    """
    waiting = messages.filter(sent_at__isnull=True, dead_at__isnull=True)
    return waiting.update(
        dead_at=at, last_error=reason[:300], lease_until=None, lease_token=None, digest=None
    )
