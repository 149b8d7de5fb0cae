"""U7: gone from the public at once, sealed in the same transaction (LC-8.3, LC-8.3-removal)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from editorial import policies
from editorial.actions import ledger, notices
from editorial.actions.ledger import Reason
from editorial.models import Edition, Submission
from editorial.rules.reasons import Ground
from editorial.rules.states import Action, Publication
from kernel.verdict import Conflict, NotAllowed
from sections import actions as public
from sections.models import Answer, Article, Takedown


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures decided on: those that go from every article, and from this one alone."""

    everywhere: Collection[UUID] = ()
    here: Collection[UUID] = ()

    def __bool__(self) -> bool:
        return bool(self.everywhere or self.here)


NO_PICTURES = Pictures()


@transaction.atomic
def take_down(
    submission: Submission,
    languages: Sequence[str],
    *,
    ground: Ground,
    words: str,
    ordered_by: str = "",
    provision: str = "LC-8.3-removal",
    answer: int = Answer.GONE.value,
    pictures: Pictures = NO_PICTURES,
    by: User,
    at: datetime,
) -> Takedown:
    """Remove from the public at once, in these languages (LC-8.3, LC-8.3-removal).

    No lock of an editor, no open correction and no incomplete text stands in its way. Raises
    NotAllowed when a language is not before the public, NotReady without a reason.
    """
    reason = Reason(code=Ground(ground), words=words, provision=provision)
    ledger.check_reason(Action.TAKE_DOWN, reason)
    if not languages:
        raise Conflict("nothing_is_public")
    submission = ledger.locked(submission.source).submission
    editions = {edition.language: edition for edition in submission.editions.all()}
    origin = _origin(submission, [editions[language] for language in languages])
    # The original first: once it is sealed, no message tells its title.
    for language in sorted(languages, key=lambda code: code != submission.source_language):
        edition = editions[language]
        edition.submission = submission
        _check(edition, ground, by=by, at=at)
        edition.live_revision = None
        edition.taken_down_at = at
        edition.sealed_at = at if ground in policies.LEGAL_GROUNDS else None
        edition.pub_epoch += 1
        step = ledger.advance(edition, Action.TAKE_DOWN, by=by, at=at, reason=reason)
        suppliers = notices.suppliers(submission, at=at)
        notices.tell("taken_down", suppliers, edition, step, at=at)
    if submission.article is None:
        raise Conflict("never_published")
    return public.take_down(
        submission.article,
        list(languages),
        public.Order(ground, words, provision, ordered_by, answer),
        everywhere=pictures.everywhere,
        here=pictures.here,
        origin=origin,
        by=by,
        at=at,
    )


@transaction.atomic
def take_down_article(
    article: Article,
    *,
    ground: Ground,
    words: str,
    ordered_by: str,
    provision: str,
    by: User,
    at: datetime,
    languages: Sequence[str] = (),
    answer: int = Answer.GONE.value,
    pictures: Pictures = NO_PICTURES,
) -> Takedown:
    """U7 from an article's side: every live language, or those named.

    What is live is asked under the lock: a language that is just being published is caught too.
    """
    submission = ledger.locked(Submission.objects.get(article=article).source).submission
    live = [
        edition.language
        for edition in submission.editions.all()
        if edition.publication == Publication.LIVE
        and (not languages or edition.language in languages)
    ]
    if not live:
        raise Conflict("nothing_is_public")
    return take_down(
        submission,
        live,
        ground=ground,
        words=words,
        ordered_by=ordered_by,
        provision=provision,
        answer=answer,
        pictures=pictures,
        by=by,
        at=at,
    )


@transaction.atomic
def take_down_pictures(
    article: Article,
    pictures: Pictures,
    *,
    ground: Ground,
    words: str,
    ordered_by: str,
    provision: str,
    answer: int = Answer.GONE.value,
    by: User,
    at: datetime,
) -> Takedown:
    """Remove pictures alone: the texts stay, and are shown without them (LC-8.3).

    Raises Conflict when one of them is down already, or nothing of the article is public.
    """
    reason = Reason(code=Ground(ground), words=words, provision=provision)
    ledger.check_reason(Action.TAKE_DOWN, reason)
    submission = ledger.locked(Submission.objects.get(article=article).source).submission
    live = [
        edition for edition in submission.editions.all() if edition.publication == Publication.LIVE
    ]
    if not live:
        raise Conflict("nothing_is_public")
    live[0].submission = submission
    _check(live[0], ground, by=by, at=at)
    wanted = {*pictures.everywhere, *pictures.here}
    shown = set(article.pictures.open().values_list("attachment", flat=True))
    if not wanted or wanted - shown:
        raise Conflict("nothing_is_public")
    return public.take_down(
        article,
        [],
        public.Order(ground, words, provision, ordered_by, answer),
        everywhere=pictures.everywhere,
        here=pictures.here,
        origin=_origin(submission, live),
        by=by,
        at=at,
    )


def _check(edition: Edition, ground: Ground, *, by: User, at: datetime) -> None:
    ledger.check(by, Action.TAKE_DOWN, edition, at=at)
    if not (verdict := policies.may_take_down_for(by, edition, ground, at=at)):
        raise NotAllowed(verdict)


def _origin(submission: Submission, editions: Sequence[Edition]) -> dict[str, Any]:
    """Which texts these are and the steps that led there, for the sealed copy."""
    steps = submission.transitions.order_by("seq")
    return {
        "submission": submission.code,
        "revisions": {edition.language: edition.live_revision_id for edition in editions},
        "steps": [
            {**row, "at": row["at"].isoformat()}
            for row in steps.values(
                "seq", "language", "action", "actor_name", "actor_roles", "at", "revision"
            )
        ],
    }
