"""Messages that are about one thing, found by its reference or by where they lead."""

from collections.abc import Sequence

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from notifications.models import Message, MessageQuerySet


def about(references: Sequence[str], links: Sequence[str]) -> MessageQuerySet:
    """Messages whose facts name one of these references, or hold one of these pieces of a link."""
    wanted = Q(context__reference__in=list(references))
    for link in links:
        wanted |= Q(facts__contains=link)
    return Message.objects.annotate(facts=Cast("context", TextField())).filter(wanted)
