"""How long it takes to say when a term ends, over the Tết of 2026.

    .venv/bin/python -m bench.deadlines.due_at [ROUNDS]

Needs no database and no settings: the rules and the shipped calendar alone. Each line is the
median of many calls, so that one interruption of the machine does not count.
"""

import platform
import statistics
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter_ns
from zoneinfo import ZoneInfo

from deadlines.rules import calendar_file, ladder, rulebook
from deadlines.rules.calendar import WorkingCalendar


ROUNDS = 2_000
CALENDAR = Path(__file__).parents[2] / "deadlines" / "data" / "calendar.json"
# An hour before the offices close for nine days.
RECEIVED = datetime(2026, 2, 13, 16, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TERMS = {
    "8 working hours": "LC-8.2",
    "24 hours by the clock": "LC-8.3",
    "18 working days": "LA-12.1đ",
}


def median_of(call: Callable[[], object], rounds: int) -> float:
    """Microseconds of one call, the middle one of so many."""
    taken = []
    for _ in range(rounds):
        began = perf_counter_ns()
        call()
        taken.append(perf_counter_ns() - began)
    return statistics.median(taken) / 1_000


def read_calendar() -> WorkingCalendar:
    return calendar_file.parse(CALENDAR.read_text(encoding="utf-8"))


def figures() -> dict[str, float]:
    """Microseconds of 8 working hours and of 18 working days."""
    calendar = read_calendar()
    found = {}
    for name, key in (("due_8wh_us", "LC-8.2"), ("due_18wd_us", "LA-12.1đ")):
        term = rulebook.term(key, on=RECEIVED.date())
        found[name] = median_of(lambda term=term: term.due(RECEIVED, calendar), 20 * ROUNDS)
    return found


def main(rounds: int = ROUNDS) -> None:
    calendar = read_calendar()
    print(f"Received {RECEIVED:%d/%m/%Y %H:%M}; median of {rounds} calls")
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print(f"{'term':<24} {'provision':<10} {'due':<17} {'due_at':>10} {'with reminders':>15}")
    for name, key in TERMS.items():
        term = rulebook.term(key, on=RECEIVED.date())
        due = term.due(RECEIVED, calendar)
        alone = median_of(lambda term=term: term.due(RECEIVED, calendar), rounds)
        planned = median_of(lambda term=term: ladder.plan(RECEIVED, term, calendar), rounds)
        print(f"{name:<24} {key:<10} {due.at:%d/%m/%Y %H:%M}  {alone:>7.1f} µs {planned:>12.1f} µs")
    reading = median_of(read_calendar, max(20, rounds // 100))
    print(f"\n{'reading the calendar':<53} {reading:>7.1f} µs")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
