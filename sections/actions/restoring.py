"""A removal undone: the same bytes, addresses and dates, out of the sealed copy (LC-8.3)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

import audit.actions
from accounts.models import User
from kernel.verdict import Conflict, NotAllowed, no
from sections.actions import columns, sealing, takedown_ledger
from sections.models import Article, ArticlePicture, Restoration, SealedCopy, Takedown


def returnable(takedown: Takedown, article: Article) -> list[str]:
    """The languages that are still gone by this very removal, and by no later one."""
    return [
        language
        for language in takedown.languages
        if article.in_language("published_at", language) is None
        and article.in_language("gone_at", language) == takedown.at
    ]


@transaction.atomic
def restore(
    takedown: Takedown,
    back: Sequence[str],
    *,
    reason: str,
    asked_by: User,
    by: User,
    at: datetime,
) -> Restoration:
    """Put these languages back as they were, and open the pictures that went alone.

    Two people: one asked, another confirms. Raises NotAllowed when they are the same, Conflict
    when it was undone before, a language is not gone by this removal, or the copy is not whole.
    """
    if asked_by.pk == by.pk:
        raise NotAllowed(no("second_person_needed", provision=takedown.provision))
    article = columns.locked(takedown.article)
    if Restoration.objects.filter(takedown=takedown).exists():
        raise Conflict("restored_before")
    if set(back) - set(returnable(takedown, article)):
        raise Conflict("gone_by_another_order")
    sealed = SealedCopy.objects.get(takedown=takedown)
    if not sealing.is_whole(sealed):
        raise Conflict("seal_broken")
    for language in back:
        kept = sealed.content["languages"][language]
        columns.write(article, language, sealing.values_of(kept))
        ArticlePicture.objects.bulk_create(sealing.pictures_of(article, language, kept))
    restoration = Restoration.objects.create(
        takedown=takedown,
        languages=list(back),
        at=at,
        asked_by=asked_by,
        asked_by_name=str(asked_by),
        by=by,
        by_name=str(by),
        reason=reason,
    )
    _write_down(restoration, article, asked_by=asked_by, by=by, at=at)
    return restoration


def _write_down(
    restoration: Restoration, article: Article, *, asked_by: User, by: User, at: datetime
) -> None:
    takedown = restoration.takedown
    audit.actions.record(
        "sections.restore",
        article,
        by=by,
        at=at,
        provision=takedown.provision,
        data={
            "takedown": takedown.pk,
            "languages": restoration.languages,
            "asked_by": asked_by.pk,
        },
    )
    takedown_ledger.append(
        takedown_ledger.entry(
            "restore",
            article,
            languages=restoration.languages,
            provision=takedown.provision,
            hashes={language: takedown.before[language] for language in restoration.languages},
            ground=takedown.ground,
            pictures=takedown.pictures.values_list("attachment", flat=True),
            at=at,
        )
    )
