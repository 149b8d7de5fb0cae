"""U1 and U7: before the public, and gone from it (LC-8.3, LC-9.3, LC-13.1)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from editorial import policies
from editorial.actions import ledger, notices
from editorial.actions.ledger import Reason
from editorial.models import Edition, Revision, Submission
from editorial.rules.reasons import Ground
from editorial.rules.states import Action, Publication
from kernel.verdict import Conflict, NotAllowed
from sections import actions as public
from sections.models import Article, Takedown


@transaction.atomic
def publish(edition: Edition, *, seen: int | None, by: User, at: datetime) -> Article:
    """U1: put the approved revision, and no other, before the public (LC-9.3).

    `seen` is the approved revision the actor looked at; raises Conflict when it is another.
    """
    edition = ledger.locked(edition)
    ledger.check(by, Action.PUBLISH, edition, at=at)
    revision = edition.approved_revision
    if revision is None or revision.pk != seen:
        raise Conflict("not_the_revision_you_saw")
    submission = edition.submission
    article = _article_of(submission)
    public.put_up(article, edition.language, _public_text(revision, submission), by=by, at=at)
    edition.live_revision = revision
    edition.pub_epoch += 1
    step = ledger.advance(edition, Action.PUBLISH, by=by, at=at, revision=revision)
    suppliers = notices.suppliers(submission, at=at)
    notices.tell("edition_published", suppliers, edition, step, at=at)
    return article


@transaction.atomic
def take_down(
    submission: Submission,
    languages: Sequence[str],
    *,
    ground: Ground,
    words: str,
    ordered_by: str = "",
    provision: str = "LC-8.3-removal",
    by: User,
    at: datetime,
) -> Takedown:
    """U7: remove from the public at once, in these languages (LC-8.3, LC-8.3-removal).

    No lock of an editor, no open correction and no incomplete text stands in its way. Raises
    NotAllowed when a language is not before the public, NotReady without a reason.
    """
    reason = Reason(code=Ground(ground), words=words, provision=provision)
    ledger.check_reason(Action.TAKE_DOWN, reason)
    if not languages:
        raise Conflict("nothing_is_public")
    source = ledger.locked(submission.source)
    submission = source.submission
    for language in languages:
        edition = submission.edition(language)
        ledger.check(by, Action.TAKE_DOWN, edition, at=at)
        if not (verdict := policies.may_take_down_for(by, edition, ground, at=at)):
            raise NotAllowed(verdict)
        edition.live_revision = None
        edition.taken_down_at = at
        edition.pub_epoch += 1
        step = ledger.advance(edition, Action.TAKE_DOWN, by=by, at=at, reason=reason)
        suppliers = notices.suppliers(submission, at=at)
        notices.tell("taken_down", suppliers, edition, step, at=at)
    article = submission.article
    if article is None:
        raise Conflict("never_published")
    return public.take_down(
        article,
        list(languages),
        ground=ground,
        reason=words,
        ordered_by=ordered_by,
        provision=provision,
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
        by=by,
        at=at,
    )


def _article_of(submission: Submission) -> Article:
    if submission.article is None:
        submission.article = public.open_article(
            code=submission.code.lower(),
            section=submission.section,
            agency=submission.agency,
            source_language=submission.source_language,
            source_kind=submission.source_kind,
        )
        submission.save(update_fields=["article"])
    elif submission.article.section_id != submission.section_id:
        public.move(submission.article, submission.section)
    return submission.article


def _public_text(revision: Revision, submission: Submission) -> public.PublicText:
    manuscript = revision.manuscript()
    return public.PublicText(
        title=manuscript.title,
        lead=manuscript.lead,
        body=manuscript.body,
        byline=submission.source_outlet,
        pictures=tuple(
            public.Picture(
                attachment=UUID(figure.attachment),
                alt=figure.alt,
                caption=figure.caption,
                author=figure.author,
                rights=figure.rights,
            )
            for figure in manuscript.pictures
        ),
    )
