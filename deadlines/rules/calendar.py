"""Which seconds of which days are working time, whatever weekends, Tết and swapped Saturdays do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from deadlines.rules.holidays import Holiday, recognise


DAY = 86_400
ANCHOR = 8 * 3600  # a working day is counted if its 08:00 is still to come (LA-13.6)
MONDAY_TO_FRIDAY = range(5)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_YEARS_KEPT = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_SESSION = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*")


class Block(NamedTuple):
    """One session of a day, half-open `[open, close)`, in seconds after local midnight."""

    open: int
    close: int

    def __str__(self) -> str:
        return f"{_clock(self.open)}-{_clock(self.close)}"


Blocks = tuple[Block, ...]
Week = tuple[Blocks, Blocks, Blocks, Blocks, Blocks, Blocks, Blocks]


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def check_blocks(blocks: Blocks) -> Blocks:
    """The same blocks, if they stand in order, apart, and within 00:00-24:00; else ValueError."""
    for block in blocks:
        if not 0 <= block.open < block.close <= DAY:
            raise ValueError(f"session {block} must open before it closes, within 00:00-24:00")
        if block.close // 60 == DAY // 60 - 1:
            raise ValueError(f"session {block} loses a minute: write 24:00 for the end of the day")
    for former, latter in pairwise(blocks):
        if latter.open < former.open:
            raise ValueError(f"session {latter} must not stand after {former}")
        if latter.open < former.close:
            raise ValueError(f"sessions {former} and {latter} overlap")
    return blocks


def parse_sessions(text: str) -> Blocks:
    """Read "07:30-11:30,13:00-17:00"; a close may be 24:00. ValueError says what is wrong."""
    blocks = []
    for part in text.split(","):
        if (match := _SESSION.fullmatch(part)) is None:
            raise ValueError(f"{part.strip()[:40]!r} is not a session such as 07:30-11:30")
        hour, minute, until_hour, until_minute = map(int, match.groups())
        if max(minute, until_minute) > 59:
            raise ValueError(f"{part.strip()!r} has more than 59 minutes in an hour")
        blocks.append(
            Block(hour * 3600 + minute * 60, until_hour * 3600 + until_minute * 60),
        )
    return check_blocks(tuple(blocks))


DEFAULT_SESSIONS = parse_sessions("07:30-11:30,13:00-17:00")


def week_of(sessions: Blocks) -> Week:
    """The same sessions from Monday to Friday, nothing at the weekend."""
    return (sessions, sessions, sessions, sessions, sessions, (), ())


class Kind(StrEnum):
    """What an override makes of a day."""

    OFF = "off"
    WORK = "work"  # a made-up day (làm bù): keeps the hours of another weekday
    HOURS = "hours"  # hours of its own


class Status(StrEnum):
    """How sure the source of an override is."""

    OFFICIAL = "official"  # a notice was found
    LAW = "law"  # follows from the Labour Code itself
    LIBRARY = "lib"
    ESTIMATED = "est"  # computed from the lunar date, no notice yet
    PENDING = "pending"  # decided as policy, enacted text not found


UNSETTLED = frozenset({Status.ESTIMATED, Status.PENDING})


@dataclass(frozen=True, slots=True)
class Override:
    """A day that differs from its weekday: a holiday, a made-up Saturday, special hours."""

    day: date
    kind: Kind
    status: Status
    name: str = ""
    blocks: Blocks = ()
    as_weekday: int = 0


def settles_its_year(override: Override) -> bool:
    """Whether it is Tết by an official notice, which settles the other days of its year, too."""
    return override.status is Status.OFFICIAL and recognise(override.name) is Holiday.TET


@dataclass(frozen=True, slots=True)
class Hours:
    """Office hours of a week, valid from `since` up to and including `until`."""

    week: Week
    since: date | None = None
    until: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether these are the hours of that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


class Span(NamedTuple):
    """A block of a certain day as instants: `[open, close)` in seconds since 1970 UTC."""

    open: int
    close: int
    block: Block


class WorkingDay(NamedTuple):
    """A day with working time; `anchor` is its 08:00, `close` the end of its last session."""

    day: date
    anchor: int
    close: int
    spans: tuple[Span, ...]


class _Year(NamedTuple):
    days: list[WorkingDay]
    anchors: list[int]
    closes: list[int]


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """Office hours with their overrides, as published in one revision; never changes.

    What it works out is kept inside the object, so a new revision starts afresh.
    """

    hours: tuple[Hours, ...]
    overrides: Mapping[date, Override] = field(default_factory=dict)
    zone: tzinfo = VIETNAM
    revision: int = 0
    pending_off: bool = False
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False)
    _unsettled: tuple[date, ...] = field(default=(), init=False, repr=False)
    _official_until: date = field(default=date.min, init=False, repr=False)

    def __post_init__(self) -> None:
        overrides = self.overrides.values()
        official = [o.day.year for o in overrides if settles_its_year(o)]
        unsettled = sorted(o.day for o in overrides if o.status in UNSETTLED)
        object.__setattr__(self, "_unsettled", tuple(unsettled))
        if official:
            object.__setattr__(self, "_official_until", date(max(official), 12, 31))

    def blocks(self, day: date) -> Blocks:
        """The sessions of that day; empty when nobody works."""
        override = self.override(day)
        if override is None:
            return self.regular_blocks(day)
        if override.kind is Kind.OFF:
            return ()
        if override.kind is Kind.WORK:
            return self.regular_blocks(day, override.as_weekday)
        return override.blocks

    def override(self, day: date) -> Override | None:
        """What differs on that day; a pending day off differs only if `pending_off`."""
        override = self.overrides.get(day)
        if override is not None and override.status is Status.PENDING:
            counts_as_off = override.kind is Kind.OFF
            return override if counts_as_off == self.pending_off else None
        return override

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a notice to come may still change the working time of these days."""
        if last > self._official_until:
            return True
        at = bisect_left(self._unsettled, first)
        return at < len(self._unsettled) and self._unsettled[at] <= last

    def days_open_after(self, instant: int, *, limit: int) -> Iterator[WorkingDay]:
        """Working days not yet closed at `instant`, in order, for at most `limit` days."""
        for year in self._years_from(instant, limit):
            yield from year.days[bisect_right(year.closes, instant) :]

    def days_counted_from(self, instant: int, *, limit: int) -> Iterator[WorkingDay]:
        """Working days whose 08:00 is at or after `instant`, for at most `limit` days."""
        for year in self._years_from(instant, limit):
            yield from year.days[bisect_left(year.anchors, instant) :]

    def regular_blocks(self, day: date, weekday: int | None = None) -> Blocks:
        """The sessions of a weekday by the hours valid on `day`, before any override."""
        weekday = day.weekday() if weekday is None else weekday
        for hours in self.hours:
            if hours.valid_on(day):
                return hours.week[weekday]
        return ()

    def _years_from(self, instant: int, limit: int) -> Iterator[_Year]:
        first = instant // DAY + _EPOCH_ORDINAL - 1
        last = first + limit
        newest = date.max.toordinal()
        start = date.fromordinal(min(max(first, 1), newest)).year
        for year in range(start, date.fromordinal(min(last, newest)).year + 1):
            yield self._years.get(year) or self._lay_out(year)

    def _lay_out(self, year: int) -> _Year:
        days = []
        for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            if blocks := self.blocks(day):
                days.append(self._working_day(day, blocks))
        laid_out = _Year(days, [d.anchor for d in days], [d.close for d in days])
        while len(self._years) >= _YEARS_KEPT:
            self._years.pop(next(iter(self._years)))
        self._years[year] = laid_out
        return laid_out

    def _working_day(self, day: date, blocks: Blocks) -> WorkingDay:
        spans = tuple(
            Span(self.instant(day, block.open), self.instant(day, block.close), block)
            for block in blocks
        )
        return WorkingDay(day, self.instant(day, ANCHOR), spans[-1].close, spans)

    def instant(self, day: date, second: int) -> int:
        """The instant of a local time of day, in seconds since 1970 UTC; `second` may be 24:00."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        wall = midnight + timedelta(seconds=min(second, DAY - 1))
        offset = wall.utcoffset() or timedelta()
        local = (day.toordinal() - _EPOCH_ORDINAL) * DAY + second
        return local - (offset.days * DAY + offset.seconds)
