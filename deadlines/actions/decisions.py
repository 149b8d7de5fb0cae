"""A changed calendar asks for an earlier end, and a person decides whether it is taken."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from deadlines import policies, queries
from deadlines.actions import counting
from deadlines.actions.plans import replan
from deadlines.actions.rows import locked, note
from deadlines.models import Clock
from deadlines.rules import words
from kernel.verdict import NotAllowed, NotReady


@transaction.atomic
def accept_earlier(clock: Clock, *, reason: str, by: User, at: datetime) -> Clock:
    """Let a term end earlier, as the changed calendar asks; never earlier than now."""
    clock = _to_decide(clock, reason, by=by, at=at)
    calendar = queries.calendar(clock.calendar.code)
    due = counting.from_scratch(clock, calendar)
    if due.at <= at:
        raise NotReady(["would_be_overdue"])
    clock.needs_decision = False
    replan(
        clock,
        due_at=due.at,
        provisional=due.provisional,
        revision=due.revision,
        trace=words.parts(due, calendar),
        at=at,
        cause="earlier_accepted",
        by=by,
        reason=reason,
    )
    record("deadlines.accept_earlier_due", clock, by=by, at=at, data={"due": due.at.isoformat()})
    return clock


@transaction.atomic
def keep(clock: Clock, *, reason: str, by: User, at: datetime) -> Clock:
    """Let a term end when it was said to, whatever the changed calendar asks."""
    clock = _to_decide(clock, reason, by=by, at=at)
    clock.needs_decision = False
    clock.row_version += 1
    clock.save(update_fields=["needs_decision", "row_version"])
    note(clock, "kept", at=at, by=by, reason=reason, asked=asked_for(clock).isoformat())
    record("deadlines.keep_due", clock, by=by, at=at, data={"due": clock.due_at.isoformat()})
    return clock


def asked_for(clock: Clock) -> datetime:
    """When the newest calendar lets the term end."""
    return counting.from_scratch(clock, queries.calendar(clock.calendar.code)).at


def _to_decide(clock: Clock, reason: str, *, by: User, at: datetime) -> Clock:
    clock = locked(clock)
    if not (verdict := policies.may_decide(by, at=at)):
        raise NotAllowed(verdict)
    if not clock.needs_decision:
        raise NotReady(["nothing_to_decide"])
    if not reason.strip():
        raise NotReady(["reason_missing"])
    return clock
