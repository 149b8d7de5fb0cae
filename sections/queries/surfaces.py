"""The surfaces an article lives on, in one list that whoever takes down goes through (LC-8.3).

Apps above plug theirs in when they start; a surface that is built later takes one line there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sections.models import Article


class How(StrEnum):
    """How a place was checked."""

    ASKED = "asked"  # the real application, in this process, by somebody not signed in
    DATABASE = "database"  # the rows themselves
    NOT_CHECKED = "not_checked"  # for people to decide


class Decision(StrEnum):
    """What somebody has to decide about a place, since it does not go by itself."""

    SHARED = "shared"  # a picture that is used elsewhere too
    COPY = "copy"  # another text that says the same


@dataclass(frozen=True, slots=True)
class Place:
    """One place where an article can be met: an address, or a row that would be sent.

    `marks` are pieces of text by which it is recognised there; without any, that the address
    answers at all is the mark.
    """

    surface: str
    address: str = ""
    label: str = ""
    language: str = ""
    method: str = "GET"
    marks: tuple[str, ...] = ()
    key: str = ""
    decision: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """For the record; empty values are left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Place":
        return cls(**(kept | {"marks": tuple(kept.get("marks", ()))}))


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found at a place: `hit` says that the article can still be met there."""

    place: Place
    hit: bool
    how: How
    status: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "place": self.place.to_json(),
            "hit": self.hit,
            "how": self.how.value,
            "status": self.status,
        }


class Surface(Protocol):
    """A kind of place. `exists` is False for what the portal does not have yet: it is listed so
    that nobody believes it was checked."""

    code: str
    exists: bool

    def name(self) -> str:
        """In the language of the page."""
        ...

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        """Where it lives now in these languages."""
        ...

    def check(self, place: Place) -> Probe:
        """Whether it can be met there now."""
        ...


@dataclass
class _Registry:
    surfaces: dict[str, Surface] = field(default_factory=dict)


_REGISTRY = _Registry()


def plug_in(surface: Surface) -> None:
    """Add a surface to the list; a second one of the same code takes the place of the first."""
    _REGISTRY.surfaces[surface.code] = surface


def all_surfaces() -> list[Surface]:
    """Every surface, in the order in which they were plugged in."""
    return list(_REGISTRY.surfaces.values())


def surface_of(code: str) -> Surface | None:
    """The surface a recorded place belongs to, if the portal still has it."""
    return _REGISTRY.surfaces.get(code)


def check_all(places: Iterable[Place]) -> list[Probe]:
    """Check places one by one; those for people to decide are passed on unchecked."""
    probes = []
    for place in places:
        surface = surface_of(place.surface)
        if surface is None or place.decision:
            probes.append(Probe(place, hit=False, how=How.NOT_CHECKED))
        else:
            probes.append(surface.check(place))
    return probes
