"""The clocks of a case: which one starts, and which acts stop it (LC-8.2, LC-8.3)."""

from datetime import datetime
from typing import Final

from django.utils import timezone

import deadlines.actions
from accounts.models import User
from deadlines.models import Clock
from incidents.models import Case
from incidents.rules import duties


# Lower is swept first: what threatens the country, then what an authority asks, then the rest.
_PRIORITY: Final = {duties.REMOVE: 10, duties.ANSWER_AUTHORITY: 20}


def start(
    case: Case, provision: str, *, received_at: datetime, by: User | None, at: datetime
) -> Clock:
    """Let the term of a provision run for a case from its receipt, whatever the channel."""
    return deadlines.actions.start(
        case,
        duties.term(provision, on=timezone.localdate(received_at)),
        received_at=received_at,
        priority=_PRIORITY.get(provision, 100),
        by=by,
        at=at,
    )


def meet_all(case: Case, *, by: User | None, at: datetime) -> None:
    """The case is done: every clock that still runs is met, in time or late."""
    for clock in Clock.objects.of(case).open():
        deadlines.actions.meet(clock, by=by, at=at)


def meet_demand(case: Case, *, by: User | None, at: datetime) -> None:
    """What the authority asked for is done; the reporter's own clock runs on (LC-8.3)."""
    for clock in Clock.objects.of(case).open().filter(provision__in=duties.ON_DEMAND):
        deadlines.actions.meet(clock, by=by, at=at)


def promise(case: Case, promised_at: datetime, *, by: User | None, at: datetime) -> None:
    """A delivered notice meets the working hours and starts the clock of what it promises."""
    put_off = Clock.objects.of(case).open().exclude(provision__in=duties.ON_DEMAND)
    for clock in put_off:
        deadlines.actions.replace(
            clock, promised_at=promised_at, provision=duties.NOTICE, by=by, at=at
        )
