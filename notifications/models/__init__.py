from notifications.models.messages import CHANNEL_LABELS, Message, MessageQuerySet


__all__ = ["CHANNEL_LABELS", "Message", "MessageQuerySet"]
