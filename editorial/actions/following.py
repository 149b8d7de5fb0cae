"""What the desk believes, put right after the takedown ledger was replayed over an older backup."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from editorial import policies
from editorial.actions import ledger
from editorial.actions.ledger import Reason
from editorial.models import Submission
from editorial.rules.states import Action, Publication


@transaction.atomic
def follow_removal(
    article: int, languages: Iterable[str], *, ground: str, provision: str, at: datetime
) -> int:
    """These languages of an article are gone: their editions are no longer live (LC-8.3).

    Nobody did it anew, so nobody is named and nobody is told. Returns how many changed.
    """
    submission = Submission.objects.filter(article=article).first()
    if submission is None:
        return 0
    held = ledger.locked(submission.source).submission
    live = held.editions.filter(language__in=list(languages), publication=Publication.LIVE)
    editions = list(live)
    for edition in editions:
        edition.submission = held
        edition.live_revision = None
        edition.taken_down_at = at
        edition.sealed_at = at if ground in policies.LEGAL_GROUNDS else None
        edition.pub_epoch += 1
        reason = Reason(code=ground, provision=provision)
        ledger.advance(edition, Action.TAKE_DOWN, by=None, at=at, reason=reason)
    return len(editions)
