"""Clocks that run for some agency; any model can be a subject."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import Model

from accounts.models import Agency
from deadlines import actions
from deadlines.models import Clock
from deadlines.rules.rulebook import HANDLE
from deadlines.rules.terms import Term
from tests.factories.accounts import AgencyFactory


class Told(list[tuple[Clock, str]]):
    """A `tell` that remembers what it was told, and fails for the clocks in `broken`."""

    def __init__(self, *broken: Clock, meanwhile: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.broken = broken
        self.meanwhile = meanwhile

    def __call__(self, rings: Sequence[actions.Ring], at: datetime) -> None:
        self.meanwhile()
        if any(ring.clock in self.broken for ring in rings):
            raise RuntimeError("no notice can be written")
        self.extend((clock, rung) for clock, rung, _ in rings)

    @property
    def rungs(self) -> list[str]:
        return [rung for _, rung in self]


def running(received_at: datetime, term: Term = HANDLE, **options: object) -> Clock:
    """A clock that was started the minute after something was received."""
    return actions.start(
        AgencyFactory(),
        term,
        received_at=received_at,
        at=received_at + timedelta(minutes=1),
        **options,
    )


def sweep(at: datetime, told: Told | None = None, subject_model: type[Model] = Agency) -> int:
    """Look at the clocks of agencies once."""
    tell = Told() if told is None else told
    return actions.sweep(subject_model=subject_model, tell=tell, at=at)
