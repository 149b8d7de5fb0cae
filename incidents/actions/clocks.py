"""The clocks of a case: which one starts, and which acts stop it (LC-8.2, LC-8.3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

import deadlines.actions
from accounts.models import User
from deadlines.models import Clock
from deadlines.models.clocks import TICKING
from incidents.models import Case
from incidents.rules import duties


# Lower is swept first: what threatens the country, then what an authority asks, then the rest.
_PRIORITY: Final = {
    duties.REMOVE: 10,
    duties.ANSWER_AUTHORITY: 20,
    duties.OWN_FINDING.provision: 30,
}


def start(
    case: Case, provision: str, *, received_at: datetime, by: User | None, at: datetime
) -> Clock:
    """Let the term of a provision run for a case from its receipt, whatever the channel."""
    clock = deadlines.actions.start(
        case,
        duties.term(provision, on=timezone.localdate(received_at)),
        received_at=received_at,
        priority=_PRIORITY.get(provision, 100),
        by=by,
        at=at,
    )
    refresh_due([case.pk])
    return clock


def refresh_due(keys: Iterable[int]) -> None:
    """Write on these cases when they are due: the earliest clock that runs, or nothing.

    A suspended clock is due at no moment. Whoever changes clocks of cases calls it, in the same
    transaction; one query for any number of cases.
    """
    kind = ContentType.objects.get_for_model(Case)
    running = (
        Clock.objects.filter(content_type=kind, object_id=OuterRef("pk"), state__in=TICKING)
        .order_by()
        .values("object_id")
        .annotate(earliest=Min("due_at"))
        .values("earliest")
    )
    Case.objects.filter(pk__in=list(keys)).update(due_at=Subquery(running))


def meet_all(case: Case, *, by: User | None, at: datetime) -> None:
    """The case is done: every clock that still runs is met, in time or late."""
    for clock in Clock.objects.of(case).open():
        deadlines.actions.meet(clock, by=by, at=at)
    refresh_due([case.pk])


def meet_demand(case: Case, *, by: User | None, at: datetime) -> None:
    """What the authority asked for is done; the reporter's own clock runs on (LC-8.3)."""
    for clock in Clock.objects.of(case).open().filter(provision__in=duties.IN_CLOCK_HOURS):
        deadlines.actions.meet(clock, by=by, at=at)
    refresh_due([case.pk])


def promise(case: Case, promised_at: datetime, *, by: User | None, at: datetime) -> None:
    """A delivered notice meets the working hours and starts the clock of what it promises."""
    put_off = Clock.objects.of(case).open().exclude(provision__in=duties.IN_CLOCK_HOURS)
    for clock in put_off:
        deadlines.actions.replace(
            clock, promised_at=promised_at, provision=duties.NOTICE, by=by, at=at
        )
    refresh_due([case.pk])
