"""What is stored of calendars and of running terms."""

from deadlines.models.calendars import (
    Calendar,
    CalendarRevision,
    DayOverride,
    HoursVersion,
    Notice,
)
from deadlines.models.clocks import (
    Clock,
    ClockEvent,
    ClockRung,
    ClockState,
    RungState,
    SweepRun,
)


__all__ = [
    "Calendar",
    "CalendarRevision",
    "Clock",
    "ClockEvent",
    "ClockRung",
    "ClockState",
    "DayOverride",
    "HoursVersion",
    "Notice",
    "RungState",
    "SweepRun",
]
