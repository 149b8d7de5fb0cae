"""Before the public: one language's columns are filled."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

import audit.actions
from accounts.models import Agency, User
from kernel.verdict import NotAllowed, no
from sections.actions import columns
from sections.models import Article, ArticlePicture, Section


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as one language shows it."""

    attachment: UUID
    alt: str
    caption: str = ""
    author: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class PublicText:
    """One language of an article as it goes before the public."""

    title: str
    lead: str
    body: str
    byline: str = ""
    pictures: tuple[Picture, ...] = ()


def open_article(
    *, code: str, section: Section, agency: Agency | None, source_language: str, source_kind: str
) -> Article:
    """An article with nothing public yet; the editorial act that follows fills it."""
    return Article.objects.create(
        code=code,
        section=section,
        agency=agency,
        source_language=source_language,
        source_kind=source_kind,
    )


@transaction.atomic
def put_up(article: Article, language: str, text: PublicText, *, by: User, at: datetime) -> None:
    """Fill one language's columns (LC-9.3: only the board's act calls this).

    The first publication date stays when a correction goes out; `revised_at` tells of it. Raises
    NotAllowed while the article is hidden: what stands there is evidence until two people decide.
    """
    article = columns.locked(article)
    if article.hidden_at is not None:
        raise NotAllowed(no("hidden", provision="LC-8.3"))
    first = article.in_language("published_at", language)
    values = {
        "title": text.title,
        "slug": _slug(text.title) or article.code,
        "lead": text.lead,
        "body": text.body,
        "byline": text.byline,
        "published_at": first or at,
        "revised_at": at if first else None,
        "outdated_since": None,
        "gone_at": None,
    }
    columns.write(article, language, values)
    article.pictures.filter(language=language).delete()
    ArticlePicture.objects.bulk_create(
        ArticlePicture(
            article=article,
            language=language,
            position=position,
            attachment_id=picture.attachment,
            alt=picture.alt,
            caption=picture.caption,
            author=picture.author,
            rights=picture.rights,
        )
        for position, picture in enumerate(text.pictures)
    )
    audit.actions.record(
        "sections.put_up",
        article,
        by=by,
        at=at,
        provision="LC-9.3",
        data={"language": language, "sha256": columns.fingerprint(asdict(text))},
    )


def mark_outdated(article: Article, stale: Iterable[str], *, at: datetime) -> None:
    """Tell readers of live translations that the original has moved on."""
    article = columns.locked(article)
    for language in stale:
        if article.in_language("published_at", language) is not None:
            columns.write(article, language, {"outdated_since": at})


def move(article: Article, section: Section) -> None:
    """Put an article into another section."""
    Article.objects.filter(pk=article.pk).update(section=section)


def _slug(title: str) -> str:
    """The words of an address; empty when a title has neither letter nor digit.

    Latin letters lose their marks; a Chinese title keeps its own script, since what Latin stands
    in it would not tell of it.
    """
    if any("\u2e80" <= letter <= "\u9fff" for letter in title):
        return slugify(title, allow_unicode=True)[:60].strip("-")
    ascii_title = title.replace("đ", "d").replace("Đ", "D")
    return slugify(ascii_title)[:110].strip("-") or slugify(title, allow_unicode=True)[:60]
