"""May this person do this to this case now? The same answer drives button and guard."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import User
from accounts.permissions import Capability as C
from editorial import policies as editorial
from editorial.models import Edition, Submission
from editorial.rules.reasons import Ground
from editorial.rules.states import Action as EditorialAction, Publication
from files.models import Enclosure
from incidents.models import Case, HandOver, Shift
from incidents.rules import duties, machine
from incidents.rules.states import PUBLIC_KINDS, Action as A, Channel, Kind, State
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


GUARDS: dict[A, Guard] = {
    A.REJECT: _leads_for_authorities,
    A.ESCALATE: _not_yet_escalated,
    A.MARK_COMPLEX: _may_be_put_off,
}
