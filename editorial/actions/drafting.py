"""B1 to B4: what those who supply information do (LC-10, LC-15.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from accounts.permissions import Capability as C
from editorial import policies
from editorial.actions import ledger, notices
from editorial.actions.ledger import Reason
from editorial.models import Edition, Submission
from editorial.rules.manuscript import Manuscript, issues_before_submitting
from editorial.rules.reasons import Source
from editorial.rules.states import Action, Board, Translation
from kernel import languages
from kernel.verdict import Conflict, NotAllowed, NotReady
from sections.models import Section


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from and what it is about (LC-10.1 to LC-10.4)."""

    section: Section
    source_kind: Source
    agency: Agency | None = None
    source_outlet: str = ""
    source_url: str = ""
    source_permission: str = ""
    letter_number: str = ""
    letter_on: date | None = None
    event_at: datetime | None = None


@transaction.atomic
def create(
    origin: Origin,
    manuscript: Manuscript,
    *,
    by: User,
    at: datetime,
    language: str = languages.VI,
    form_token: UUID | None = None,
) -> Submission:
    """B1: begin a dossier. The same form sent twice opens the same dossier once."""
    if not (verdict := policies.may_create(by, at=at, agency=origin.agency)):
        raise NotAllowed(verdict)
    if form_token is not None:
        twin = Submission.objects.filter(form_token=form_token, created_by=by).first()
        if twin is not None:
            return twin
    submission = Submission(
        source_language=language, created_by=by, created_at=at, form_token=form_token
    )
    _fill(submission, origin)
    submission.code = f"new-{form_token or by.pk}"[:20]
    submission.save()
    submission.code = f"HS-{timezone.localdate(at).year}-{submission.pk:05d}"
    submission.save(update_fields=["code"])
    for code in languages.CODES:
        state = Board.DRAFT if code == language else Translation.MISSING
        Edition.objects.create(submission=submission, language=code, state=state)
    source = submission.source
    ledger.write_revision(source, manuscript, by=by, at=at)
    ledger.advance(source, Action.CREATE, by=by, at=at)
    return submission


@transaction.atomic
def save(
    submission: Submission,
    origin: Origin,
    manuscript: Manuscript,
    *,
    seen: int | None,
    by: User,
    at: datetime,
) -> Submission:
    """B2: save a draft. `seen` is the revision the form was filled from; raises Conflict."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.SAVE, source, at=at)
    ledger.check_seen(source, seen)
    submission = source.submission
    if origin.agency != submission.agency and not (
        verdict := policies.may_create(by, at=at, agency=origin.agency)
    ):
        raise NotAllowed(verdict)
    _fill(submission, origin)
    ledger.write_revision(source, manuscript, by=by, at=at)
    ledger.advance(source, Action.SAVE, by=by, at=at)
    return submission


@transaction.atomic
def submit(
    submission: Submission, *, seen: int | None, declared_truthful: bool, by: User, at: datetime
) -> Submission:
    """B3: hand over to the board, with the declaration of truthfulness (CC-4.2, a norm).

    A second sending of the same form finds it sent and changes nothing. A dossier sent again
    after a request for changes goes back to the member who asked, while they may still act.
    """
    source = ledger.locked(submission.source)
    if source.state == Board.SUBMITTED and source.head_revision_id == seen:
        return source.submission
    ledger.check(by, Action.SUBMIT, source, at=at)
    ledger.check_seen(source, seen)
    submission = source.submission
    issues = list(
        issues_before_submitting(source.manuscript(), declared_truthful=declared_truthful)
    )
    issues += _issues_of_origin(submission)
    if issues:
        raise NotReady(issues)
    submission.declared_at, submission.declared_by = at, by
    submission.submitted_at, submission.submitted_by = at, by
    member = submission.assignee
    if member is not None and not member.holds(C.REVIEW, at=at, within=submission.section):
        submission.assignee = None
    step = ledger.advance(source, Action.SUBMIT, by=by, at=at)
    notices.tell("submission_received", notices.secretaries(submission, at=at), source, step, at=at)
    if submission.assignee is not None:
        _return_to_member(source, at=at)
    return submission


@transaction.atomic
def withdraw(submission: Submission, *, words: str = "", by: User, at: datetime) -> None:
    """B4: take a dossier back, as long as no member works on it."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.WITHDRAW, source, at=at)
    ledger.advance(source, Action.WITHDRAW, by=by, at=at, reason=Reason(words=words))


def _return_to_member(source: Edition, *, at: datetime) -> None:
    """B5 by the portal itself: what comes back goes to whoever knows it."""
    submission = source.submission
    member = submission.assignee
    if member is None:
        return
    step = ledger.advance(source, Action.ROUTE, by=None, at=at, note="returned_to_member")
    notices.tell("submission_routed", [member], source, step, at=at)


def _fill(submission: Submission, origin: Origin) -> None:
    submission.section = origin.section
    submission.agency = origin.agency
    submission.source_kind = origin.source_kind
    submission.source_outlet = origin.source_outlet
    submission.source_url = origin.source_url
    submission.source_permission = origin.source_permission
    submission.letter_number = origin.letter_number
    submission.letter_on = origin.letter_on
    submission.event_at = origin.event_at


def _issues_of_origin(submission: Submission) -> list[str]:
    """LC-10.3: what others published goes out by law or by written agreement only."""
    if submission.source_kind != Source.OFFICIAL:
        return []
    needed = {
        "outlet_missing": submission.source_outlet,
        "original_missing": submission.source_url,
        "permission_missing": submission.source_permission,
    }
    return [code for code, value in needed.items() if not value.strip()]


__all__ = ["Conflict", "NotAllowed", "NotReady", "Origin", "create", "save", "submit", "withdraw"]
