"""Gone from the public: the columns are emptied, and every surface obeys at the commit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

import audit.actions
from accounts.models import User
from files.models import Attachment
from sections.actions import columns, hidings, sealing, takedown_ledger
from sections.models import Answer, Article, ArticlePicture, PictureTakedown, Takedown


@dataclass(frozen=True, slots=True)
class Order:
    """Why something goes, on whose demand, and what its addresses answer from then on."""

    ground: str
    reason: str
    provision: str
    ordered_by: str = ""
    answer: int = Answer.GONE.value


@transaction.atomic
def take_down(
    article: Article,
    gone: Sequence[str],
    order: Order,
    *,
    everywhere: Collection[UUID] = (),
    here: Collection[UUID] = (),
    origin: Mapping[str, Any] | None = None,
    by: User,
    at: datetime,
) -> Takedown:
    """Empty the columns of these languages; every surface obeys at commit (LC-8.3-removal).

    Pictures go with their text. Those named `everywhere` go from every article, those named
    `here` from this one alone; without languages they are all that goes. What goes is sealed in
    the same transaction. `origin` is what an app above adds to the sealed copy.
    """
    article = columns.locked(article)
    addresses = {language: article.url(language) for language in gone}
    going = list(
        article.pictures.filter(
            Q(language__in=gone) | Q(attachment__in=[*everywhere, *here])
        ).select_related("attachment")
    )
    content = sealing.content_of(article, gone, going, origin or {})
    before = {language: _emptied(article, language, at=at) for language in gone}
    article.pictures.filter(language__in=gone).delete()
    takedown = Takedown.objects.create(
        article=article,
        languages=list(gone),
        at=at,
        by=by,
        by_name=str(by),
        ground=order.ground,
        reason=order.reason,
        ordered_by=order.ordered_by,
        provision=order.provision,
        answer=order.answer,
        before=before,
    )
    closed = _close_pictures(takedown, everywhere, here)
    files = _files(going, closed)
    content["closed"] = [
        {"attachment": str(one.pk), "sha256": one.sha256, "everywhere": one.pk in everywhere}
        for one in files
        if one.pk in closed
    ]
    sealing.seal(takedown, content, files, at=at)
    _write_down(takedown, addresses, closed, by=by, at=at)
    hidings.end_if_down(article, reason=order.reason, provision=order.provision, by=by, at=at)
    return takedown


def _emptied(article: Article, language: str, *, at: datetime) -> str:
    """Nothing of a language stays in any column; the fingerprint of what stood there."""
    text = {field: article.in_language(field, language) for field in columns.TEXT}
    columns.write(article, language, dict.fromkeys(columns.ALL) | {"gone_at": at})
    return columns.fingerprint(text)


def _close_pictures(
    takedown: Takedown, everywhere: Collection[UUID], here: Collection[UUID]
) -> set[UUID]:
    PictureTakedown.objects.bulk_create(
        PictureTakedown(takedown=takedown, attachment_id=key, everywhere=key in everywhere)
        for key in {*everywhere, *here}
    )
    return {*everywhere, *here}


def _files(going: Sequence[ArticlePicture], closed: set[UUID]) -> list[Attachment]:
    files = {shown.attachment_id: shown.attachment for shown in going}
    return [*files.values(), *Attachment.objects.filter(pk__in=closed - set(files))]


def _write_down(
    takedown: Takedown,
    addresses: Mapping[str, str],
    closed: set[UUID],
    *,
    by: User,
    at: datetime,
) -> None:
    """In the record of acts, and in the ledger outside the database."""
    article = takedown.article
    audit.actions.record(
        "sections.take_down",
        article,
        by=by,
        at=at,
        provision=takedown.provision,
        data={
            "languages": takedown.languages,
            "before": takedown.before,
            "ordered_by": takedown.ordered_by,
            "pictures": sorted(str(key) for key in closed),
        },
    )
    takedown_ledger.append(
        takedown_ledger.entry(
            "take_down",
            article,
            languages=takedown.languages,
            provision=takedown.provision,
            hashes=takedown.before,
            ground=takedown.ground,
            addresses=addresses,
            pictures=closed,
            everywhere=takedown.pictures.filter(everywhere=True).values_list(
                "attachment", flat=True
            ),
            at=at,
        )
    )
