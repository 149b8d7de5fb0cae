"""What pages read of the sections and of what is live in them."""

from sections.queries.cards import Card, Figure, Picture, card, picture, pictures
from sections.queries.finding import Found, Standing, find, related
from sections.queries.menu import Entry, navigation


__all__ = [
    "Card",
    "Entry",
    "Figure",
    "Found",
    "Picture",
    "Standing",
    "card",
    "find",
    "navigation",
    "picture",
    "pictures",
    "related",
]
