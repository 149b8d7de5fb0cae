"""B7 to B11: the board reads, changes, refuses, approves (LC-9.3, LC-13.1, LC-13.3)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from editorial import policies
from editorial.actions import ledger, notices
from editorial.actions.ledger import Reason
from editorial.models import Edition, Revision, Submission
from editorial.rules.manuscript import Manuscript, issues_of_text
from editorial.rules.reasons import Refusal
from editorial.rules.states import Action, Translation
from kernel.verdict import NotAllowed, NotReady
from sections import actions as public


@transaction.atomic
def edit(
    submission: Submission, manuscript: Manuscript, *, seen: int | None, by: User, at: datetime
) -> Revision:
    """B7: a new revision by its editor; it voids a recommendation given before."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.EDIT, source, at=at)
    head = ledger.check_seen(source, seen)
    revision = ledger.write_revision(source, manuscript, by=by, at=at)
    if revision.pk != head.pk:
        ledger.advance(source, Action.EDIT, by=by, at=at, revision=revision)
    return revision


@transaction.atomic
def recommend(submission: Submission, *, seen: int | None, by: User, at: datetime) -> None:
    """B8: the member stands by exactly this revision."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.RECOMMEND, source, at=at)
    revision = ledger.check_seen(source, seen)
    if issues := list(issues_of_text(source.manuscript())):
        raise NotReady(issues)
    step = ledger.advance(source, Action.RECOMMEND, by=by, at=at, revision=revision)
    deciders = notices.deciders(source.submission, at=at)
    notices.tell("submission_recommended", deciders, source, step, at=at, except_for=by)


@transaction.atomic
def request_changes(submission: Submission, *, words: str, by: User, at: datetime) -> None:
    """B9: back to whoever brought it, with what is to be mended."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.REQUEST_CHANGES, source, at=at)
    reason = Reason(words=words)
    ledger.check_reason(Action.REQUEST_CHANGES, reason)
    step = ledger.advance(source, Action.REQUEST_CHANGES, by=by, at=at, reason=reason)
    suppliers = notices.suppliers(source.submission, at=at)
    notices.tell("changes_requested", suppliers, source, step, at=at)


@transaction.atomic
def refuse(submission: Submission, *, code: Refusal, words: str, by: User, at: datetime) -> None:
    """B10: refuse on one of the closed grounds, with a reason in words (LC-13.3)."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.REFUSE, source, at=at)
    if not (verdict := policies.may_refuse_for(by, source, code, at=at)):
        raise NotAllowed(verdict)
    reason = Reason(code=Refusal(code), words=words)
    ledger.check_reason(Action.REFUSE, reason)
    step = ledger.advance(source, Action.REFUSE, by=by, at=at, reason=reason)
    suppliers = notices.suppliers(source.submission, at=at)
    notices.tell("submission_refused", suppliers, source, step, at=at)


@transaction.atomic
def approve(submission: Submission, *, seen: int | None, by: User, at: datetime) -> None:
    """B11: the board's word for exactly the revision its signer saw (LC-9.3).

    Never by a hand that wrote, sent or recommended it. Approved translations of an earlier
    original turn stale (T5); those not yet begun are asked for.
    """
    source = ledger.locked(submission.source)
    ledger.check(by, Action.APPROVE, source, at=at)
    revision = ledger.check_seen(source, seen)
    if issues := list(issues_of_text(source.manuscript())):
        raise NotReady(issues)
    previous = source.approved_revision
    source.approved_revision, source.approved_at = revision, at
    step = ledger.advance(source, Action.APPROVE, by=by, at=at, revision=revision)
    submission = source.submission
    suppliers = notices.suppliers(submission, at=at)
    notices.tell("submission_approved", suppliers, source, step, at=at)
    for edition in submission.editions.exclude(pk=source.pk).select_related("submission"):
        edition.submission = submission
        _follow(edition, previous, revision, at=at)


def _follow(edition: Edition, previous: Revision | None, now: Revision, *, at: datetime) -> None:
    """What a newly approved original means for one translation."""
    if edition.state == Translation.MISSING:
        step = edition.submission.transitions.latest("seq")
        people = notices.translators(edition, at=at)
        notices.tell("translation_wanted", people, edition, step, at=at)
        return
    if edition.state != Translation.APPROVED:
        return
    if previous is not None and previous.translatable_hash == now.translatable_hash:
        return
    step = ledger.advance(edition, Action.MARK_STALE, by=None, at=at)
    if edition.submission.article is not None:
        public.mark_outdated(edition.submission.article, [edition.language], at=at)
    people = notices.translators(edition, at=at)
    notices.tell("translation_stale", people, edition, step, at=at)
