"""The public columns of an article: the one place that writes them.

Private to `sections.actions`.
"""

import hashlib
import json
from datetime import datetime

from kernel import languages
from sections.models import Article
from sections.models.articles import col


TEXT = ("title", "slug", "lead", "body", "byline")
ALL = (*TEXT, "published_at", "revised_at", "outdated_since", "gone_at")


def locked(article: Article) -> Article:
    """The same article read again while nobody else can write it."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


def write(article: Article, language: str, values: dict[str, object]) -> None:
    """One language's columns and no others, so that two languages never overwrite each other."""
    columns = {col(field, language): value for field, value in values.items()}
    for name, value in columns.items():
        setattr(article, name, value)
    article.save(update_fields=list(columns))


def is_up(article: Article) -> bool:
    """Whether any language is filled, shown or hidden."""
    return any(article.in_language("published_at", code) is not None for code in languages.CODES)


def close(article: Article, *, at: datetime) -> None:
    """Keep every language from the public; the columns stay as they are."""
    article.hidden_at = at
    article.save(update_fields=["hidden_at"])


def open_again(article: Article) -> None:
    """Let the public see again what the columns hold."""
    article.hidden_at = None
    article.save(update_fields=["hidden_at"])


def fingerprint(content: object) -> str:
    """SHA-256 of what stands in columns, whatever their order."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
