"""An address looked up, and what stands beside the article found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from sections.models import Answer, Article
from sections.models.articles import col
from sections.queries import takedowns
from sections.queries.cards import Card, card


class Standing(StrEnum):
    """What an address of an article means in one language."""

    LIVE = "live"
    NOT_TRANSLATED = "not_translated"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """An article's address looked up: what to answer, and which languages exist.

    `answer` is the status of what is gone.
    """

    standing: Standing
    article: Article | None = None
    languages: tuple[str, ...] = ()
    answer: int = Answer.GONE.value


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
        return Found(Standing.GONE, languages=live, answer=takedowns.answer_of(pk, language))
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
