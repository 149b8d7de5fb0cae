"""The acts that change what the public sees: put up, take down, hide and give back."""

from sections.actions.hidings import confirm, hide, release
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
    "confirm",
    "hide",
    "mark_outdated",
    "move",
    "open_article",
    "put_up",
    "release",
    "take_down",
]
