"""In what a term is counted, and from when."""

from enum import StrEnum
from typing import Protocol


class Unit(StrEnum):
    """The three clocks of the acts; they stop at different times."""

    WORKING_HOURS = "working_hours"  # giờ làm việc: stops at lunch, at night, at weekends, on Tết
    HOURS = "hours"  # giờ: runs through everything
    WORKING_DAYS = "working_days"  # ngày làm việc


class StartsAt(StrEnum):
    """Whether the term runs from the instant itself or from the end of its day."""

    INSTANT = "instant"  # kể từ thời điểm
    END_OF_DAY = "end_of_day"  # kể từ ngày: from 24:00 of that day


class Countable(Protocol):
    """What arithmetic needs to know of a term."""

    @property
    def amount(self) -> int: ...

    @property
    def unit(self) -> Unit: ...

    @property
    def starts_at(self) -> StartsAt: ...
