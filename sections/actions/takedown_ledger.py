"""The takedown ledger (sổ gỡ bỏ): what was removed also stands in a file outside the database.

A backup that is older than a removal would put it back: the file is replayed before anybody is
served (`ledger_replay.settle`). Nothing here can stop a removal: what the disk does not take waits
in the database.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from kernel.chained_file import ChainedFile
from sections.models import Article, LedgerEntry


logger = logging.getLogger(__name__)
AT_ONCE = 500


def ledger() -> ChainedFile:
    """The file that the settings name; production keeps it on a volume of its own."""
    return ChainedFile(Path(settings.TAKEDOWN_LEDGER))


def entry(
    what: str,
    article: Article,
    *,
    languages: Iterable[str],
    provision: str,
    hashes: Mapping[str, str],
    at: datetime,
    ground: str = "",
    addresses: Mapping[str, str] | None = None,
    pictures: Iterable[object] = (),
    everywhere: Iterable[object] = (),
) -> dict[str, Any]:
    """An entry about an article: codes, addresses, keys and hashes; no text, nobody's name.

    `what` is take_down, restore, hide or release. `pictures` went by themselves, those of
    `everywhere` among them from other articles too; what goes with its text is not named.
    """
    wanted = list(languages)
    return {
        "what": what,
        "article": article.pk,
        "code": article.code,
        "languages": wanted,
        "addresses": dict(addresses or {code: article.url(code) for code in wanted}),
        "pictures": sorted(str(key) for key in pictures),
        "everywhere": sorted(str(key) for key in everywhere),
        "ground": ground,
        "provision": provision,
        "hashes": dict(hashes),
        "at": at.isoformat(),
    }


def append(content: dict[str, Any]) -> None:
    """Keep an entry in the transaction of its act; the file has it right after the commit.

    `content["at"]` is a moment in ISO 8601. Never raises for the file's sake.
    """
    at = datetime.fromisoformat(content["at"])
    key = uuid4()
    LedgerEntry.objects.create(key=key, at=at, content={**content, "key": str(key)})
    transaction.on_commit(partial(write_waiting, at=at), robust=True)


def write_waiting(*, at: datetime) -> int:
    """Write what the file does not have yet, in order; returns how many lines it took.

    A disk that is full, or a folder that is not there, leaves them waiting for the next time.
    """
    try:
        with ledger().writing() as write:
            rows = list(LedgerEntry.objects.waiting()[:AT_ONCE])
            if not rows:
                return 0
            for row, line_hash in zip(rows, write([row.content for row in rows]), strict=True):
                row.written_at, row.line_hash = at, line_hash
            LedgerEntry.objects.bulk_update(rows, ["written_at", "line_hash"])
            return len(rows)
    except OSError:
        logger.exception("the takedown ledger cannot be written; its entries wait in the database")
        return 0
