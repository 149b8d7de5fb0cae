"""B5 and B6: who takes care of a dossier (LC-13.1)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Capability as C
from editorial.actions import ledger, notices
from editorial.actions.ledger import Reason
from editorial.models import Submission
from editorial.rules.states import Action, Board
from kernel.verdict import NotReady
from sections.models import Section


@transaction.atomic
def route(
    submission: Submission,
    *,
    section: Section,
    member: User | None,
    by: User,
    at: datetime,
    words: str = "",
) -> None:
    """B5: give a dossier to a section and, if one is named, to a member who works on it.

    Taking it out of a member's hands needs a reason. Raises NotAllowed, NotReady.
    """
    source = ledger.locked(submission.source)
    ledger.check(by, Action.ROUTE, source, at=at)
    if member is not None and not member.holds(C.REVIEW, at=at, within=section):
        raise NotReady(["member_not_of_section"])
    if source.state == Board.IN_REVIEW and not words.strip():
        raise NotReady(["reason_missing"])
    submission = source.submission
    submission.section, submission.assignee = section, member
    step = ledger.advance(
        source, Action.ROUTE, by=by, at=at, reason=Reason(words=words), note=section.code
    )
    if member is not None:
        notices.tell("submission_routed", [member], source, step, at=at, except_for=by)


@transaction.atomic
def claim(submission: Submission, *, by: User, at: datetime) -> None:
    """B6: begin the review. One member at a time; the second is told who was first."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.CLAIM, source, at=at)
    source.submission.assignee = by
    ledger.advance(source, Action.CLAIM, by=by, at=at)


@transaction.atomic
def release(submission: Submission, *, by: User, at: datetime) -> None:
    """B6: give it back to the section."""
    source = ledger.locked(submission.source)
    ledger.check(by, Action.RELEASE, source, at=at)
    source.submission.assignee = None
    ledger.advance(source, Action.RELEASE, by=by, at=at)
