"""The calendar as a JSON file: days off and made-up days, each with a name and how sure it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from deadlines.rules.calendar import (
    DEFAULT_SESSIONS,
    VIETNAM,
    Blocks,
    Hours,
    Kind,
    Override,
    Status,
    WorkingCalendar,
    week_of,
)


_KEYS = frozenset({"tz", "note", "days_off", "extra_work"})


def parse(
    text: str,
    *,
    sessions: Blocks = DEFAULT_SESSIONS,
    pending_off: bool = False,
    revision: int = 0,
) -> WorkingCalendar:
    """The calendar of a file with the same sessions from Monday to Friday.

    A day whose status is `pending` counts as a working day unless `pending_off`.
    """
    content = _content(text)
    return WorkingCalendar(
        hours=(Hours(week_of(sessions)),),
        overrides={override.day: override for override in _overrides(content)},
        zone=_zone(content.get("tz", VIETNAM.key)),
        revision=revision,
        pending_off=pending_off,
    )


def overrides(text: str) -> tuple[Override, ...]:
    """The days of a file that differ from their weekdays, in the order of their dates."""
    return tuple(sorted(_overrides(_content(text)), key=lambda override: override.day))


def _content(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"the calendar is not JSON: {error}") from None
    if not isinstance(content, dict):
        raise ValueError("the calendar must be a JSON object")
    if unknown := sorted(content.keys() - _KEYS):
        raise ValueError(f"the calendar has an unknown entry {unknown[0][:40]!r}")
    if "days_off" not in content:
        raise ValueError('the calendar has no "days_off"')
    return content


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(name if isinstance(name, str) else "")
    except (KeyError, ValueError, OSError):
        raise ValueError(f"the calendar has an unknown time zone {str(name)[:40]!r}") from None


def _overrides(content: dict[str, Any]) -> Iterator[Override]:
    seen = set()
    for key, read in (("days_off", _day_off), ("extra_work", _made_up_day)):
        rows = content.get(key, [])
        if not isinstance(rows, list):
            raise ValueError(f'"{key}" must be a list')
        for number, row in enumerate(rows, 1):
            override = _row(f"{key}[{number}]", row, read)
            if override.day in seen:
                raise ValueError(f"{key}[{number}]: {override.day} stands twice in the calendar")
            seen.add(override.day)
            yield override


def _row(where: str, row: object, read: Callable[..., Override]) -> Override:
    if not isinstance(row, list) or not all(isinstance(cell, str) for cell in row):
        raise ValueError(f"{where} must be [date, name, status]")
    try:
        return read(*row)
    except TypeError:
        raise ValueError(f"{where} must be [date, name, status]") from None
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _day_off(day: str, name: str, status: str) -> Override:
    return Override(_date(day), Kind.OFF, _status(status), name)


def _made_up_day(day: str, name: str, status: str, instead_of: str = "") -> Override:
    """A made-up day keeps the hours of the day it stands for; of a Monday if none is named."""
    weekday = _date(instead_of).weekday() if instead_of else 0
    return Override(_date(day), Kind.WORK, _status(status), name, as_weekday=weekday)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a date such as 2026-02-16") from None


def _status(text: str) -> Status:
    try:
        return Status(text)
    except ValueError:
        known = ", ".join(Status)
        raise ValueError(f"{text[:40]!r} is not a status ({known})") from None
