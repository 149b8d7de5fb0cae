"""What pages read of the sections and of what is live in them."""

from sections.queries.cards import PER_PAGE, Card, Figure, Picture, card, picture, pictures
from sections.queries.finding import Found, Standing, find, related
from sections.queries.menu import Entry, navigation
from sections.queries.takedowns import answer_of, removals_of_picture


__all__ = [
    "PER_PAGE",
    "Card",
    "Entry",
    "Figure",
    "Found",
    "Picture",
    "Standing",
    "answer_of",
    "card",
    "find",
    "navigation",
    "picture",
    "pictures",
    "related",
    "removals_of_picture",
]
