"""The clock hides what an authority wants gone, before the time of people is up (LC-8.3).

State, not edges: whatever was missed or held back is found at the next look, and twice is once.
Locks go clock, case, articles, breaker; a case or an article that somebody is acting on is left for
the next look.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

import sections.actions
from accounts.models import User
from deadlines import queries as deadlines
from deadlines.actions.sweeps import Ring, Tell
from deadlines.models import Clock
from deadlines.models.clocks import ClockQuerySet
from deadlines.rules import ladders
from incidents.actions import breaker, clocks, hiding_steps, ledger
from incidents.models import Case
from incidents.rules import duties, hiding
from incidents.rules.hiding import Step
from incidents.rules.states import Action
from sections.models import Article, Hiding


logger = logging.getLogger(__name__)


def enforce(rings: Sequence[Ring], *, at: datetime) -> None:
    """Announce and hide what these clocks have come to, in the transaction of the sweep.

    Reads nothing for clocks that are not that far. One that fails stops no other.
    """
    for ring in rings:
        clock = ring.clock
        if clock.provision in duties.ON_DEMAND and at >= hiding.announced_at(
            clock.provision, clock.started_at
        ):
            _try(clock, at=at)


def enforce_due(*, at: datetime, tell: Tell | None = None) -> int:
    """Look at every demand that is so far, each in its own transaction; returns how many were.

    Hiding meets the demand, whose reminders then rest. So `tell` is told of those whose hour came.
    """
    keys = list(_candidates(at=at).values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            free = Clock.objects.select_for_update(of=("self",), skip_locked=True)
            if (clock := free.open().filter(pk=key).first()) is not None:
                _try(clock, at=at)
                _tell_if_hidden(clock, tell, at=at)
    _call_for_unverified(at=at)
    return len(keys)


def _tell_if_hidden(clock: Clock, tell: Tell | None, *, at: datetime) -> None:
    """In a savepoint of its own: an article stays hidden, whoever cannot be told."""
    if tell is None or at < clock.started_at + hiding.HIDDEN_AFTER[clock.provision]:
        return
    clock.refresh_from_db()
    rung = next(rung for rung in ladders.of(clock.provision) if rung.code.endswith("_hide"))
    try:
        with transaction.atomic():
            if not clock.is_open:
                tell([Ring(clock, rung.code)], at)
    except Exception:
        logger.exception("nobody was told that clock %s has hidden", clock.pk)


@transaction.atomic
def on_confirmed_request(case: Case, *, by: User | None, at: datetime) -> None:
    """Content against national security is hidden as soon as the request is sure (LC-8.3-removal).

    Call it where a call back is confirmed or a letter is written down. Anything else waits for
    people, or for its 20 hours. A person sent it, so neither breaker nor clock holds it back.
    """
    if case.removal_demanded and confirmed_at(case) is not None:
        demands = Clock.objects.of(case).open().filter(provision=duties.REMOVE)
        for clock in demands.select_for_update(of=("self",)):
            held = ledger.locked(case)
            _hide(clock, held, by=by, at=at)
            case.last_seq = held.last_seq  # the caller may go on writing with its own copy


def confirmed_at(case: Case) -> datetime | None:
    """Since when it is sure that the authority asked: called back, or by a numbered letter."""
    if case.call_confirmed_at is not None:
        return case.call_confirmed_at
    return case.recorded_at if case.letter_number and case.letter_on else None


def _candidates(*, at: datetime) -> ClockQuerySet:
    """Demands whose hiding is announced, or whose request is sure; the most urgent first."""
    far = Q()
    for provision, after in hiding.ANNOUNCED_AFTER.items():
        far |= Q(provision=provision, started_at__lte=at - after)
    sure = Q(incidents_case__call_confirmed_at__isnull=False) | (
        Q(incidents_case__letter_on__isnull=False) & ~Q(incidents_case__letter_number="")
    )
    demands = Clock.objects.about(Case).open().filter(provision__in=duties.ON_DEMAND)
    return demands.filter(far | (Q(provision=duties.REMOVE) & sure)).most_urgent_first()


def _call_for_unverified(*, at: datetime) -> None:
    """What is hidden and was not seen gone from outside in time: people look themselves."""
    for row in Hiding.objects.standing().exclude(steps__step=Step.VERIFIED.value):
        clock = Clock.objects.filter(pk=row.clock_ref or 0, provision=row.provision).first()
        case = Case.objects.filter(pk=row.case_ref or 0).first()
        if clock is None or case is None:
            continue
        if at >= clock.started_at + hiding.VERIFIED_WITHIN[clock.provision]:
            hiding_steps.once(clock, case, Step.UNVERIFIED, alarm=True, at=at)


def _try(clock: Clock, *, at: datetime) -> None:
    """In a savepoint of its own: what fails is logged, and found again at the next look."""
    try:
        with transaction.atomic():
            free = Case.objects.select_for_update(of=("self",), skip_locked=True)
            if (case := free.filter(pk=clock.object_id).first()) is not None:
                _look_at(clock, case, at=at)
    except Exception:
        logger.exception("the hiding of clock %s failed; it is tried again", clock.pk)


def _look_at(clock: Clock, case: Case, *, at: datetime) -> None:
    if at >= hiding.announced_at(clock.provision, clock.started_at):
        hiding_steps.once(clock, case, Step.ANNOUNCED, at=at)
    sure_since = confirmed_at(case)
    due = hiding.hidden_at(clock.provision, clock.started_at, confirmed_at=sure_since)
    if at < due or hiding_steps.happened(clock, Step.SUSPENDED):
        return
    at_once = clock.provision == duties.REMOVE and sure_since is not None
    if not at_once and not deadlines.is_trusted(at=at):
        hiding_steps.once(clock, case, Step.HELD_BY_CLOCK, alarm=True, at=at)
        return
    _hide(clock, case, by=None, at=at)


def _hide(clock: Clock, case: Case, *, by: User | None, at: datetime) -> None:
    """Hide every article of the case; the demand is met once none of them is public."""
    linked = _held_articles(case, wait=by is not None)
    public = [article for article in linked if article.live_languages(at=at)]
    hidden = [article for article in linked if article.hidden_at is not None]
    if not public and not hidden:
        hiding_steps.once(clock, case, Step.NOTHING_TO_HIDE, alarm=True, at=at)
        return
    by_itself = by is None and public
    if by_itself and not breaker.lets_pass(clock, case, more=len(public), at=at):
        return
    for article in [*public, *hidden]:
        row = sections.actions.hide(
            article,
            ground=duties.ground_of_demand(clock.provision),
            provision=clock.provision,
            case_ref=case.pk,
            clock_ref=clock.pk,
            by=by,
            at=at,
        )
        if hiding_steps.hidden(clock, case, row, by=by, at=at):
            data = {"article": article.pk, "hiding": row.pk}
            ledger.advance(
                case, Action.HIDE, by=by, at=at, note=article.code, provision=clock.provision,
                data=data,
            )  # fmt: skip
    clocks.meet_demand(case, by=by, at=at)


def _held_articles(case: Case, *, wait: bool) -> list[Article]:
    """Its articles as they are now, hidden ones too, while nobody else can publish or remove them.

    The clock waits for nobody who is just doing that: it holds other clocks, and comes again.
    """
    linked = case.articles.select_for_update(of=("self",), nowait=not wait)
    return list(linked.order_by("pk"))
