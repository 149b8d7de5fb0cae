"""Figures with their goals: kept in results.json, and as a table for people in RESULTS.md."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple


HERE = Path(__file__).parent
RESULTS, TABLE = HERE / "results.json", HERE / "RESULTS.md"


class Goal(NamedTuple):
    """At most so much, and what was measured."""

    at_most: float
    unit: str
    what: str


GOALS = {
    "due_8wh_us": Goal(10, "µs", "`due_at` of 8 working hours over Tết, median"),
    "due_18wd_us": Goal(100, "µs", "`due_at` of 18 working days over Tết, median"),
    "sweep_idle_ms": Goal(20, "ms", "a sweep with nothing due among 1,000,000 open terms, median"),
    "sweep_10k_s": Goal(
        15, "s", "10,000 due reminders told by four sweepers, none lost, none doubled"
    ),
    "case_desk_ms": Goal(150, "ms", "first page of the case desk with 100,000 cases, median"),
}


def keep(values: dict[str, float]) -> None:
    """Store what was measured now beside what was measured before; write the table anew."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name, value in values.items():
        goal = GOALS[name]
        known[name] = {
            "value": round(value, 2),
            "unit": goal.unit,
            "goal": goal.at_most,
            "commit": _commit(),
            "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        }
    text = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=2)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    TABLE.write_text(_table(known), encoding="utf-8")


def _table(known: dict[str, dict[str, object]]) -> str:
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench` from `results.json`. Each goal is an upper limit.",
        "",
        f"Last machine: {_machine()}. Absolute figures drift from machine to machine.",
        "",
        "| Name | What | Figure | Goal | Held | Commit | Measured |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, goal in GOALS.items():
        if row := known.get(name):
            held = "yes" if float(str(row["value"])) <= goal.at_most else "**no**"
            lines.append(
                f"| `{name}` | {goal.what} | {row['value']} {goal.unit} | {goal.at_most:g}"
                f" {goal.unit} | {held} | {row['commit']} | {str(row['at'])[:10]} |"
            )
    return "\n".join(lines) + "\n"


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()},"
        " PostgreSQL 15 with its default settings on the same machine"
    )
