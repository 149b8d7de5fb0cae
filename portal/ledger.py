"""The takedown ledger as the whole portal obeys it: settled before anybody is served, then watched.

A process of the web server is armed by `portal/wsgi.py`. From then on it refuses public pages
while ledger and database do not agree, and looks again every few seconds: a database that is
swapped for a backup under a running portal is caught too.
"""

import logging
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from django.db import DatabaseError

import editorial.actions
from incidents.actions import alarms
from kernel.chained_file import Line
from sections.actions import ledger_replay, takedown_ledger
from sections.actions.ledger_replay import Gone, Settlement, Unsettled
from sections.models import LedgerEntry


logger = logging.getLogger(__name__)

WRITTEN_WITHIN: Final = timedelta(minutes=2)
LOOK_EVERY: Final = 5.0  # seconds


@dataclass
class Gate:
    """Whether this process may serve public pages."""

    armed: bool = False
    refused: str = ""  # why not
    looked: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def why_closed(self, *, at: datetime) -> str:
        """Empty while public pages may be served; looks anew when the last look is too old."""
        if (
            self.armed
            and time.monotonic() - self.looked >= LOOK_EVERY
            and self.lock.acquire(blocking=bool(self.refused) or not self.looked)
        ):
            try:
                self.look(at=at)
            finally:
                self.lock.release()
        return self.refused

    def look(self, *, at: datetime) -> None:
        """Settle if anything is new; a database that does not answer closes no open gate."""
        try:
            if self.refused or not self.looked or not is_known():
                settle(at=at)
            self.refused = ""
        except Unsettled as doubt:
            self.refused = str(doubt)
            logger.critical("no public page is served: takedown ledger, %s", doubt)
        except OSError as failure:
            self.refused = f"ledger_unreadable: {failure}"
            logger.critical("no public page is served: %s", self.refused)
        except DatabaseError:
            if not self.looked:
                self.refused = "database"
            logger.exception("the takedown ledger could not be compared with the database")
        self.looked = time.monotonic()


gate: Final = Gate()


def arm(*, at: datetime) -> None:
    """Called when a process of the web server begins: from now on the ledger goes first."""
    gate.armed = True
    gate.look(at=at)


def settle(*, accept_broken: bool = False, at: datetime) -> Settlement:
    """Do again what the ledger knows beyond the database, at the desk as well; see `Unsettled`."""
    settlement = ledger_replay.settle(follow=_follow, accept_broken=accept_broken, at=at)
    if settlement.outcomes:
        logger.warning("the takedown ledger was replayed: %s", dict(settlement.outcomes))
    if settlement.left_over:
        _alarm("ledger_left_over", "\n".join(settlement.left_over)[:500], at=at)
    return settlement


def is_known() -> bool:
    """Whether the database knows the last lines of the ledger; one query."""
    tail = takedown_ledger.ledger().tail()
    keys = {str(line.content.get("key")) for line in tail[-50:] if line.content is not None}
    return LedgerEntry.objects.filter(key__in=keys).count() == len(keys)


def watch(*, at: datetime) -> None:
    """The job of the clock: write what waits, settle what is new, call people where it fails."""
    takedown_ledger.write_waiting(at=at)
    try:
        settle(at=at)
    except Unsettled as doubt:
        code = "ledger_broken" if doubt.code == "chain_broken" else "ledger_differs"
        _alarm(code, str(doubt), at=at)
    if behind := LedgerEntry.objects.waiting_since(at - WRITTEN_WITHIN).count():
        _alarm("ledger_behind", str(behind), at=at)


def health(*, at: datetime) -> str:
    """For readyz: "ok", or what is wrong."""
    if gate.why_closed(at=at):
        return gate.refused
    if behind := LedgerEntry.objects.waiting_since(at - WRITTEN_WITHIN).count():
        return f"{behind} entries not written"
    try:
        return "ok" if is_known() else "ahead of the database"
    except OSError:
        return "cannot be read"


def _follow(gone: Gone) -> None:
    editorial.actions.follow_removal(
        gone.article, gone.languages, ground=gone.ground, provision=gone.provision, at=gone.at
    )


def _alarm(code: str, details: str, *, at: datetime) -> None:
    """Once an hour, as long as it lasts."""
    alarms.raise_alarm(code, facts={"details": details}, key=f"{at:%Y%m%d%H}", at=at)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Ledger and database side by side."""

    lines: int
    entries: dict[str, int]
    first_broken: int | None
    cut_short: tuple[int, ...]
    unlike: tuple[int, ...]  # lines that are not what the database wrote there
    unknown: int  # entries of the file that the database does not know
    lost: int  # entries that the database wrote and the file does not have
    waiting: int

    @property
    def whole(self) -> bool:
        return self.first_broken is None and not (self.unlike or self.unknown or self.lost)


def inspect() -> Inspection:
    """Read the whole ledger and compare it with the database; changes nothing."""
    reading = takedown_ledger.ledger().read()
    kept = dict(
        LedgerEntry.objects.filter(written_at__isnull=False).values_list("key", "line_hash")
    )
    hashes = {str(key): line_hash for key, line_hash in kept.items()}
    written: dict[str, list[Line]] = defaultdict(list)  # twice, where a crash came in between
    for line in reading.lines:
        if line.content is not None:
            written[str(line.content.get("key"))].append(line)
    unlike = [
        lines[0].number
        for key, lines in written.items()
        if key in hashes and hashes[key] not in {line.hash for line in lines}
    ]
    return Inspection(
        lines=len(reading.lines),
        entries=Counter(
            str(dict(lines[0].content or {}).get("what")) for lines in written.values()
        ),
        first_broken=reading.first_broken,
        cut_short=reading.cut_short,
        unlike=tuple(sorted(unlike)),
        unknown=len(ledger_replay.missing(reading)),
        lost=len(set(hashes) - set(written)),
        waiting=LedgerEntry.objects.waiting().count(),
    )
