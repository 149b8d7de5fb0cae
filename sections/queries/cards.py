"""What lists and pages show of an article and its pictures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sections.models import Article, ArticlePicture
from sections.models.articles import col


PER_PAGE: Final = 12
"""Articles on one page of a list."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Card:
    """An article as lists show it, in one language."""

    pk: int
    url: str
    title: str
    lead: str
    kicker: str
    at: datetime | None
    picture: Picture | None


def picture(shown: ArticlePicture) -> Picture:
    """What a page needs of a picture."""
    kept = shown.attachment
    return Picture(kept.src, kept.srcset, kept.width, kept.height, shown.alt)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what stands below it."""

    picture: Picture
    caption: str
    author: str
    rights: str


def pictures(article: Article) -> list[Figure]:
    """The pictures of a text read with `with_pictures`, in order."""
    shown: list[ArticlePicture] = getattr(article, "shown_pictures", [])
    return [Figure(picture(one), one.caption, one.author, one.rights) for one in shown]


def card(article: Article, language: str) -> Card:
    """One article of a list read with `with_pictures` and its section."""
    lead_picture = article.lead_picture
    return Card(
        pk=article.pk,
        url=article.url(language),
        title=article.in_language("title", language),
        lead=article.in_language("lead", language),
        kicker=getattr(article.section, col("name", language)),
        at=article.in_language("published_at", language),
        picture=picture(lead_picture) if lead_picture else None,
    )
