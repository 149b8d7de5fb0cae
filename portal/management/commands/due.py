"""When something is due: the portal's own arithmetic on the command line."""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from deadlines import queries
from deadlines.rules import calendar_file, rulebook
from deadlines.rules.calendar import (
    VIETNAM,
    Blocks,
    Hours,
    WorkingCalendar,
    parse_sessions,
    week_of,
)


FROM_INPUT = "-"


class Command(BaseCommand):
    help = (
        "Print when a term ends: manage.py due LC-8.2 2026-02-13T16:00. "
        "With - for START, read lines of KEY START from standard input."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", metavar="KEY", help="a provision such as LC-8.2, or -")
        parser.add_argument(
            "start",
            metavar="START",
            nargs="?",
            default="",
            help="ISO 8601; Vietnamese time if it has no offset; or -",
        )
        parser.add_argument("--sessions", help="such as 07:30-11:30,13:30-17:00, Monday to Friday")
        parser.add_argument("--calendar", metavar="FILE", help="days off and made-up days, in JSON")
        parser.add_argument(
            "--pending-off", action="store_true", help="days off not yet enacted are off"
        )

    def handle(self, *, key: str, start: str, **options: Any) -> None:
        try:
            calendar = _calendar(options["calendar"], options["sessions"], options["pending_off"])
            if FROM_INPUT in (key, start):
                self._answer_lines(calendar)
            else:
                if not start:
                    raise ValueError("START is missing, such as 2026-02-13T16:00")
                self.stdout.write(_due(key, start, calendar))
        except (ValueError, LookupError) as error:
            self.stderr.write(f"error: {_plain(error)}")
            sys.exit(2)
        except BrokenPipeError:  # whoever read the answers has enough
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115

    def _answer_lines(self, calendar: WorkingCalendar) -> None:
        for line in _lines():
            try:
                key, start = _parted(line)
                self.stdout.write(_due(key, start, calendar))
            except (ValueError, LookupError) as error:
                self.stdout.write(f"error: {_plain(error)}")
            self.stdout.flush()


def _due(key: str, start: str, calendar: WorkingCalendar) -> str:
    received_at = _moment(start)
    term = rulebook.term(key, on=received_at.astimezone(calendar.zone).date())
    return term.due(received_at, calendar).at.isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=VIETNAM)
        moment.astimezone(VIETNAM)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a moment such as 2026-02-13T16:00+07:00") from None
    except OverflowError:
        raise ValueError(f"{text[:40]!r} is beyond the years that a date can have") from None
    return moment


def _lines() -> Iterator[bytes]:
    """Standard input as bytes: a line in another encoding must not end the whole run."""
    if (raw := getattr(sys.stdin, "buffer", None)) is not None:
        yield from raw
    else:
        yield from (line.encode("utf-8", "surrogatepass") for line in sys.stdin)


def _parted(line: bytes) -> tuple[str, str]:
    try:
        words = line.decode("utf-8").removeprefix("\ufeff").split(None, 1)
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8") from None
    if len(words) != 2:
        raise ValueError("a line is KEY START, such as LC-8.2 2026-02-13T16:00")
    return words[0], words[1].strip()


def _calendar(file: str | None, sessions: str | None, pending_off: bool) -> WorkingCalendar:  # noqa: FBT001
    """The portal's calendar or that of a file, with other sessions if any are given."""
    blocks: Blocks | None = parse_sessions(sessions) if sessions is not None else None
    calendar = _read(file) if file is not None else queries.calendar_or_shipped()
    if blocks is not None:
        calendar = replace(calendar, hours=(Hours(week_of(blocks)),))
    return replace(calendar, pending_off=pending_off or calendar.pending_off)


def _read(file: str) -> WorkingCalendar:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"the calendar cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError("the calendar is not UTF-8") from None
    return calendar_file.parse(text)


def _plain(error: Exception) -> str:
    """One line of ordinary characters, whatever was typed."""
    return str(error).encode("utf-8", "replace").decode().replace("\n", " ").replace("\r", " ")
