"""What people decide about automatic hiding: suspend, confirm, give the article back (LC-8.3).

What the clock does by itself stands in `enforcement`.
"""

from datetime import datetime

from django.db import transaction

import sections.actions
from accounts.models import User
from deadlines.models import Clock
from incidents import policies
from incidents.actions import hiding_steps, ledger, takedowns
from incidents.actions.breaker import lift
from incidents.actions.enforcement import confirmed_at, enforce, enforce_due, on_confirmed_request
from incidents.models import Case, HidingStep, TakedownOrder
from incidents.rules import duties
from incidents.rules.hiding import Step
from incidents.rules.states import Action
from kernel.verdict import Conflict, NotAllowed, NotReady
from sections.models import Article, Hiding


__all__ = [
    "ask_release",
    "confirm",
    "confirmed_at",
    "enforce",
    "enforce_due",
    "lift",
    "on_confirmed_request",
    "release",
    "suspend",
    "verify",
]


@transaction.atomic
def suspend(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """The head stops the automatic hiding of one case, in writing, before it happens.

    Its 24 hours run on: people decide what becomes of the article. Raises Conflict when it was
    hidden or suspended before.
    """
    case = ledger.locked(case)  # before its clock, as in every act on a case
    clock = _next_demand(case)
    ledger.check(by, Action.SUSPEND_HIDING, case, at=at)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    if clock is None:
        raise Conflict("decided_before")
    hiding_steps.write(
        Step.SUSPENDED, case=case, clock=clock, provision=clock.provision, reason=reason,
        by=by, at=at,
    )  # fmt: skip
    ledger.advance(
        case, Action.SUSPEND_HIDING, by=by, at=at, note=reason, provision=clock.provision
    )


@transaction.atomic
def ask_release(case: Case, hiding: Hiding, *, reason: str, by: User, at: datetime) -> HidingStep:
    """One of two people asks that an article be given back to the public, and says why."""
    case = ledger.locked(case)
    ledger.check(by, Action.ASK_RELEASE, case, at=at)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    _check_undecided(case, hiding)
    step = hiding_steps.write(
        Step.RELEASE_ASKED, case=case, hiding=hiding, article=hiding.article,
        provision=hiding.provision, reason=reason, by=by, at=at,
    )  # fmt: skip
    data = {"article": hiding.article_id, "hiding": hiding.pk}
    ledger.advance(
        case, Action.ASK_RELEASE, by=by, at=at, note=reason, provision=hiding.provision, data=data
    )
    return step


@transaction.atomic
def release(case: Case, asked: HidingStep, *, by: User, at: datetime) -> None:
    """A second person agrees: the article is public again, the same bytes at the same addresses.

    Raises NotAllowed to whoever asked, and while another open request wants it hidden; Conflict
    when it was decided before.
    """
    case = ledger.locked(case)
    hiding, asker = asked.hiding, asked.by
    if hiding is None or asker is None:
        raise Conflict("decided_before")
    # Held before others are asked for: another case may be relying on this hiding just now.
    Article.objects.select_for_update(of=("self",)).get(pk=hiding.article_id)
    if not (verdict := policies.may_release(by, case, asked, at=at)):
        raise NotAllowed(verdict)
    _check_undecided(case, hiding)
    sections.actions.release(
        hiding, reason=asked.reason, provision=hiding.provision, asked_by=asker, by=by, at=at
    )
    data = {"article": hiding.article_id, "hiding": hiding.pk, "asked_by": asker.pk}
    ledger.advance(
        case, Action.RELEASE_HIDING, by=by, at=at, note=asked.reason,
        provision=hiding.provision, data=data,
    )  # fmt: skip


@transaction.atomic
def confirm(
    case: Case, hiding: Hiding, *, reason: str, ordered_by: str, by: User, at: datetime
) -> TakedownOrder:
    """A person turns the hiding into an order to take down; that ends the hiding (LC-8.3)."""
    case = ledger.locked(case)
    _check_undecided(case, hiding)
    return takedowns.order_takedown(
        hiding.article,
        ground=duties.ground_of_demand(hiding.provision),
        reason=reason,
        ordered_by=ordered_by,
        case=case,
        settles=True,
        by=by,
        at=at,
    )


def verify(hiding: Hiding, *, at: datetime) -> None:
    """It was fetched from outside by somebody unknown, and was gone everywhere; written once."""
    if hiding.steps.filter(step=Step.VERIFIED.value).exists():
        return
    hiding_steps.write(
        Step.VERIFIED, case=_case_of(hiding), hiding=hiding, article=hiding.article,
        provision=hiding.provision, at=at,
    )  # fmt: skip


def _case_of(hiding: Hiding) -> Case | None:
    return Case.objects.filter(pk=hiding.case_ref).first() if hiding.case_ref else None


def _next_demand(case: Case) -> Clock | None:
    """The clock of an authority's demand that is not suspended, the most urgent one, held.

    A merged case can have two. The clock of the portal waits for the decision.
    """
    suspended = HidingStep.objects.of_case(case).of_kind(Step.SUSPENDED).values("clock")
    demands = Clock.objects.of(case).open().filter(provision__in=duties.ON_DEMAND)
    waiting = demands.exclude(pk__in=suspended).most_urgent_first()
    return waiting.select_for_update(of=("self",)).first()


def _check_undecided(case: Case, hiding: Hiding) -> None:
    """Raises Conflict: another case's, or decided by somebody else meanwhile."""
    of_case = HidingStep.objects.of_case(case).of_kind(Step.HIDDEN).filter(hiding=hiding)
    standing = Hiding.objects.standing().filter(pk=hiding.pk)
    if not (of_case.exists() and standing.exists()):
        raise Conflict("decided_before")
