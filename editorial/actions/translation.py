"""T1 to T4: a translation is written by one and approved by another (LC-3.1, LC-9.3)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from editorial.actions import ledger, notices
from editorial.actions.ledger import Reason
from editorial.models import Edition, Revision
from editorial.rules.manuscript import Manuscript, issues_of_text
from editorial.rules.states import Action, Translation
from kernel.verdict import Conflict, NotReady


@transaction.atomic
def translate(
    edition: Edition,
    manuscript: Manuscript,
    *,
    seen: int | None,
    basis: int | None = None,
    by: User,
    at: datetime,
) -> Revision:
    """T1: save a translation, bound to the original it was made from.

    That is `basis`, the original's revision its translator had before them; without it the
    approved one or, before there is one, the newest. An original approved meanwhile thus shows
    the translation as outdated rather than as made from it. `seen` is the translation's revision
    the form was filled from, None for the first; raises Conflict.
    """
    edition = ledger.locked(edition)
    ledger.check(by, Action.TRANSLATE, edition, at=at)
    if edition.head_revision_id != seen:
        raise Conflict("not_the_revision_you_saw")
    source = edition.submission.source
    read = source.revisions.filter(pk=basis).first() if basis is not None else None
    original = read or source.approved_revision or source.head_revision
    before = edition.head_revision_id
    revision = ledger.write_revision(edition, manuscript, by=by, at=at, source_revision=original)
    if revision.pk != before or edition.state != Translation.DRAFT:
        ledger.advance(edition, Action.TRANSLATE, by=by, at=at, revision=revision)
    return revision


@transaction.atomic
def submit_translation(edition: Edition, *, seen: int | None, by: User, at: datetime) -> None:
    """T2: hand a complete translation to its reviewer."""
    edition = ledger.locked(edition)
    ledger.check(by, Action.SUBMIT_TRANSLATION, edition, at=at)
    revision = ledger.check_seen(edition, seen)
    if issues := list(issues_of_text(edition.manuscript())):
        raise NotReady(issues)
    step = ledger.advance(edition, Action.SUBMIT_TRANSLATION, by=by, at=at, revision=revision)
    reviewers = notices.translation_reviewers(edition, at=at)
    notices.tell("translation_submitted", reviewers, edition, step, at=at, except_for=by)


@transaction.atomic
def return_translation(edition: Edition, *, words: str, by: User, at: datetime) -> None:
    """T3: back to the translator, with the reason."""
    edition = ledger.locked(edition)
    ledger.check(by, Action.RETURN_TRANSLATION, edition, at=at)
    reason = Reason(words=words)
    ledger.check_reason(Action.RETURN_TRANSLATION, reason)
    step = ledger.advance(edition, Action.RETURN_TRANSLATION, by=by, at=at, reason=reason)
    author = edition.head_revision.author if edition.head_revision else None
    notices.tell("translation_returned", [author] if author else [], edition, step, at=at)


@transaction.atomic
def approve_translation(edition: Edition, *, seen: int | None, by: User, at: datetime) -> None:
    """T4: approve exactly the text seen, made from the original as approved."""
    edition = ledger.locked(edition)
    ledger.check(by, Action.APPROVE_TRANSLATION, edition, at=at)
    revision = ledger.check_seen(edition, seen)
    if issues := list(issues_of_text(edition.manuscript())):
        raise NotReady(issues)
    edition.approved_revision, edition.approved_at = revision, at
    step = ledger.advance(edition, Action.APPROVE_TRANSLATION, by=by, at=at, revision=revision)
    deciders = notices.deciders(edition.submission, at=at)
    notices.tell("translation_approved", deciders, edition, step, at=at, except_for=by)
