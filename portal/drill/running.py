"""The drill from beginning to end: seen on every surface, taken down, seen on none."""

import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import audit.actions
from kernel import languages
from portal import asking
from portal.drill import acts, people
from portal.drill.acts import Stage
from portal.drill.people import Cast
from portal.drill.texts import Marks
from sections.models import Section
from sections.queries import surfaces
from sections.queries.surfaces import Place, Surface


SECTION = "news-lao-cai"


@dataclass
class Line:
    """What one surface showed before and after."""

    code: str
    name: str
    places: int = 0
    for_people: int = 0  # places that somebody decides about; they are listed, not emptied
    before: int = 0
    after: int = 0
    ms: int = 0  # from the act until every place of it had been found empty
    verdict: str = "not built"

    @property
    def failed(self) -> bool:
        return self.verdict.startswith("FAILED")


@dataclass
class Result:
    """The whole drill."""

    run: str
    article: str = ""
    case: str = ""
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    act_ms: int = 0
    total_ms: int = 0

    @property
    def passed(self) -> bool:
        return not self.faults and not any(line.failed for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"passed": self.passed}


def run(*, now: Callable[[], datetime]) -> Result:
    """Run the drill; whatever happens, nothing of it stays before the public.

    `now` is read anew for every act, as people would do them.
    """
    result = Result(run=secrets.token_hex(4))
    section = Section.objects.get(code=SECTION)
    cast = people.gather(section, at=now())
    stage: Stage | None = None
    try:
        acts.clear(cast, None, at=now())  # what a drill that was killed has left behind
        marks, others = Marks(result.run), Marks(f"{result.run}x")
        stage = acts.set_up(marks, others, section, cast, at=now())
        result.article, result.case = stage.article.code, stage.case.number
        _play(result, stage, marks, cast, now=now)
    finally:
        try:
            acts.clear(cast, stage.case if stage else None, at=now())
        finally:
            people.dismiss(cast)
    audit.actions.record(
        "portal.takedown_drill", stage.case, by=None, at=now(), provision="LC-8.3",
        data={"drill": True, "passed": result.passed, "run": result.run},
    )  # fmt: skip
    return result


def _play(
    result: Result, stage: Stage, marks: Marks, cast: Cast, *, now: Callable[[], datetime]
) -> None:
    at = now()
    found = [(one, _places(one, stage, at=at)) for one in surfaces.all_surfaces()]
    result.lines = [_before(surface, places) for surface, places in found]
    pages = _pages(place for _surface, places in found for place in places)
    _marks_before(result, marks, pages)
    began = time.monotonic()
    acts.take_down(stage, cast, at=now())
    result.act_ms = _since(began)
    for line, (surface, places) in zip(result.lines, found, strict=True):
        if surface.exists:
            line.after = sum(surface.check(place).hit for place in places if not place.decision)
            line.ms = _since(began)
            line.verdict = _verdict(line, surface)
    _marks_after(result, marks, pages)
    result.total_ms = _since(began)


def _places(surface: Surface, stage: Stage, *, at: datetime) -> list[Place]:
    return surface.places(stage.article, languages.CODES, at=at)


def _before(surface: Surface, places: Sequence[Place]) -> Line:
    line = Line(surface.code, surface.name())
    open_places = [place for place in places if not place.decision]
    line.places, line.for_people = len(open_places), len(places) - len(open_places)
    line.before = sum(surface.check(place).hit for place in open_places)
    return line


def _verdict(line: Line, surface: Surface) -> str:
    """A surface that never showed anything proves nothing, so it fails as well."""
    if line.after:
        return "FAILED: still there"
    if getattr(surface, "closed", False):
        return "FAILED: open to readers" if line.before else "closed"
    if not line.before:
        return "for people" if line.for_people else "FAILED: never seen there"
    return "gone"


def _pages(places: Iterable[Place]) -> list[str]:
    return sorted({
        place.address for place in places
        if place.address and not place.decision and place.method == "GET"
    })  # fmt: skip


def _seen(marks: Sequence[str], pages: Iterable[str]) -> set[str]:
    """Which marks stand in any of these pages, headers and bytes of pictures included."""
    found: set[str] = set()
    for page in pages:
        answer = asking.ask(page)
        told = answer.body + str(answer.headers).encode()
        found |= {mark for mark in marks if mark.encode() in told}
    return found


def _marks_before(result: Result, marks: Marks, pages: Sequence[str]) -> None:
    seen = _seen([*marks.shown, *marks.never_shown], pages)
    missing = set(marks.shown) - seen
    result.faults += [f"never seen before the act: {mark}" for mark in sorted(missing)]
    leaked = set(marks.never_shown) & seen
    result.faults += [f"shown to readers: {mark}" for mark in sorted(leaked)]


def _marks_after(result: Result, marks: Marks, pages: Sequence[str]) -> None:
    seen = _seen([*marks.shown, *marks.never_shown], pages)
    result.faults += [f"still seen after the act: {mark}" for mark in sorted(seen)]


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
