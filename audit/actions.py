"""Writing the record: one call, in the transaction of the act it tells of."""

import unicodedata
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from audit.models import Record


class Person(Protocol):
    """Whoever acted; people with accounts are a layer above this one."""

    pk: Any

    def get_full_name(self) -> str: ...

    def get_username(self) -> str: ...


def record(
    verb: str,
    target: Model,
    *,
    by: Person | None,
    at: datetime,
    provision: str = "",
    data: dict[str, Any] | None = None,
) -> Record:
    """Keep for good that `by` did `verb` to `target`; `by=None` is the clock or the public.

    `verb` is a code such as ``editorial.publish``; `data` holds codes, numbers and days, never
    what a citizen wrote.
    """
    return Record.objects.create(
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=one_line(str(target), 300),
        by_id=by.pk if by else None,
        by_name=one_line(by.get_full_name() or by.get_username(), 150) if by else "",
        at=at,
        provision=provision,
        data=data or {},
    )


def one_line(text: str, limit: int) -> str:
    """Text that cannot forge a second line of the record, nor overflow its column."""
    visible = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} else character
        for character in text[: limit * 2]
    )
    return " ".join(visible.split())[:limit]
