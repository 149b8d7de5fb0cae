"""May this person do this act to this text now? The same answer drives button and guard."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import Agency, User
from accounts.permissions import Capability as C
from editorial.models import Edition, Submission
from editorial.rules import machine
from editorial.rules.reasons import REFUSAL_BY_SECRETARY, Ground
from editorial.rules.states import Action as A, Board, Machine, Publication, Translation
from kernel.verdict import YES, Verdict, no
from sections.models import Article, Section


Guard = Callable[[User, Edition, datetime], Verdict]
LEGAL_GROUNDS = frozenset({Ground.AUTHORITY_REQUEST, Ground.NATIONAL_SECURITY})


def may(actor: User, action: A, edition: Edition, *, at: datetime) -> Verdict:
    """Whether the table, the actor's appointments and the text's past allow an act.

    First the machine (a board act concerns the original only), then the role, then the state,
    then what is special to the act.
    """
    step = machine.step_of(action)
    if (step.machine is Machine.BOARD) != edition.is_source and step.machine is not (
        Machine.PUBLICATION
    ):
        return no("other_machine", provision=step.provision)
    if not _has_the_role(actor, step, edition, at=at):
        return no("not_your_role", provision=step.provision)
    if not step.starts_from(_state(edition, step)):
        return no("wrong_state", provision=step.provision)
    guard = GUARDS.get(action)
    return guard(actor, edition, at) if guard else YES


def may_create(actor: User, *, at: datetime, agency: Agency | None = None) -> Verdict:
    """Whoever supplies information may begin a submission, in the name of their agency alone.

    So may the board, on behalf of any agency (LC-10.1).
    """
    if any(actor.holds(capability, at=at) for capability in (C.REVIEW, C.ROUTE)):
        return YES
    if not actor.holds(C.SUBMIT, at=at):
        return no("not_your_role", provision="LC-10.4")
    if agency is not None and agency.pk not in actor.agencies_at(at):
        return no("not_yours", provision="LC-10.4")
    return YES


def may_read(actor: User, submission: Submission, *, at: datetime) -> Verdict:
    """Whether this person may see the dossier, its texts and its history."""
    if supplies(actor, submission, at=at):
        return YES
    if Submission.objects.on_the_desk_of(actor, at=at).filter(pk=submission.pk).exists():
        return YES
    return no("not_yours", provision="LC-13.1")


def may_refuse_for(actor: User, edition: Edition, code: str, *, at: datetime) -> Verdict:
    """A secretary turns away at the door, on three grounds; the board on all nine."""
    within = edition.submission.section
    if actor.holds(C.APPROVE, at=at, within=within) or code in REFUSAL_BY_SECRETARY:
        return YES
    return no("ground_for_the_board", provision="LC-13.3")


def may_take_down_for(actor: User, edition: Edition, ground: str, *, at: datetime) -> Verdict:
    """A deputy takes down on any ground, a secretary only where the law is in a hurry."""
    if actor.holds(C.APPROVE, at=at, within=edition.submission.section):
        return YES
    if ground in LEGAL_GROUNDS:
        return YES
    return no("ground_for_the_board", provision="LC-8.3")


def may_open_seal(actor: User, section: Section, *, at: datetime) -> Verdict:
    """Who reads sealed copies, two together: the secretary, a deputy, the head (LC-8.3)."""
    if actor.is_active and actor.holds(C.TAKE_DOWN, at=at, within=section):
        return YES
    return no("not_your_role", provision="LC-8.3")


def may_ask_to_restore(actor: User, edition: Edition, *, at: datetime) -> Verdict:
    """Whoever may take down may ask that it be undone."""
    if actor.holds(C.TAKE_DOWN, at=at, within=edition.submission.section):
        return YES
    return no("not_your_role", provision="LC-8.3")


def may_restore(
    asked_by: User, actor: User, edition: Edition, ground: str, *, at: datetime
) -> Verdict:
    """Two people: one who may take down asks, a deputy or the head confirms (LC-8.3).

    What an authority had removed comes back only when the head is one of the two.
    """
    within = edition.submission.section
    if not (verdict := may_ask_to_restore(asked_by, edition, at=at)):
        return verdict
    if not actor.is_active or not actor.holds(C.PUBLISH, at=at, within=within):
        return no("not_your_role", provision="LC-8.3")
    if asked_by.pk == actor.pk:
        return no("second_person_needed", provision="norm:two-people")
    heads = (one.holds(C.REOPEN, at=at, within=within) for one in (asked_by, actor))
    if ground in LEGAL_GROUNDS and not any(heads):
        return no("head_needed", provision="LC-8.3")
    return YES


def _state(edition: Edition, step: machine.Step) -> str:
    return edition.publication if step.machine is Machine.PUBLICATION else edition.state


def supplies(actor: User, submission: Submission, *, at: datetime) -> bool:
    """An officer of its agency or of the heir, or its writer while they may write for it."""
    if submission.agency_id is not None and submission.agency_id in actor.agencies_at(at):
        return True
    is_writer = submission.created_by_id == actor.pk
    return is_writer and bool(may_create(actor, at=at, agency=submission.agency))


def _has_the_role(actor: User, step: machine.Step, edition: Edition, *, at: datetime) -> bool:
    submission = edition.submission
    if step.capability is None:
        return False
    if not actor.is_active:
        return False
    if step.capability is C.SUBMIT:
        return supplies(actor, submission, at=at)
    at_the_door = step.action is A.REFUSE and edition.state == Board.SUBMITTED
    if at_the_door and actor.holds(C.ROUTE, at=at, within=submission.section):
        return True
    if submission.submitted_at is None:
        return False
    language = edition.language if step.capability in {C.TRANSLATE, C.REVIEW_TRANSLATION} else None
    return actor.holds(step.capability, at=at, within=submission.section, language=language)


def _leads(actor: User, edition: Edition, at: datetime) -> bool:
    return actor.holds(C.APPROVE, at=at, within=edition.submission.section)


def _unassigned_or_own(actor: User, edition: Edition, at: datetime) -> Verdict:
    if edition.submission.assignee_id in {None, actor.pk}:
        return YES
    return no("held_by_another", provision="LC-13.1")


def _own(actor: User, edition: Edition, at: datetime) -> Verdict:
    if edition.submission.assignee_id == actor.pk:
        return YES
    return no("held_by_another", provision="LC-13.1")


def _own_or_leading(actor: User, edition: Edition, at: datetime) -> Verdict:
    return YES if _leads(actor, edition, at) else _own(actor, edition, at)


def _may_request_changes(actor: User, edition: Edition, at: datetime) -> Verdict:
    if edition.state == Board.RECOMMENDED and not _leads(actor, edition, at):
        return no("wrong_state", provision="LC-13.3")
    return _own_or_leading(actor, edition, at)


def hands_in(edition: Edition) -> set[int]:
    """Keys of whoever wrote the text, and of all who wrote, sent or recommended one since the
    last approval."""
    since = edition.approved_at
    revisions = edition.revisions.all()
    steps = edition.submission.transitions.filter(
        language=edition.language, action__in=[A.SUBMIT, A.RECOMMEND, A.SUBMIT_TRANSLATION]
    )
    if since is not None:
        revisions, steps = revisions.filter(at__gt=since), steps.filter(at__gt=since)
    authors = set(revisions.values_list("author_id", flat=True))
    if edition.head_revision is not None:
        authors.add(edition.head_revision.author_id)
    return authors | {pk for pk in steps.values_list("actor_id", flat=True) if pk is not None}


def _two_people(actor: User, edition: Edition, at: datetime) -> Verdict:
    if actor.pk in hands_in(edition):
        return no("own_work", provision="norm:two-people")
    return YES


def _source_was_sent(actor: User, edition: Edition, at: datetime) -> Verdict:
    if edition.submission.source.state in {Board.REFUSED, Board.WITHDRAWN}:
        return no("source_closed", provision="LC-13.1")
    return YES


def _translation_is_current(actor: User, edition: Edition, at: datetime) -> Verdict:
    if not (verdict := _two_people(actor, edition, at)):
        return verdict
    if edition.submission.source.approved_revision_id is None:
        return no("source_not_approved", provision="LC-9.3")
    if edition.outdated:
        return no("source_changed", provision="LC-9.3")
    return YES


def _may_go_public(actor: User, edition: Edition, at: datetime) -> Verdict:
    submission = edition.submission
    if edition.approved_revision_id is None or submission.source.approved_revision_id is None:
        return no("not_approved", provision="LC-9.3")
    if not edition.is_source and edition.state != Translation.APPROVED:
        return no("not_approved", provision="LC-9.3")
    if edition.approved_revision_id == edition.live_revision_id:
        return no("already_public", provision="LC-13.1")
    article = submission.article
    if article is not None and article.lifecycle != Article.Lifecycle.ACTIVE:
        return no("archived", provision="LC-13.1")
    if edition.publication != Publication.LIVE and (
        edition.taken_down_since_approval or submission.source.taken_down_since_approval
    ):
        return no("taken_down_since_approval", provision="LC-8.3")
    return YES


GUARDS: dict[A, Guard] = {
    A.CLAIM: _unassigned_or_own,
    A.RELEASE: _own,
    A.EDIT: _own_or_leading,
    A.RECOMMEND: _own,
    A.REQUEST_CHANGES: _may_request_changes,
    A.APPROVE: _two_people,
    A.TRANSLATE: _source_was_sent,
    A.APPROVE_TRANSLATION: _translation_is_current,
    A.PUBLISH: _may_go_public,
}
