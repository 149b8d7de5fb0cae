"""Who enters, approves and decides what changes the working calendar."""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Capability as C
from deadlines.models import Notice, NoticeState
from kernel.verdict import YES, Verdict, no


def may_see(actor: User, *, at: datetime) -> Verdict:
    """Everybody who works at the desk reads the calendar."""
    return YES if actor.is_active and actor.is_staff else no("not_your_role", "LC-12.3")


def may_enter(actor: User, *, at: datetime) -> Verdict:
    """Administrators and whoever routes the board's work enter notices (LC-12.3)."""
    if actor.holds(C.ADMINISTER, at=at) or actor.holds(C.ROUTE, at=at):
        return YES
    return no("not_your_role", "LC-12.3")


def may_revise(actor: User, notice: Notice, *, at: datetime) -> Verdict:
    """Only whoever entered a notice writes in it: another hand could not approve it any more."""
    if not (verdict := may_enter(actor, at=at)):
        return verdict
    if notice.state != NoticeState.DRAFT:
        return no("wrong_state")
    return YES if notice.entered_by_id == actor.pk else no("not_yours")


def may_publish(actor: User, notice: Notice, *, at: datetime) -> Verdict:
    """A second person, competent for it: administrators, deputies, the head (LC-12.3)."""
    if not (actor.holds(C.ADMINISTER, at=at) or actor.holds(C.APPROVE, at=at)):
        return no("not_your_role", "LC-12.3")
    if notice.state != NoticeState.SUBMITTED:
        return no("wrong_state")
    return no("two_people") if notice.entered_by_id == actor.pk else YES


def may_withdraw(actor: User, notice: Notice, *, at: datetime) -> Verdict:
    """Whoever entered it, or whoever could approve it; what is in force stays."""
    if notice.state not in (NoticeState.DRAFT, NoticeState.SUBMITTED):
        return no("wrong_state")
    if notice.entered_by_id == actor.pk and may_enter(actor, at=at):
        return YES
    return may_publish(actor, notice, at=at)


def may_decide(actor: User, *, at: datetime) -> Verdict:
    """Deputies and the head decide whether a term ends earlier by a changed calendar."""
    return YES if actor.holds(C.APPROVE, at=at) else no("not_your_role", "LC-8.2")
