"""Pages of the desk: the calendar, the clocks."""

from deadlines.admin import calendars, clocks


__all__ = ["calendars", "clocks"]
