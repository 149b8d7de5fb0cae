"""A whole working calendar written down, as one published revision keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from deadlines.rules.calendar import (
    Blocks,
    Hours,
    Kind,
    Override,
    Status,
    WorkingCalendar,
    parse_sessions,
)


def write(
    hours: Iterable[Hours],
    overrides: Iterable[Override],
    *,
    zone: str,
    pending_off: bool,
) -> dict[str, Any]:
    """Plain values for JSON, in a fixed order, so that equal calendars are equal text."""
    return {
        "zone": zone,
        "pending_off": pending_off,
        "hours": [
            {
                "since": _day(version.since),
                "until": _day(version.until),
                "week": [sessions(blocks) for blocks in version.week],
            }
            for version in sorted(hours, key=lambda version: version.since or date.min)
        ],
        "overrides": [
            {
                "day": override.day.isoformat(),
                "kind": str(override.kind),
                "status": str(override.status),
                "name": override.name,
                "sessions": sessions(override.blocks),
                "as_weekday": override.as_weekday,
            }
            for override in sorted(overrides, key=lambda override: override.day)
        ],
    }


def read(content: Mapping[str, Any], *, revision: int) -> WorkingCalendar:
    """The calendar that `write` wrote down."""
    overrides = [_override(row) for row in content["overrides"]]
    return WorkingCalendar(
        hours=tuple(_hours(row) for row in content["hours"]),
        overrides={override.day: override for override in overrides},
        zone=ZoneInfo(content["zone"]),
        revision=revision,
        pending_off=content["pending_off"],
    )


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content; equal if and only if nothing that counts has changed."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def sessions(blocks: Blocks) -> str:
    """The blocks as `parse_sessions` reads them; empty for a day off."""
    return ",".join(map(str, blocks))


def blocks(text: str) -> Blocks:
    """The blocks of a day; none for an empty text."""
    return parse_sessions(text) if text.strip() else ()


def _hours(row: Mapping[str, Any]) -> Hours:
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(blocks, row["week"])
    since, until = row["since"], row["until"]
    return Hours(
        week=(monday, tuesday, wednesday, thursday, friday, saturday, sunday),
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
    )


def _override(row: Mapping[str, Any]) -> Override:
    return Override(
        day=date.fromisoformat(row["day"]),
        kind=Kind(row["kind"]),
        status=Status(row["status"]),
        name=row["name"],
        blocks=blocks(row["sessions"]),
        as_weekday=row["as_weekday"],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
