"""A clock as a drawing and as a sentence: what counts, what does not, where we are, who is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy as lazy

from deadlines.models import Clock, ClockRung, RungState
from deadlines.rules.calendar import WorkingCalendar
from deadlines.rules.terms import Unit
from incidents.queries import words
from incidents.rules import timeline
from incidents.rules.timeline import Part, Piece


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch to draw: whole numbers, which read alike in every language."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A reminder on the line."""

    x: int
    told: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What `incidents/desk/_timeline.html` draws; `text` says the same in words."""

    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    now: int | None
    start: datetime
    due: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder in words."""

    at: datetime
    what: str
    state: str
    told: bool


_NAMES: Final = {
    "half": lazy("half of the time has gone"),
    "three_quarters": lazy("three quarters of the time have gone"),
    "ninety": lazy("nine tenths of the time have gone: answer, or send the notice"),
    "due": lazy("the time is over"),
    "day_after": lazy("one working day late"),
    "at_once": lazy("at once"),
    "h1": lazy("after 1 hour"),
    "h2": lazy("after 2 hours"),
    "h3_announce": lazy("after 3 hours: it will be hidden in 1 hour"),
    "h4_hide": lazy("after 4 hours: hidden unless it was decided"),
    "h6": lazy("after 6 hours"),
    "h6_unverified": lazy("after 6 hours: not yet proved gone from outside"),
    "h12": lazy("after 12 hours"),
    "h18": lazy("after 18 hours"),
    "h19_announce": lazy("after 19 hours: it will be hidden in 1 hour"),
    "h20_hide": lazy("after 20 hours: hidden unless it was decided"),
    "h22_unverified": lazy("after 22 hours: not yet proved gone from outside"),
}
_OUT: Final = {
    Piece.NIGHT: lazy("nights"),
    Piece.WEEKEND: lazy("the weekend"),
    Piece.HOLIDAY: lazy("holidays"),
    Piece.PAUSED: lazy("the time of waiting"),
}


def drawing(
    clock: Clock,
    calendar: WorkingCalendar,
    *,
    pauses: Iterable[tuple[datetime, datetime | None]] = (),
    at: datetime,
) -> Drawing:
    """The line of a clock from its start to its due time."""
    line = _line(clock, calendar, [(since, until or at) for since, until in pauses])
    rungs = _current(clock)
    return Drawing(
        stretches=tuple(_stretches(line, at=at)),
        marks=tuple(
            Mark(round(timeline.place(line, rung.fire_at)), told=rung.fired_at is not None)
            for rung in rungs
            if clock.started_at <= rung.fire_at < clock.due_at
        ),
        now=round(timeline.place(line, at)) if clock.started_at <= at <= clock.due_at else None,
        start=clock.started_at,
        due=clock.due_at,
        text=_text(clock, line, rungs, calendar, at=at),
    )


def reminders(clock: Clock) -> list[Reminder]:
    """Who was told when, and what is to come, in order."""
    states = {
        RungState.PENDING: _("to come"),
        RungState.FIRED: _("told"),
        RungState.COALESCED: _("told with a later one"),
        RungState.SKIPPED: _("no longer needed"),
    }
    return [
        Reminder(
            at=rung.fired_at or rung.fire_at,
            what=name(rung.rung),
            state=str(states[RungState(rung.state)]),
            told=rung.fired_at is not None,
        )
        for rung in _current(clock)
    ]


def name(code: str) -> str:
    """What a rung of a ladder means."""
    return str(_NAMES.get(code, code))


def _current(clock: Clock) -> list[ClockRung]:
    """The reminders of the plan that holds now, with those told under former ones."""
    rungs = [
        rung
        for rung in clock.rungs.all()
        if rung.plan_no == clock.plan_no or rung.fired_at is not None
    ]
    return sorted(rungs, key=lambda rung: rung.fire_at)


def _line(
    clock: Clock, calendar: WorkingCalendar, pauses: list[tuple[datetime, datetime]]
) -> list[Part]:
    term = clock.as_term()
    if term is not None and term.unit is Unit.HOURS:
        return timeline.by_the_clock(clock.started_at, clock.due_at)
    return timeline.parts(clock.started_at, clock.due_at, calendar, pauses)


def _stretches(line: list[Part], *, at: datetime) -> Iterable[Stretch]:
    """Each part once; the one in which we are, twice: gone and to come."""
    for part in line:
        gone = round(timeline.place([part], at)) if part.start < at < part.end else None
        left, right = round(part.x), max(round(part.x) + 2, round(part.x + part.width))
        kind = str(part.piece)
        if gone is not None and left < gone < right:
            yield Stretch(f"{kind} gone", left, gone - left)
            yield Stretch(kind, gone, right - gone)
        else:
            yield Stretch(f"{kind} gone" if part.end <= at else kind, left, right - left)


def _text(
    clock: Clock, line: list[Part], rungs: list[ClockRung], calendar: WorkingCalendar,
    *, at: datetime,
) -> str:  # fmt: skip
    """The drawing for whoever does not see it."""
    said = [
        _("From %(start)s to %(due)s.")
        % {"start": words.moment(clock.started_at), "due": words.moment(clock.due_at)}
    ]
    out = [str(_OUT[piece]) for piece in _OUT if any(part.piece is piece for part in line)]
    if out:
        said.append(_("Not counted: %(what)s.") % {"what": ", ".join(out)})
    if clock.is_open:
        share = words.share(clock, lambda _pk: calendar, at=at)
        said.append(_("%(share)s %% of the time has gone.") % {"share": share})
    coming = [rung for rung in rungs if rung.state == RungState.PENDING]
    if coming:
        facts = {"moment": words.moment(coming[0].fire_at), "what": name(coming[0].rung)}
        said.append(_("Next reminder %(moment)s: %(what)s.") % facts)
    return " ".join(said)
