from notifications.models.documents import OutgoingDocument, OutgoingFile, OutgoingSeries
from notifications.models.messages import CHANNEL_LABELS, Message, MessageQuerySet


__all__ = [
    "CHANNEL_LABELS",
    "Message",
    "MessageQuerySet",
    "OutgoingDocument",
    "OutgoingFile",
    "OutgoingSeries",
]
