"""What pages read of the sections and of what is live in them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User
from sections.models import Article, Section
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
    current: bool = False
    children: list["Entry"] = field(default_factory=list)


def navigation(language: str, path: str = "") -> list[Entry]:
    """The sections of LC-3.2 in the regulation's order, subsections below theirs; one query."""
    sections = list(Section.objects.order_by("position", "pk"))
    entries = {section.pk: _entry(section, language, path) for section in sections}
    tops: list[Entry] = []
    for section in sections:
        entry = entries[section.pk]
        parent = entries.get(section.parent_id) if section.parent_id else None
        if parent is None:
            tops.append(entry)
        else:
            parent.children.append(entry)
            parent.current = parent.current or entry.current
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
        current=path == url,
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
    if Article.objects.filter(pk=pk, **{f"{col('gone_at', language)}__isnull": False}).exists():
        return Found(Standing.GONE, languages=live)
    if article is not None:
        return Found(Standing.NOT_TRANSLATED, article, live)
    return Found(Standing.UNKNOWN)


def related(
    article: Article, language: str, *, viewer: User | AnonymousUser, at: datetime
) -> list[Article]:
    """The newest others of the same section."""
    return list(
        Article.objects.visible_to(viewer, at=at)
        .in_section(article.section)
        .translated_into(language)
        .exclude(pk=article.pk)
        .latest_first(language)
        .select_related("section")
        .with_pictures(language)[:3]
    )
