"""U9: a removal undone by two people; the same texts are live again (LC-8.3)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from editorial import policies
from editorial.actions import ledger
from editorial.actions.ledger import Reason
from editorial.models import Edition, Submission
from editorial.rules.states import Action, Publication
from kernel.verdict import Conflict, NotAllowed
from sections import actions as public
from sections.models import Restoration, SealedCopy, Takedown


@transaction.atomic
def restore(
    takedown: Takedown, *, reason: str, asked_by: User, by: User, at: datetime
) -> Restoration:
    """Put back what this removal took, and nothing that another one took since (LC-8.3).

    `asked_by` asked for it, `by` confirms. Raises NotAllowed when the two may not, NotReady
    without a reason, Conflict when nothing of it is left to be undone.
    """
    why = Reason(code=takedown.ground, words=reason, provision=takedown.provision)
    ledger.check_reason(Action.RESTORE, why)
    submission = ledger.locked(
        Submission.objects.get(article=takedown.article_id).source
    ).submission
    verdict = policies.may_restore(asked_by, by, submission.source, takedown.ground, at=at)
    if not verdict:
        raise NotAllowed(verdict)
    article = submission.article
    if article is None:
        raise Conflict("never_published")
    article.refresh_from_db()
    back = public.returnable(takedown, article)
    if takedown.languages and not back:
        raise Conflict("gone_by_another_order")
    revisions = SealedCopy.objects.get(takedown=takedown).content["origin"]["revisions"]
    editions = {edition.language: edition for edition in submission.editions.all()}
    for language in back:
        edition = editions[language]
        edition.submission = submission
        _live_again(edition, revisions[language], why, by=by, at=at)
    return public.restore(takedown, back, reason=reason, asked_by=asked_by, by=by, at=at)


def _live_again(
    edition: Edition, revision: int | None, why: Reason, *, by: User, at: datetime
) -> None:
    """The very revision that was live, whatever has been written since."""
    live = edition.revisions.filter(pk=revision).first() if revision else None
    if edition.publication != Publication.TAKEN_DOWN or live is None:
        raise Conflict("gone_by_another_order")
    edition.live_revision = live
    edition.sealed_at = None
    edition.taken_down_at = None
    edition.pub_epoch += 1
    ledger.advance(edition, Action.RESTORE, by=by, at=at, reason=why, revision=live)
