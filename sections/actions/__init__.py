"""The acts that change what the public sees: put up, and take down."""

from sections.actions.publishing import (
    Picture,
    PublicText,
    mark_outdated,
    move,
    open_article,
    put_up,
)
from sections.actions.takedowns import take_down


__all__ = [
    "Picture",
    "PublicText",
    "mark_outdated",
    "move",
    "open_article",
    "put_up",
    "take_down",
]
