"""The register as plain facts: acts, their provisions, and the portal's own norms.

Reads the data files once; knows no database, so that terms and verdicts can cite by key anywhere.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final


DATA: Final = Path(__file__).parent / "data"
NORM_PREFIX: Final = "norm:"


class Binding(StrEnum):
    """Whether a provision binds the portal or is followed of its own free will."""

    LEGAL = "legal"
    NORM = "norm"


class Confidence(StrEnum):
    """Where a line of the register comes from; see the head of `data/acts.toml`."""

    SEED = "seed"
    FOUND = "found"
    SECONDARY = "secondary"
    MEMORY = "memory"
    READING = "reading"  # the text is certain, the way the portal counts it is our reading


TO_BE_CONFIRMED: Final = frozenset({Confidence.SECONDARY, Confidence.MEMORY, Confidence.READING})


class UnknownProvision(LookupError):
    """A key that the register does not hold."""


@dataclass(frozen=True, slots=True)
class ActFacts:
    """An act (văn bản): who issued it, when it binds, what took its place."""

    position: int
    code: str
    number: str
    title: str
    issuer: str
    signed_on: date | None
    in_force_from: date | None
    in_force_to: date | None
    replaced_by: str
    amends: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class ProvisionFacts:
    """A provision (điều, khoản, điểm) of an act; both days of its force are included."""

    position: int
    key: str
    act: str
    clause: str
    title: str
    binding: Binding
    in_force_from: date | None
    in_force_to: date | None
    successor: str
    duty: str
    record: str
    confidence: Confidence

    def in_force(self, on: date) -> bool:
        return in_force(self.in_force_from, self.in_force_to, on=on)


@dataclass(frozen=True, slots=True)
class Norm:
    """What the portal demands of itself; never shown as a rule of law."""

    key: str
    title: str
    reason: str


def in_force(start: date | None, end: date | None, *, on: date) -> bool:
    """Whether a day lies in a period whose ends, when known, both belong to it."""
    return (start is None or start <= on) and (end is None or on <= end)


def is_norm(key: str) -> bool:
    """Whether this key names a norm the portal follows freely, rather than its law."""
    if key in NORMS:
        return True
    return provision(key).binding is Binding.NORM


def provision(key: str) -> ProvisionFacts:
    """The provision of this key, or `UnknownProvision`."""
    try:
        return PROVISIONS[key]
    except KeyError:
        raise UnknownProvision(key) from None


def citation(key: str) -> str:
    """How an officer writes it: "Khoản 2 Điều 8, Quyết định 02/2025/QĐ-UBND"."""
    if norm := NORMS.get(key):
        return norm.title
    cited = provision(key)
    act = ACTS[cited.act]
    return f"{cited.clause}, {'Quyết định ' + act.number if act.number else act.title}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_toml(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _read_acts() -> Iterator[ActFacts]:
    for number, row in enumerate(_read_toml("acts.toml")["act"], start=1):
        yield ActFacts(
            position=number * 10,
            code=row["code"],
            number=row["number"],
            title=row["title"],
            issuer=row["issuer"],
            signed_on=row.get("signed_on"),
            in_force_from=row.get("in_force_from"),
            in_force_to=row.get("in_force_to"),
            replaced_by=row.get("replaced_by", ""),
            amends=row.get("amends", ""),
            confidence=Confidence(row["confidence"]),
            note=row.get("note", ""),
        )


def _read_provisions() -> Iterator[ProvisionFacts]:
    with (DATA / "provisions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield ProvisionFacts(
                position=int(row["position"]),
                key=row["key"],
                act=row["act"],
                clause=row["clause"],
                title=row["title_vi"],
                binding=Binding(row["binding"]),
                in_force_from=_day(row["in_force_from"]),
                in_force_to=_day(row["in_force_to"]),
                successor=row["successor"],
                duty=row["duty"],
                record=row["record"],
                confidence=Confidence(row["confidence"]),
            )


ACTS: Final = {act.code: act for act in _read_acts()}
PROVISIONS: Final = {each.key: each for each in _read_provisions()}
NORMS: Final = {row["key"]: Norm(**row) for row in _read_toml("internal_norms.toml")["norm"]}

# Every key that code may cite.
KEYS: Final = frozenset(PROVISIONS) | frozenset(NORMS)
