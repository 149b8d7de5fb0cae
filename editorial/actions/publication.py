"""U1: before the public (LC-9.3, LC-13.1)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from editorial.actions import ledger, notices
from editorial.models import Edition, Revision, Submission
from editorial.rules.states import Action
from kernel.verdict import Conflict
from sections import actions as public
from sections.models import Article


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
