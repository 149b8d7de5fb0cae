"""What is stored of calendars and of running terms."""

from deadlines.models.calendars import (
    Calendar,
    CalendarRevision,
    DayOverride,
    HoursVersion,
    Notice,
)
from deadlines.models.clocks import Clock, ClockState
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
    "RungState",
    "SweepGap",
    "SweepRun",
]
