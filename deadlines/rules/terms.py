"""A term as an act sets it: how long, in which unit, by which provision, for which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from deadlines.rules import arithmetic
from deadlines.rules.arithmetic import Due
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.units import StartsAt, Unit


__all__ = ["Due", "StartsAt", "Term", "Unit"]


@dataclass(frozen=True, slots=True)
class Term:
    """`amount` of `unit` by `provision`, for events from `since` up to and including `until`."""

    amount: int
    unit: Unit
    provision: str
    since: date | None = None
    until: date | None = None
    starts_at: StartsAt = StartsAt.INSTANT

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a term cannot be negative")

    def valid_on(self, day: date) -> bool:
        """Whether the term binds an event of that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def due(
        self,
        received_at: datetime,
        calendar: WorkingCalendar,
        pauses: Sequence[arithmetic.Pause] = (),
    ) -> Due:
        """When the term ends for something received at that moment."""
        return arithmetic.due_at(received_at, self, calendar, pauses)

    def due_again(
        self,
        started_at: datetime,
        calendar: WorkingCalendar,
        pauses: Sequence[arithmetic.Pause] = (),
    ) -> Due:
        """When the term ends that has run since `started_at`: the end of its day has come."""
        since = replace(self, starts_at=StartsAt.INSTANT)
        return arithmetic.due_at(started_at, since, calendar, pauses)

    def as_json(self) -> dict[str, Any]:
        """The frozen copy that a running clock keeps."""
        return {
            "amount": self.amount,
            "unit": str(self.unit),
            "provision": self.provision,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "starts_at": str(self.starts_at),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Term:
        """The term that `as_json` wrote down."""
        since, until = data["since"], data["until"]
        return cls(
            amount=data["amount"],
            unit=Unit(data["unit"]),
            provision=data["provision"],
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            starts_at=StartsAt(data["starts_at"]),
        )
