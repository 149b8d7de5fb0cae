"""The acts that change what the public sees: put up, take down, restore, hide and give back."""

from sections.actions.hidings import hide, release
from sections.actions.publishing import (
    Picture,
    PublicText,
    mark_outdated,
    move,
    open_article,
    put_up,
)
from sections.actions.restoring import restore, returnable
from sections.actions.takedowns import Order, take_down


__all__ = [
    "Order",
    "Picture",
    "PublicText",
    "hide",
    "mark_outdated",
    "move",
    "open_article",
    "put_up",
    "release",
    "restore",
    "returnable",
    "take_down",
]
