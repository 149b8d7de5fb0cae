"""What loading the demonstration would tell people: it happened before, and was told then."""

from datetime import datetime

from django.db.models import Max

from notifications.models import Message, MessageQuerySet


def newest() -> int:
    """The last message that is none of the loading's."""
    last: int | None = Message.objects.aggregate(last=Max("pk"))["last"]
    return last or 0


def since(last: int) -> MessageQuerySet:
    """Messages that the loading wrote; those of real people that wait stay as they are."""
    messages: MessageQuerySet = Message.objects.filter(pk__gt=last)
    return messages


def told(messages: MessageQuerySet, *, at: datetime, read: bool = False) -> None:
    """Nothing of this goes out any more; what was `read` is not shown as new."""
    messages.filter(sent_at__isnull=True).update(sent_at=at)
    if read:
        messages.filter(read_at__isnull=True).update(read_at=at)
