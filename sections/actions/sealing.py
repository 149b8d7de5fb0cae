"""The sealed copy: everything that goes from the public, kept in the same transaction.

Private to `sections.actions`. Its JSON holds each language's columns with its pictures, and what
an app above hands over (`origin`: which texts these were, the steps that led there).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import audit.queries
from files.models import Attachment
from sections.actions import columns
from sections.models import Article, ArticlePicture, SealedCopy, SealedPicture, Takedown


MOMENTS = ("published_at", "revised_at", "outdated_since", "gone_at")
WORDS = ("alt", "caption", "author", "rights")


def content_of(
    article: Article,
    languages: Sequence[str],
    pictures: Iterable[ArticlePicture],
    origin: Mapping[str, Any],
) -> dict[str, Any]:
    """The article as it stands in these languages; to the microsecond, so that it can return."""
    shown = list(pictures)
    return {
        "article": {
            "pk": article.pk,
            "code": article.code,
            "section": article.section_id,
            "agency": article.agency_id,
            "source_language": article.source_language,
            "source_kind": article.source_kind,
        },
        "languages": {
            language: {
                **{name: _kept(article.in_language(name, language)) for name in columns.ALL},
                "pictures": [_picture(one) for one in shown if one.language == language],
            }
            for language in languages
        },
        "origin": dict(origin),
        "log": audit.queries.told_of(article),
    }


def seal(
    takedown: Takedown,
    content: dict[str, Any],
    attachments: Iterable[Attachment],
    *,
    at: datetime,
) -> SealedCopy:
    """Keep the copy, and keep its files from ever being deleted."""
    sealed = SealedCopy.objects.create(
        takedown=takedown, content=content, sha256=columns.fingerprint(content), at=at
    )
    files = {attachment.pk: attachment for attachment in attachments}
    SealedPicture.objects.bulk_create(
        SealedPicture(sealed=sealed, attachment=attachment, sha256=attachment.sha256)
        for attachment in files.values()
    )
    return sealed


def is_whole(sealed: SealedCopy) -> bool:
    """Whether the copy is what was sealed."""
    return columns.fingerprint(sealed.content) == sealed.sha256


def values_of(kept: Mapping[str, Any]) -> dict[str, object]:
    """One language's columns, as `columns.write` takes them."""
    return {
        name: datetime.fromisoformat(kept[name]) if name in MOMENTS and kept[name] else kept[name]
        for name in columns.ALL
    }


def pictures_of(
    article: Article, language: str, kept: Mapping[str, Any]
) -> Iterable[ArticlePicture]:
    """One language's pictures, in the places where they stood."""
    for one in kept["pictures"]:
        yield ArticlePicture(
            article=article,
            language=language,
            position=one["position"],
            attachment_id=one["attachment"],
            **{name: one[name] for name in WORDS},
        )


def _picture(shown: ArticlePicture) -> dict[str, Any]:
    kept = shown.attachment
    return {
        "position": shown.position,
        "attachment": str(kept.pk),
        "sha256": kept.sha256,
        "name": kept.original_name,
        "size": kept.size,
        **{name: getattr(shown, name) for name in WORDS},
    }


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
