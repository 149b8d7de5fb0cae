"""Receiving files: hostile until re-encoded, or read byte by byte."""

from files.actions.enclosures import keep_document, receive_enclosure
from files.actions.pictures import Refused, keep_picture, receive_image


__all__ = ["Refused", "keep_document", "keep_picture", "receive_enclosure", "receive_image"]
