"""What time does to cases: reminders at 50, 75 and 100 %, and notices found delivered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import deadlines.actions
from deadlines.actions import Ring
from deadlines.models import Clock
from incidents.actions import messages, promises
from incidents.models import Case


_KIND_OF_RUNG: Final = {
    "half": "clock_half",
    "three_quarters": "clock_three_quarters",
    "due": "clock_due",
}


def remind(*, at: datetime) -> int:
    """Tell whoever is concerned how far the clocks of cases are; safe to run as often as liked."""
    promises.confirm_deliveries(at=at)
    return deadlines.actions.sweep(subject_model=Case, tell=_tell, at=at)


def _tell(rings: Sequence[Ring], at: datetime) -> None:
    for ring in rings:
        _tell_of(ring.clock, ring.rung, at)


def _tell_of(clock: Clock, rung: str, at: datetime) -> None:
    """Its handler, or everybody who handles cases while nobody does."""
    kind = _KIND_OF_RUNG.get(rung)
    if kind is None:
        return
    case = Case.objects.select_related("handler").get(pk=clock.object_id)
    for person in messages.concerned(case, at=at):
        messages.tell_person(
            case,
            person,
            kind,
            key=f"clock:{clock.pk}:{rung}:{person.pk}",
            at=at,
            **messages.due_of(clock),
        )
