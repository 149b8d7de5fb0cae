"""What is stored of calendars and of running terms."""

from deadlines.models.calendars import (
    Calendar,
    CalendarRevision,
    DayOverride,
    HoursVersion,
)
from deadlines.models.clocks import Clock, ClockState
from deadlines.models.notices import Notice, NoticeDay, NoticeState, Recount
from deadlines.models.rungs import ClockEvent, ClockPause, ClockRung, RungState
from deadlines.models.sweeps import SweepGap, SweepRun


__all__ = [
    "Calendar",
    "CalendarRevision",
    "Clock",
    "ClockEvent",
    "ClockPause",
    "ClockRung",
    "ClockState",
    "DayOverride",
    "HoursVersion",
    "Notice",
    "NoticeDay",
    "NoticeState",
    "Recount",
    "RungState",
    "SweepGap",
    "SweepRun",
]
