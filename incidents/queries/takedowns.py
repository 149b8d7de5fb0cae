"""What is read of removals: their messages, their proofs, whether the outside has seen it."""

from typing import Final

import notifications.queries
from editorial.models import Submission
from notifications.models import MessageQuerySet
from sections.models import Article


# They tell of the removal itself, of the case or the clock behind it: these go out all the same.
_OF_THE_REMOVAL: Final = ("taken_down", "case_", "clock_", "hid", "alarm", "digest")


def messages_about(article: Article) -> MessageQuerySet:
    """Messages that tell of an article or lead to it; not those about its removal."""
    codes = Submission.objects.filter(article=article).values_list("code", flat=True)
    found = notifications.queries.about(list(codes), [f'-{article.pk}/"'])
    for kind in _OF_THE_REMOVAL:
        found = found.exclude(kind__startswith=kind)
    return found


def already_sent(messages: MessageQuerySet) -> list[dict[str, str]]:
    """Who was told of it before it went: for the proof."""
    sent = messages.filter(sent_at__isnull=False).select_related("recipient").order_by("sent_at")
    return [
        {
            "kind": one.kind,
            "channel": one.channel,
            "to": str(one.recipient or one.address),
            "at": one.sent_at.isoformat() if one.sent_at else "",
        }
        for one in sent
    ]
