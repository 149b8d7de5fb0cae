"""One press of a button on the supplier's form: keep what was typed, and where asked, send it.

Sending keeps the text first: what is missing is said about a draft that is already safe. The same
press twice, however fast, is one act.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from accounts.models import User
from editorial.actions import drafting
from editorial.actions.drafting import Origin
from editorial.models import Submission
from editorial.rules.manuscript import Manuscript
from editorial.rules.states import Board
from kernel import languages
from kernel.verdict import Conflict, NotAllowed, NotReady


OPEN_TO_SUPPLIERS = frozenset({Board.DRAFT, Board.CHANGES_REQUESTED})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it was posted. `seen` is the revision it was filled from, none for a new one."""

    origin: Origin
    manuscript: Manuscript
    form_token: UUID
    seen: int | None = None
    language: str = languages.VI


class KeptNotSent(NotReady):
    """The text is kept as a draft; `issues` lists what sending needs."""

    def __init__(self, issues: list[str], submission: Submission) -> None:
        super().__init__(issues)
        self.submission = submission


def keep(sheet: Sheet, submission: Submission | None, *, by: User, at: datetime) -> Submission:
    """B1 or B2: begin a dossier with this form, or save it into the one it was filled from.

    Raises NotAllowed, and Conflict when another text was saved meanwhile.
    """
    if submission is None:
        return _begin(sheet, by=by, at=at)
    head = submission.source.head_revision_id
    seen = head if _is_head(sheet.manuscript, submission) else sheet.seen
    return drafting.save(submission, sheet.origin, sheet.manuscript, seen=seen, by=by, at=at)


def hand_in(
    sheet: Sheet,
    submission: Submission | None,
    *,
    declared_truthful: bool,
    by: User,
    at: datetime,
) -> Submission:
    """B3 after B1 or B2: keep the text and send exactly it. Raises KeptNotSent."""
    if submission is not None and _was_sent(sheet.manuscript, submission, by=by):
        return submission
    kept = keep(sheet, submission, by=by, at=at)
    return send(
        kept,
        seen=kept.source.head_revision_id,
        declared_truthful=declared_truthful,
        by=by,
        at=at,
    )


def send(
    submission: Submission, *, seen: int | None, declared_truthful: bool, by: User, at: datetime
) -> Submission:
    """B3 for a text that is kept already; a repeated press finds it sent. Raises KeptNotSent."""
    source = submission.source
    if source.head_revision_id == seen and _was_sent(source.manuscript(), submission, by=by):
        return submission
    try:
        return drafting.submit(
            submission, seen=seen, declared_truthful=declared_truthful, by=by, at=at
        )
    except NotReady as missing:
        raise KeptNotSent(missing.issues, submission) from missing


def _begin(sheet: Sheet, *, by: User, at: datetime) -> Submission:
    """A new dossier, or the one this very form began before."""
    try:
        begun = drafting.create(
            sheet.origin,
            sheet.manuscript,
            by=by,
            at=at,
            language=sheet.language,
            form_token=sheet.form_token,
        )
    except IntegrityError as taken:
        # The twin of this request was faster, or somebody else's token was sent.
        twin = Submission.objects.filter(form_token=sheet.form_token, created_by=by).first()
        if twin is None:
            raise Conflict("form_token_taken") from taken
        begun = twin
    if not _is_head(sheet.manuscript, begun):
        raise Conflict("not_the_revision_you_saw")
    return begun


def _is_head(manuscript: Manuscript, submission: Submission) -> bool:
    return submission.source.manuscript() == manuscript


def _was_sent(manuscript: Manuscript, submission: Submission, *, by: User) -> bool:
    """Whether this person's sending of this text is what brought the dossier where it is."""
    return (
        submission.board_state not in OPEN_TO_SUPPLIERS
        and submission.submitted_by_id == by.pk
        and _is_head(manuscript, submission)
    )


__all__ = ["Conflict", "KeptNotSent", "NotAllowed", "Sheet", "hand_in", "keep", "send"]
