"""The breaker of automatic hiding: a mass event is for people to look at first (LC-8.3)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from deadlines.models import Clock
from incidents import policies
from incidents.actions import hiding_steps
from incidents.models import Case, HidingBreaker, HidingStep
from incidents.rules import duties, hiding
from incidents.rules.hiding import Step
from kernel.verdict import Conflict, NotAllowed, NotReady


def lets_pass(clock: Clock, case: Case, *, more: int, at: datetime) -> bool:
    """Whether the clock may hide so many articles of a case now; if not, it is held, people told.

    Counted one after the other, whoever sweeps. What threatens the country passes always.
    """
    if clock.provision not in hiding.WITH_BREAKER:
        return True
    row = _locked(clock.provision)
    if row.tripped_at is None and hiding.trips(_hidden_lately(row, at=at), more=more):
        row.tripped_at = at
        row.save(update_fields=["tripped_at"])
        hiding_steps.write(Step.TRIPPED, provision=row.provision, at=at)
        hiding_steps.raise_alarm(
            Step.TRIPPED, case, key=at.isoformat(), provision=row.provision, at=at
        )
    if row.tripped_at is None:
        return True
    hiding_steps.once(clock, case, Step.HELD_BY_BREAKER, alarm=True, at=at)
    return False


@transaction.atomic
def lift(*, reason: str, by: User, at: datetime) -> None:
    """The head lets the clock hide again, in writing; what was held is hidden at its next look."""
    if not (verdict := policies.may_command_hidings(by, at=at)):
        raise NotAllowed(verdict)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    row = _locked(duties.ANSWER_AUTHORITY)
    if row.tripped_at is None:
        raise Conflict("decided_before")
    row.tripped_at, row.counts_from = None, at
    row.save(update_fields=["tripped_at", "counts_from"])
    hiding_steps.write(Step.LIFTED, provision=row.provision, reason=reason, by=by, at=at)


def _locked(provision: str) -> HidingBreaker:
    HidingBreaker.objects.get_or_create(provision=provision)
    return HidingBreaker.objects.select_for_update(of=("self",)).get(provision=provision)


def _hidden_lately(row: HidingBreaker, *, at: datetime) -> int:
    """How many articles the clock hid by itself within the window, since it was last lifted."""
    lately = HidingStep.objects.of_kind(Step.HIDDEN).filter(
        provision=row.provision, by__isnull=True, at__gt=at - hiding.WINDOW, at__lte=at
    )
    if row.counts_from is not None:
        lately = lately.filter(at__gte=row.counts_from)
    return lately.count()
