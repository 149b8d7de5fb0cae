"""What pages read of the sections and of what is live in them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from sections.models import Article, ArticlePicture, Section
from sections.models.articles import col


@dataclass(slots=True)
class Entry:
    """A line of the menu."""

    code: str
    kind: str
    name: str
    summary: str
    url: str
    pk: int
    current: str | bool = False
    children: list["Entry"] = field(default_factory=list)


def navigation(language: str, path: str = "", here: Section | None = None) -> list[Entry]:
    """The sections of LC-3.2 in the regulation's order, subsections below theirs; one query.

    The page at `path` is marked "page"; what lies above it, or above an article of `here`, True.
    """
    sections = list(Section.objects.order_by("position", "pk"))
    entries = {section.pk: _entry(section, language, path) for section in sections}
    if here is not None:
        entries[here.pk].current = entries[here.pk].current or True
    tops: list[Entry] = []
    for section in sections:
        entry = entries[section.pk]
        parent = entries.get(section.parent_id) if section.parent_id else None
        if parent is None:
            tops.append(entry)
        else:
            parent.children.append(entry)
            parent.current = parent.current or bool(entry.current)
    return tops


def _entry(section: Section, language: str, path: str) -> Entry:
    url = reverse("sections:section", args=[section.code])
    return Entry(
        code=section.code,
        kind=section.kind,
        name=getattr(section, col("name", language)) or section.code,
        summary=getattr(section, col("summary", language)) or "",
        url=url,
        pk=section.pk,
        current="page" if path == url else False,
    )


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


class Standing(StrEnum):
    """What an address of an article means in one language."""

    LIVE = "live"
    NOT_TRANSLATED = "not_translated"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """An article's address looked up: what to answer, and which languages exist."""

    standing: Standing
    article: Article | None = None
    languages: tuple[str, ...] = ()


def find(pk: int, language: str, *, viewer: User | AnonymousUser, at: datetime) -> Found:
    """Look an address up through the gate; never another language's text (LC-3.1)."""
    article = (
        Article.objects.visible_to(viewer, at=at)
        .filter(pk=pk)
        .select_related("section__parent", "agency")
        .with_pictures(language)
        .first()
    )
    live = tuple(article.live_languages(at=at)) if article else ()
    if article is not None and language in live:
        return Found(Standing.LIVE, article, live)
    gone = Q(**{f"{col('gone_at', language)}__isnull": False}) | Q(hidden_at__isnull=False)
    if Article.objects.filter(gone, pk=pk).exists():
        return Found(Standing.GONE, languages=live)
    if article is not None:
        return Found(Standing.NOT_TRANSLATED, article, live)
    return Found(Standing.UNKNOWN)


def related(
    article: Article, language: str, *, viewer: User | AnonymousUser, at: datetime
) -> list[Card]:
    """The newest others of the same section."""
    others = (
        Article.objects.visible_to(viewer, at=at)
        .in_section(article.section)
        .translated_into(language)
        .exclude(pk=article.pk)
        .latest_first(language)
        .select_related("section")
        .with_pictures(language)[:3]
    )
    return [card(other, language) for other in others]
