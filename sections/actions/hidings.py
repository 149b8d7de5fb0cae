"""Kept from the public and given back: the columns stay as they are, only the gate closes.

A hidden article is evidence: nothing is put up over it until people have decided (LC-8.3).
"""

from datetime import datetime

from django.db import transaction

import audit.actions
from accounts.models import User
from kernel import languages
from kernel.verdict import Conflict, NotAllowed, no
from sections.actions import columns, takedown_ledger
from sections.models import Article, Hiding, HidingEnd, HidingOutcome


@transaction.atomic
def hide(
    article: Article,
    *,
    ground: str,
    provision: str,
    case_ref: int | None = None,
    clock_ref: int | None = None,
    by: User | None,
    at: datetime,
) -> Hiding:
    """Keep every language of an article from the public at once (LC-8.3, LC-8.3-removal).

    `by` None is the clock. True for every surface at the commit. What is hidden already stays
    hidden by the first hiding, which is returned: twice is once.
    """
    article = columns.locked(article)
    if (standing := article.hidings.standing().first()) is not None:
        return standing
    before = fingerprints(article)
    hiding = Hiding.objects.create(
        article=article,
        at=at,
        by=by,
        by_name=str(by) if by else "",
        ground=ground,
        provision=provision,
        case_ref=case_ref,
        clock_ref=clock_ref,
        before=before,
    )
    columns.close(article, at=at)
    audit.actions.record(
        "sections.hide", article, by=by, at=at, provision=provision,
        data={"hiding": hiding.pk, "case": case_ref, "clock": clock_ref, "before": before},
    )  # fmt: skip
    takedown_ledger.append(
        takedown_ledger.entry(
            "hide",
            article,
            languages=list(before),
            ground=ground,
            provision=provision,
            hashes=before,
            at=at,
        )
    )
    return hiding


@transaction.atomic
def release(
    hiding: Hiding, *, reason: str, provision: str, asked_by: User, by: User, at: datetime
) -> HidingEnd:
    """Give a hidden article back to the public, the same bytes: one asks, another confirms.

    Raises NotAllowed when both are the same person, Conflict when it was decided before.
    """
    if asked_by.pk == by.pk:
        raise NotAllowed(no("second_person_needed", provision=provision))
    article = columns.locked(hiding.article)
    end = _end(hiding, HidingOutcome.RELEASED, reason=reason, asked_by=asked_by, by=by, at=at)
    columns.open_again(article)
    _record("sections.release", hiding, article, provision=provision, by=by, at=at)
    return end


def end_if_down(
    article: Article, *, reason: str, provision: str, by: User, at: datetime
) -> HidingEnd | None:
    """A takedown of all that was hidden is the decision about the hiding; call it in the takedown.

    A language that is still up keeps the article hidden.
    """
    hiding = article.hidings.standing().first()
    if hiding is None or columns.is_up(article):
        return None
    end = _end(hiding, HidingOutcome.CONFIRMED, reason=reason, asked_by=None, by=by, at=at)
    columns.open_again(article)
    _record("sections.confirm_hiding", hiding, article, provision=provision, by=by, at=at)
    return end


def fingerprints(article: Article) -> dict[str, str]:
    """A hash of each language that is filled, as it stands."""
    return {
        code: columns.fingerprint(
            {field: article.in_language(field, code) for field in columns.TEXT}
        )
        for code in languages.CODES
        if article.in_language("published_at", code) is not None
    }


def _end(
    hiding: Hiding,
    outcome: HidingOutcome,
    *,
    reason: str,
    asked_by: User | None,
    by: User,
    at: datetime,
) -> HidingEnd:
    if HidingEnd.objects.filter(hiding=hiding).exists():
        raise Conflict("decided_before")
    return HidingEnd.objects.create(
        hiding=hiding,
        outcome=outcome.value,
        at=at,
        reason=reason,
        asked_by=asked_by,
        asked_by_name=str(asked_by) if asked_by else "",
        by=by,
        by_name=str(by),
    )


def _record(
    verb: str, hiding: Hiding, article: Article, *, provision: str, by: User, at: datetime
) -> None:
    after = fingerprints(article)
    data = {"hiding": hiding.pk, "before": hiding.before, "after": after}
    audit.actions.record(verb, article, by=by, at=at, provision=provision, data=data)
    takedown_ledger.append(
        takedown_ledger.entry(
            "release",
            article,
            languages=list(hiding.before),
            ground=hiding.ground,
            provision=provision,
            hashes=after,
            at=at,
        )
    )
