"""When the clock hides by itself what an authority wants gone, and when it must not (LC-8.3).

At 20 hours, not at 24: four hours are left for people if something holds it back.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from incidents.rules import duties


ANNOUNCED_AFTER: Final[Mapping[str, timedelta]] = {
    duties.ANSWER_AUTHORITY: timedelta(hours=19),
    duties.REMOVE: timedelta(hours=3),
}
HIDDEN_AFTER: Final[Mapping[str, timedelta]] = {
    duties.ANSWER_AUTHORITY: timedelta(hours=20),
    duties.REMOVE: timedelta(hours=4),
}
VERIFIED_WITHIN: Final[Mapping[str, timedelta]] = {
    duties.ANSWER_AUTHORITY: timedelta(hours=22),
    duties.REMOVE: timedelta(hours=6),
}
"""By then somebody outside has seen it gone, or people are called."""

MOST_AT_ONCE: Final = 20
"""So many automatic hidings within `WINDOW` are no coincidence: people look before the next one."""
WINDOW: Final = timedelta(minutes=10)

WITH_BREAKER: Final = frozenset({duties.ANSWER_AUTHORITY})
"""What threatens the country is hidden however much of it there is (LC-8.3-removal)."""


class Step(StrEnum):
    """What happened on the way from announcing an automatic hiding to its end."""

    ANNOUNCED = "announced"
    HIDDEN = "hidden"
    NOTHING_TO_HIDE = "nothing_to_hide"
    HELD_BY_CLOCK = "held_by_clock"
    HELD_BY_BREAKER = "held_by_breaker"
    SUSPENDED = "suspended"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    RELEASE_ASKED = "release_asked"
    TRIPPED = "tripped"
    LIFTED = "lifted"


ONCE_A_CLOCK: Final = (
    Step.ANNOUNCED, Step.NOTHING_TO_HIDE, Step.HELD_BY_CLOCK, Step.HELD_BY_BREAKER, Step.SUSPENDED,
)  # fmt: skip
"""Told and written once for each clock, however often it is looked at."""


def announced_at(provision: str, started_at: datetime) -> datetime:
    """When people are told that it will be hidden."""
    return started_at + ANNOUNCED_AFTER[provision]


def hidden_at(
    provision: str, started_at: datetime, *, confirmed_at: datetime | None = None
) -> datetime:
    """When it is hidden at the latest; a confirmed request about national security at once."""
    latest = started_at + HIDDEN_AFTER[provision]
    if provision == duties.REMOVE and confirmed_at is not None:
        return min(latest, confirmed_at)
    return latest


def trips(hidden_lately: int, *, more: int) -> bool:
    """Whether so many more would be too many for a machine to do by itself."""
    return hidden_lately + more > MOST_AT_ONCE
