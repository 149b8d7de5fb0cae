"""After an older backup was restored: what the ledger knows beyond the database is done again.

No act of a person is repeated, since that person may not exist in the backup; only its effect on
what the public sees. In doubt an article stays away: what cannot be followed is left to people.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

import audit.actions
from kernel import languages
from kernel.chained_file import Line, Reading
from sections.actions import columns, takedown_ledger
from sections.models import (
    Article,
    ArticlePicture,
    Hiding,
    HidingEnd,
    HidingOutcome,
    LedgerEntry,
)


PATIENCE: Final = 60.0  # seconds to wait while another process replays

APPLIED: Final = "applied"
OVERTAKEN: Final = "overtaken"  # undone by a later entry before anybody could see it
UNKNOWN: Final = "unknown"  # the backup does not have the article
BY_HAND: Final = "by_hand"  # only people can do it


class Unsettled(Exception):
    """Ledger and database do not agree, and the portal may not decide alone; a code says why."""

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code if line is None else f"{code}: line {line}")
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Gone:
    """Languages of an article that a replay took from the public."""

    article: int
    languages: tuple[str, ...]
    ground: str
    provision: str
    at: datetime


@dataclass
class Settlement:
    """What a replay came to."""

    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    gone: list[Gone] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)  # what people have to see to
    rewritten: int = 0

    def note(self, outcome: str, content: Mapping[str, Any]) -> None:
        self.outcomes[outcome] += 1
        if outcome in {UNKNOWN, BY_HAND}:
            self.left_over.append(f"{content['what']} {content['code']} {content['at']}")


def settle(
    *,
    follow: Callable[[Gone], None] = lambda gone: None,
    accept_broken: bool = False,
    at: datetime,
) -> Settlement:
    """Do again whatever the ledger knows and the database does not, in order; twice is once.

    `follow` is called in the same transaction for what went, so that apps above know. Raises
    Unsettled where the ledger is gone, unreadable, or broken and the database lacks something of
    it; `accept_broken` replays a broken one as far as it can be read.
    """
    reading = _read()
    settlement = Settlement()
    if not reading.lines and LedgerEntry.objects.filter(written_at__isnull=False).exists():
        raise Unsettled("ledger_missing")
    if not missing(reading):
        settlement.rewritten = _write_again(reading)
        return settlement
    if reading.first_broken is not None and not accept_broken:
        raise Unsettled("chain_broken", reading.first_broken)
    try:
        # One process at a time: the others find nothing left to do.
        with takedown_ledger.ledger().writing(patience=PATIENCE), transaction.atomic():
            waiting = missing(_read())
            _replay([_checked(line) for line in waiting], waiting, settlement, at=at)
            for gone in settlement.gone:
                follow(gone)
    except OSError as failure:
        raise Unsettled("ledger_unreadable") from failure
    return settlement


def missing(reading: Reading) -> list[Line]:
    """Lines that the database does not know, each key once."""
    known = {str(key) for key in LedgerEntry.objects.values_list("key", flat=True)}
    found: dict[str, Line] = {}
    for line in reading.lines:
        if line.content is not None and (key := str(line.content.get("key", ""))) not in known:
            found.setdefault(key, line)
    return list(found.values())


def rebuild(*, at: datetime) -> int:
    """Write into an empty or new file everything the database knows; returns how many."""
    LedgerEntry.objects.filter(written_at__isnull=False).update(written_at=None)
    return takedown_ledger.write_waiting(at=at)


def _read() -> Reading:
    try:
        return takedown_ledger.ledger().read()
    except OSError as failure:
        raise Unsettled("ledger_unreadable") from failure


def _write_again(reading: Reading) -> int:
    """Entries that the database believes written and the file does not have wait once more."""
    present = {str(line.content.get("key")) for line in reading.lines if line.content is not None}
    written = LedgerEntry.objects.filter(written_at__isnull=False).values_list("pk", "key")
    lost = [pk for pk, key in written if str(key) not in present]
    return LedgerEntry.objects.filter(pk__in=lost).update(written_at=None) if lost else 0


def _checked(line: Line) -> Mapping[str, Any]:
    """The content of a line, if it has what a replay needs; raises Unsettled."""
    content = dict(line.content or {})
    try:
        UUID(str(content["key"]))
        datetime.fromisoformat(content["at"])
        whole = (
            isinstance(content["article"], int)
            and isinstance(content["code"], str)
            and content["what"] in _DO
            and set(content["languages"]) <= set(languages.CODES)
        )
    except (KeyError, TypeError, ValueError):
        whole = False
    if not whole:
        raise Unsettled("entry_unreadable", line.number)
    return content


def _replay(
    contents: Sequence[Mapping[str, Any]],
    lines: Sequence[Line],
    settlement: Settlement,
    *,
    at: datetime,
) -> None:
    for number, (content, line) in enumerate(zip(contents, lines, strict=True)):
        outcome = _apply(content, contents[number + 1 :], settlement)
        LedgerEntry.objects.create(
            key=content["key"],
            at=datetime.fromisoformat(content["at"]),
            content={name: value for name, value in content.items() if name != "prev"},
            written_at=at,
            line_hash=line.hash,
            replayed=outcome,
        )
        settlement.note(outcome, content)


def _apply(
    content: Mapping[str, Any], later: Sequence[Mapping[str, Any]], settlement: Settlement
) -> str:
    article = (
        Article.objects.select_for_update(of=("self",))
        .filter(pk=content["article"], code=content["code"])
        .first()
    )
    if article is None:
        return UNKNOWN
    outcome = _DO[content["what"]](article, content, later, settlement)
    audit.actions.record(
        f"sections.replay_{content['what']}",
        article,
        by=None,
        at=datetime.fromisoformat(content["at"]),
        provision=str(content.get("provision", "")),
        data={"key": content["key"], "languages": content["languages"], "outcome": outcome},
    )
    return outcome


def _take_down(
    article: Article,
    content: Mapping[str, Any],
    later: Sequence[Mapping[str, Any]],
    settlement: Settlement,
) -> str:
    """Empty what was emptied, except what people gave back afterwards."""
    at = datetime.fromisoformat(content["at"])
    returned = _given_back(content, later)
    gone = [code for code in content["languages"] if code not in returned]
    for language in gone:
        columns.write(article, language, dict.fromkeys(columns.ALL) | {"gone_at": at})
    article.pictures.filter(language__in=gone).delete()
    if not (content.get("pictures") and _pictures_given_back(content, later)):
        article.pictures.filter(attachment__in=content.get("pictures", [])).delete()
        ArticlePicture.objects.filter(attachment__in=content.get("everywhere", [])).delete()
    if not gone and not content.get("pictures"):
        return OVERTAKEN
    if gone:
        ground, provision = str(content.get("ground", "")), str(content.get("provision", ""))
        settlement.gone.append(Gone(article.pk, tuple(gone), ground, provision, at))
    return APPLIED


def _given_back(content: Mapping[str, Any], later: Sequence[Mapping[str, Any]]) -> set[str]:
    back: set[str] = set()
    for entry in later:
        if entry["article"] == content["article"] and entry["what"] == "restore":
            back |= set(entry["languages"])
        elif entry["article"] == content["article"] and entry["what"] == "take_down":
            back -= set(entry["languages"])
    return back


def _pictures_given_back(content: Mapping[str, Any], later: Sequence[Mapping[str, Any]]) -> bool:
    wanted = set(content["pictures"])
    return any(
        entry["what"] == "restore" and wanted <= set(entry.get("pictures", ())) for entry in later
    )


def _restore(
    article: Article,
    content: Mapping[str, Any],
    later: Sequence[Mapping[str, Any]],
    settlement: Settlement,
) -> str:
    """What the same replay did not take down is there already; the rest two people give back."""
    again = {
        code
        for entry in later
        if entry["what"] == "take_down" and entry["article"] == article.pk
        for code in entry["languages"]
    }
    down = {
        code for code in content["languages"] if article.in_language("published_at", code) is None
    }
    return BY_HAND if down - again else OVERTAKEN


def _hide(
    article: Article,
    content: Mapping[str, Any],
    later: Sequence[Mapping[str, Any]],
    settlement: Settlement,
) -> str:
    if article.hidden_at is not None:
        return OVERTAKEN
    at = datetime.fromisoformat(content["at"])
    if not article.hidings.standing().exists():
        Hiding.objects.create(
            article=article,
            at=at,
            ground=str(content.get("ground", "")),
            provision=str(content.get("provision", "")),
            before=content.get("hashes", {}),
        )
    columns.close(article, at=at)
    return APPLIED


def _release(
    article: Article,
    content: Mapping[str, Any],
    later: Sequence[Mapping[str, Any]],
    settlement: Settlement,
) -> str:
    hiding = article.hidings.standing().first()
    if hiding is None:
        return OVERTAKEN
    HidingEnd.objects.create(
        hiding=hiding,
        outcome=HidingOutcome.REPLAYED.value,
        at=datetime.fromisoformat(content["at"]),
    )
    columns.open_again(article)
    return APPLIED


_DO: Final = {"take_down": _take_down, "restore": _restore, "hide": _hide, "release": _release}
