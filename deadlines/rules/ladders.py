"""Who is told when, of each term: pure data, by provision.

A share is counted in the term's own kind of time, so what runs in working time rings in working
time. What an authority demands rings by the clock, at night and on Tết as well.
"""

from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple


class Audience(StrEnum):
    """To whom a reminder goes; the roster knows which people these are."""

    HANDLER = "handler"  # whoever handles it; while nobody does, whoever could
    SECRETARY = "secretary"  # the editorial secretaries, who lead the team
    DEPUTY = "deputy"  # the deputy heads of the board
    HEAD = "head"  # the head of the board
    ON_CALL = "on_call"  # whoever is on duty
    EVERYBODY = "everybody"


class AfterDue(NamedTuple):
    """A moment that many working hours after the due time."""

    working_hours: int


Moment = Fraction | timedelta | AfterDue
"""A share of the term; hours by the clock after its start; or working hours after its end."""


class Rung(NamedTuple):
    """One step of a ladder. `code` is kept with the clock and known to whoever acts on it."""

    code: str
    moment: Moment
    audience: tuple[Audience, ...]

    @property
    def marks_lateness(self) -> bool:
        """Whether it belongs to the due time itself, and so is told of every due time anew."""
        return self.moment == 1 or isinstance(self.moment, AfterDue)


Ladder = tuple[Rung, ...]

_WORKING_DAY: Final = AfterDue(working_hours=8)
_DUE: Final = Fraction(1)

_HANDLER: Final = (Audience.HANDLER,)
_TEAM: Final = (Audience.HANDLER, Audience.SECRETARY)
_UNIT: Final = (*_TEAM, Audience.DEPUTY)
_BOARD: Final = (*_UNIT, Audience.HEAD)
_DUTY: Final = (Audience.HANDLER, Audience.ON_CALL)
_DUTY_AND_UNIT: Final = (*_DUTY, Audience.DEPUTY)
_DUTY_AND_BOARD: Final = (*_DUTY_AND_UNIT, Audience.HEAD)
_EVERYBODY: Final = (Audience.EVERYBODY,)

REMINDERS: Final[Ladder] = (
    Rung("half", Fraction(1, 2), _HANDLER),
    Rung("three_quarters", Fraction(3, 4), _TEAM),
    Rung("due", _DUE, _UNIT),
)
"""Of a term that has no ladder of its own: 50, 75 and 100 %."""


def _hours(code: str, hours: int, audience: tuple[Audience, ...]) -> Rung:
    return Rung(code, timedelta(hours=hours), audience)


_BY_PROVISION: Final[dict[str, Ladder]] = {
    "LC-8.2": (
        Rung("half", Fraction(1, 2), _HANDLER),
        Rung("three_quarters", Fraction(3, 4), _TEAM),
        Rung("ninety", Fraction(9, 10), _UNIT),  # the last chance to resolve or send the notice
        Rung("due", _DUE, _UNIT),
        Rung("day_after", _WORKING_DAY, _BOARD),
    ),
    "LC-8.2-notice": (*REMINDERS, Rung("day_after", _WORKING_DAY, _BOARD)),
    "LC-8.3": (
        _hours("at_once", 0, _DUTY),
        _hours("h6", 6, _DUTY),
        _hours("h12", 12, _DUTY_AND_UNIT),
        _hours("h18", 18, _DUTY_AND_BOARD),
        _hours("h19_announce", 19, _DUTY_AND_BOARD),
        _hours("h20_hide", 20, _DUTY_AND_BOARD),
        _hours("h22_unverified", 22, _DUTY_AND_BOARD),
        Rung("due", _DUE, _DUTY_AND_BOARD),
    ),
    "LC-8.3-removal": (
        _hours("at_once", 0, _EVERYBODY),
        _hours("h1", 1, _DUTY_AND_UNIT),
        _hours("h2", 2, _DUTY_AND_BOARD),
        _hours("h3_announce", 3, _EVERYBODY),
        _hours("h4_hide", 4, _EVERYBODY),
        _hours("h6_unverified", 6, _DUTY_AND_BOARD),
        Rung("due", _DUE, _EVERYBODY),
    ),
}

CODES: Final = frozenset(
    rung.code for ladder in (REMINDERS, *_BY_PROVISION.values()) for rung in ladder
)
"""Every reminder that this version of the portal knows."""


def of(provision: str) -> Ladder:
    """The ladder of a provision, in the order in which it is climbed."""
    return _BY_PROVISION.get(provision, REMINDERS)


def audience(provision: str, code: str) -> tuple[Audience, ...]:
    """Who hears of a rung; whoever handles the matter if the ladder has no such rung."""
    for rung in of(provision):
        if rung.code == code:
            return rung.audience
    return _HANDLER
