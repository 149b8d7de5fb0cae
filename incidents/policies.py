"""May this person do this to this case now? The same answer drives button and guard."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import User
from accounts.permissions import Capability as C
from accounts.roles import Role
from deadlines.models import ClockState
from editorial import policies as editorial
from editorial.models import Edition, Submission
from editorial.rules.reasons import Ground
from editorial.rules.states import Action as EditorialAction, Publication
from files.models import Enclosure
from incidents.models import Case, HandOver, HidingStep, Shift
from incidents.rules import aftercare, duties, machine
from incidents.rules.hiding import Step as HidingSteps
from incidents.rules.states import PUBLIC_KINDS, Action as A, Channel, Kind, State
from incidents.rules.triage import Triage
from kernel.verdict import YES, Verdict, no
from sections.models import Article


Guard = Callable[[User, Case, datetime], Verdict]


def may_see_cases(actor: User, *, at: datetime) -> Verdict:
    """The board is the one intake; nobody else reads who reported what (LC-8.1)."""
    if actor.is_authenticated and actor.holds(C.HANDLE_CASES, at=at):
        return YES
    return no("not_your_role", provision="LC-8.1")


def may_read_enclosure(viewer: User, enclosure: Enclosure, *, at: datetime) -> Verdict:
    """Documents of cases are for the board's eyes, like the cases themselves (LC-8.1)."""
    return may_see_cases(viewer, at=at)


def may_keep_roster(actor: User, *, at: datetime) -> Verdict:
    """Who is on duty is settled by whoever leads the board, and by its secretary (LC-8.1)."""
    if actor.holds(C.ROUTE, at=at):
        return YES
    return no("not_your_role", provision="LC-8.1")


def may_hand_over(actor: User, shift: Shift, *, at: datetime) -> Verdict:
    """Whoever was on duty writes what is open; where they cannot, whoever keeps the roster."""
    if actor.pk == shift.person_id and may_see_cases(actor, at=at):
        return YES
    return may_keep_roster(actor, at=at)


def may_take_over(actor: User, note: HandOver, *, at: datetime) -> Verdict:
    """Anybody who handles cases, but not who wrote it: what is open passes to another person."""
    if not (verdict := may_see_cases(actor, at=at)):
        return verdict
    if actor.pk in {note.written_by_id, note.shift.person_id}:
        return no("own_hand_over", provision="LC-8.1")
    return YES


def may_receive(actor: User | None, kind: Kind, channel: Channel, *, at: datetime) -> Verdict:
    """Anybody through the form; the board for whoever telephones, writes or comes (LC-8.1)."""
    if actor is None:
        allowed = kind in PUBLIC_KINDS and channel is Channel.WEB
        return YES if allowed else no("not_by_form", provision="LC-8.1")
    return may_see_cases(actor, at=at)


def may(actor: User, action: A, case: Case, *, at: datetime) -> Verdict:
    """Whether the table, the actor's appointments and the case allow an act."""
    if not may_see_cases(actor, at=at):
        return no("not_your_role", provision="LC-8.1")
    step = machine.step_of(action, State(case.state))
    if step is None:
        return no("wrong_state", provision="LC-8.1")
    if not actor.holds(step.capability, at=at):
        return no("not_your_role", provision=step.provision)
    if Kind(case.kind) not in step.kinds:
        return no("other_kind", provision=step.provision)
    guard = GUARDS.get(action)
    return guard(actor, case, at) if guard else YES


def may_as_reporter(action: A, case: Case, *, at: datetime) -> Verdict:
    """What whoever holds the tracking code may do with the answer: rate it, and ask again."""
    step = machine.step_of(action, State(case.state))
    if step is None or not step.reporter or case.handled_at is None:
        return no("wrong_state", provision="LC-8.1")
    if action is A.RATE:
        if aftercare.may_rate(case.satisfaction_at, at=at):
            return YES
        return no("rated_before", provision="LC-8.1")
    if Kind(case.kind) not in machine.HANDLED_IN_WORKING_HOURS:
        return no("not_by_form", provision="LC-8.3")
    if not aftercare.may_ask_again(case.handled_at, at=at):
        return no("too_late_to_reopen", provision="LC-8.2")
    return YES


def may_take_down(
    actor: User, article: Article, ground: Ground, *, case: Case | None, at: datetime
) -> Verdict:
    """What the editorial house allows, and no demand without somebody competent (LC-8.3)."""
    return _may_take_down(actor, _live_edition(article), ground, case=case, at=at)


def grounds_open_to(
    actor: User, article: Article, *, case: Case | None, at: datetime
) -> list[Ground]:
    """On which grounds this person may remove the article now; empty when on none."""
    edition = _live_edition(article)
    return [ground for ground in Ground if _may_take_down(actor, edition, ground, case=case, at=at)]


def _live_edition(article: Article) -> Edition | None:
    """A language of its dossier that is before the public; any will do for asking."""
    submission = Submission.objects.with_editions().filter(article=article).first()
    if submission is None:
        return None
    live = (each for each in submission.editions.all() if each.publication == Publication.LIVE)
    return next(live, None)


def _may_take_down(
    actor: User, edition: Edition | None, ground: Ground, *, case: Case | None, at: datetime
) -> Verdict:
    if not (verdict := may_see_cases(actor, at=at)):
        return verdict
    if case is not None and not (verdict := may(actor, A.ORDER_TAKEDOWN, case, at=at)):
        return verdict
    if case is not None and duties.needs_an_authority(ground) and case.authority_id is None:
        return no("private_complaint", provision="LC-8.3")
    if edition is None:
        return no("nothing_is_public", provision="LC-8.3-removal")
    if not (verdict := editorial.may(actor, EditorialAction.TAKE_DOWN, edition, at=at)):
        return verdict
    return editorial.may_take_down_for(actor, edition, ground, at=at)


def _leads_for_authorities(actor: User, case: Case, at: datetime) -> Verdict:
    """What an authority asked for is turned away by those who lead the board alone."""
    if case.authority_id is None or actor.holds(C.APPROVE, at=at):
        return YES
    return no("for_the_leaders", provision="LC-8.3")


def _not_yet_confirmed(actor: User, case: Case, at: datetime) -> Verdict:
    if case.authority_id is not None and case.call_confirmed_at is None:
        return YES
    return no("nothing_to_confirm", provision="LC-8.3")


def _not_yet_examined(actor: User, case: Case, at: datetime) -> Verdict:
    if case.triage == Triage.WAITING:
        return YES
    return no("examined_before", provision="LC-8.2")


def _may_wait(actor: User, case: Case, at: datetime) -> Verdict:
    """A promise that runs and is not over; nothing else ever stands still (LC-8.2-notice)."""
    promised = [clock for clock in case.clocks.all() if clock.provision == duties.NOTICE]
    if any(clock.state == ClockState.RUNNING and at <= clock.due_at for clock in promised):
        return YES
    return no("nothing_promised", provision="LC-8.2-notice")


def _waits(actor: User, case: Case, at: datetime) -> Verdict:
    if any(clock.state == ClockState.PAUSED for clock in case.clocks.all()):
        return YES
    return no("not_suspended", provision="LC-8.2-notice")


def _never(actor: User, case: Case, at: datetime) -> Verdict:
    """The reporter's own act; the board does not rate itself."""
    return no("for_the_reporter", provision="LC-8.1")


def _not_yet_escalated(actor: User, case: Case, at: datetime) -> Verdict:
    if case.authority_id is None:
        return YES
    return no("already_escalated", provision="LC-8.3")


def _may_be_put_off(actor: User, case: Case, at: datetime) -> Verdict:
    """Once, and once more when the first notice was delivered (LC-8.2-notice)."""
    notices = list(case.notices.all())
    if any(notice.delivered_at is None for notice in notices):
        return no("notice_not_delivered", provision="LC-8.2-notice")
    if len(notices) >= duties.MOST_NOTICES:
        return no("notices_used_up", provision="LC-8.2-notice")
    return YES


def may_command_hidings(actor: User, *, at: datetime) -> Verdict:
    """The head alone holds automatic hiding back, or lets it go on (LC-8.3)."""
    if Role.HEAD_OF_BOARD in actor.roles_at(at):
        return YES
    return no("for_the_head", provision="LC-8.3")


def may_release(actor: User, case: Case, asked: HidingStep, *, at: datetime) -> Verdict:
    """Two different people, both of the board's leaders; and nobody else wants it hidden."""
    if not (verdict := may(actor, A.RELEASE_HIDING, case, at=at)):
        return verdict
    if asked.by_id == actor.pk:
        return no("second_person_needed", provision="LC-8.3")
    others = (
        Case.objects.open()
        .exclude(pk=case.pk)
        .filter(hiding_steps__step=HidingSteps.HIDDEN.value, hiding_steps__hiding=asked.hiding_id)
    )
    if others.exists():
        return no("wanted_by_another", provision="LC-8.3")
    return YES


def _commands_hidings(actor: User, case: Case, at: datetime) -> Verdict:
    return may_command_hidings(actor, at=at)


def _hidings_are_decided(actor: User, case: Case, at: datetime) -> Verdict:
    """A case stays open until people have decided about what was hidden for it (LC-8.3)."""
    hidden = HidingStep.objects.of_case(case).of_kind(HidingSteps.HIDDEN)
    if case.authority_id is None or not hidden.filter(hiding__end__isnull=True).exists():
        return YES
    return no("hiding_undecided", provision="LC-8.3")


def _may_be_rejected(actor: User, case: Case, at: datetime) -> Verdict:
    verdict = _leads_for_authorities(actor, case, at)
    return _hidings_are_decided(actor, case, at) if verdict else verdict


GUARDS: dict[A, Guard] = {
    A.REJECT: _may_be_rejected,
    A.RESOLVE: _hidings_are_decided,
    A.MERGE: _hidings_are_decided,
    A.SUSPEND_HIDING: _commands_hidings,
    A.ESCALATE: _not_yet_escalated,
    A.CONFIRM_CALL: _not_yet_confirmed,
    A.TRIAGE: _not_yet_examined,
    A.RATE: _never,
    A.SUSPEND: _may_wait,
    A.RESUME: _waits,
    A.MARK_COMPLEX: _may_be_put_off,
}
