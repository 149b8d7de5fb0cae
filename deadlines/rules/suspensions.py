"""For which terms time may stand still or be added, why, and how often: closed lists.

What runs by the clock is never suspended and never extended (LC-8.3); neither are the 8 working
hours, which only a delivered notice puts off (LC-8.2).
"""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why a term stands still."""

    WAITING_FOR_REQUESTER = "waiting_for_requester"  # asked back, the answer has not come
    TRANSFERRED = "transferred"  # another agency is competent and has it
    CLARIFICATION = "clarification"  # the question must be made clear first


_REASONS: Final[dict[str, tuple[Reason, ...]]] = {
    "LC-8.2-notice": (Reason.WAITING_FOR_REQUESTER,),
    "LA-13.6": (Reason.TRANSFERRED, Reason.CLARIFICATION),
}

_EXTENSIONS: Final[dict[str, int]] = {
    "LC-8.2-notice": 1,  # by a new notice
    "LA-13.6": 1,  # progress is told, and another day
}


def reasons(provision: str) -> tuple[Reason, ...]:
    """Why the term of a provision may be suspended; none if never."""
    return _REASONS.get(provision, ())


def most_extensions(provision: str) -> int:
    """How often the term of a provision may be extended."""
    return _EXTENSIONS.get(provision, 0)
