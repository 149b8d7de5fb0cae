"""What the history of a clock says of it: read from the first line on, it gives the row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Standing:
    """How a clock stands after the lines read so far; states are those of `ClockState`."""

    state: str = ""
    due_at: datetime | None = None
    plan_no: int = 1
    extensions: int = 0
    met_at: datetime | None = None
    breached_at: datetime | None = None
    breach_voided: bool = False


def replay(lines: Iterable[tuple[str, datetime, Mapping[str, Any]]]) -> Standing:
    """The standing that these lines `(kind, at, data)` tell, in the order of their writing."""
    standing = Standing()
    for kind, at, data in lines:
        _move(standing, data)
        _step(standing, kind, at, data)
    return standing


def _move(standing: Standing, data: Mapping[str, Any]) -> None:
    """A line with a due time moved it; a breach that was noted moves along unless it is voided."""
    if "due" not in data:
        return
    standing.due_at = datetime.fromisoformat(data["due"])
    standing.plan_no = data.get("plan", standing.plan_no)
    if standing.state == "breached_open":
        standing.breached_at = standing.due_at


def _step(standing: Standing, kind: str, at: datetime, data: Mapping[str, Any]) -> None:
    if kind in ("started", "promised", "resumed"):
        standing.state = "running"
    elif kind == "suspended":
        standing.state = "paused"
    elif kind == "extended":
        standing.extensions += 1
    elif kind == "breached":
        standing.state, standing.breached_at = "breached_open", standing.due_at
    elif kind == "breach_voided":
        standing.state, standing.breach_voided = "running", True
        standing.breached_at = datetime.fromisoformat(data["was"])
    elif kind in ("met", "met_late", "cancelled"):
        _close(standing, kind, at)


def _close(standing: Standing, kind: str, at: datetime) -> None:
    standing.state = kind
    if kind == "met_late":
        standing.breached_at = standing.due_at
    if kind == "met" and not standing.breach_voided:
        standing.breached_at = None
    standing.met_at = None if kind == "cancelled" else at
