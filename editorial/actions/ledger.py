"""What every act shares: the lock, the check, the revision, the transition.

Private to `editorial.actions`; the only writer of `Edition.state`.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import audit.actions
from accounts.models import User
from editorial import policies, queries
from editorial.models import Edition, PictureUse, Revision, Submission, Transition
from editorial.rules import machine
from editorial.rules.manuscript import Manuscript
from editorial.rules.states import Action, Machine
from kernel import richtext
from kernel.verdict import Conflict, NotAllowed, NotReady, no


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code from a closed list where there is one, words, and the provision relied on.

    Without a provision the act rests on that of its row in the table.
    """

    code: str = ""
    words: str = ""
    provision: str = ""


NO_REASON = Reason()


def locked(edition: Edition) -> Edition:
    """The same edition read again while nobody else can act on its dossier."""
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=edition.submission_id)
    return submission.edition(edition.language)


def check(actor: User, action: Action, edition: Edition, *, at: datetime) -> None:
    """Raises NotAllowed."""
    if not (verdict := policies.may(actor, action, edition, at=at)):
        raise NotAllowed(verdict)


def check_seen(edition: Edition, seen: int | None) -> Revision:
    """The head revision, provided it is the one the actor looked at. Raises Conflict."""
    if edition.head_revision is None or edition.head_revision_id != seen:
        raise Conflict("not_the_revision_you_saw")
    return edition.head_revision


def check_reason(action: Action, reason: Reason) -> None:
    """Raises NotReady where the table demands a reason and none is given."""
    if machine.step_of(action).needs_reason and not reason.words.strip():
        raise NotReady(["reason_missing"])


def write_revision(
    edition: Edition,
    manuscript: Manuscript,
    *,
    by: User,
    at: datetime,
    source_revision: Revision | None = None,
) -> Revision:
    """A new head, unless nothing changed: an unchanged text makes no revision.

    Pages show bodies as they are kept: whatever door a text comes through, it is clean here.
    """
    manuscript = replace(manuscript, body=richtext.clean(manuscript.body))
    head = edition.head_revision
    fingerprint = manuscript.fingerprint()
    if (
        head is not None
        and head.content_hash == fingerprint
        and head.source_revision_id == (source_revision.pk if source_revision else None)
    ):
        return head
    _check_pictures(edition, manuscript, by=by)
    revision = Revision.objects.create(
        edition=edition,
        number=head.number + 1 if head else 1,
        content=manuscript.to_json(),
        content_hash=fingerprint,
        translatable_hash=manuscript.translatable_fingerprint(),
        source_revision=source_revision,
        author=by,
        author_name=str(by),
        at=at,
    )
    edition.head_revision = revision
    edition.save(update_fields=["head_revision"])
    PictureUse.objects.bulk_create(
        (
            PictureUse(submission=edition.submission, attachment_id=figure.attachment)
            for figure in manuscript.pictures
        ),
        ignore_conflicts=True,
    )
    return revision


def _check_pictures(edition: Edition, manuscript: Manuscript, *, by: User) -> None:
    """A text shows pictures of its own dossier and of its writer's, and nobody else's.

    Raises NotAllowed: whoever reads the dossier could otherwise see a foreign draft's picture.
    """
    keys = {figure.attachment for figure in manuscript.pictures}
    usable = queries.usable_pictures(by, edition.submission) if keys else ()
    if keys - {str(attachment.pk) for attachment in usable}:
        raise NotAllowed(no("not_yours", provision="LC-10.4"))


def advance(
    edition: Edition,
    action: Action,
    *,
    by: User | None,
    at: datetime,
    reason: Reason = NO_REASON,
    revision: Revision | None = None,
    note: str = "",
) -> Transition:
    """Move along the table, and write the step down twice: for the story, and for the audit."""
    step = machine.step_of(action)
    submission = edition.submission
    of_publication = step.machine is Machine.PUBLICATION
    before = edition.publication if of_publication else edition.state
    after = step.to or before
    if of_publication:
        edition.publication = after
    else:
        edition.state = after
    edition.save()
    submission.last_seq += 1
    submission.save()
    transition = Transition.objects.create(
        submission=submission,
        seq=submission.last_seq,
        machine=step.machine,
        language=edition.language,
        action=action,
        from_state=before,
        to_state=after,
        revision=revision or edition.head_revision,
        actor=by,
        actor_name=str(by) if by else "",
        actor_roles=",".join(sorted(by.roles_at(at))) if by else "",
        reason_code=reason.code,
        reason=reason.words,
        note=note,
        at=at,
    )
    audit.actions.record(
        f"editorial.{action}",
        submission,
        by=by,
        at=at,
        provision=reason.provision or step.provision,
        data={"language": edition.language, "from": before, "to": after, "seq": transition.seq},
    )
    return transition
