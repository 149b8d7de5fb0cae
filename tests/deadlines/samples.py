"""Calendars and moments that the tests of this folder share."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from deadlines.rules import calendar_file
from deadlines.rules.calendar import WorkingCalendar


ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FILE = Path(__file__).parents[2] / "deadlines" / "data" / "calendar.json"


def official(**options: object) -> WorkingCalendar:
    """The calendar that the portal ships."""
    return calendar_file.parse(FILE.read_text(encoding="utf-8"), **options)


def local(text: str) -> datetime:
    """A moment in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
