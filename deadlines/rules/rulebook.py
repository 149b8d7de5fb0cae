"""Every term that the regulations set, by the key of its provision."""

from datetime import date
from typing import Final

from deadlines.rules.terms import StartsAt, Term, Unit


class UnknownTerm(LookupError):
    """No provision of that key sets a term for an event of that day."""

    def __init__(self, key: str, on: date) -> None:
        super().__init__(key, on)
        self.key = key
        self.on = on

    def __str__(self) -> str:
        if self.key in KEYS:
            return f"{self.key} sets no term for an event of {self.on.isoformat()}"
        return f"{self.key[:40]!r} is not a provision that sets a term"


HANDLE: Final = Term(8, Unit.WORKING_HOURS, "LC-8.2")
"""Support requests and incidents are dealt with in 8 working hours."""

NOTIFY_COMPLEX: Final = Term(8, Unit.WORKING_HOURS, "LC-8.2-notice")
"""A complex case: the act gives the written notice no number, so the same 8 hours cap it."""

ANSWER_AUTHORITY: Final = Term(24, Unit.HOURS, "LC-8.3")
"""Violating information is dealt with 24 hours after an authority asks, Tết or not."""

REMOVE: Final = Term(24, Unit.HOURS, "LC-8.3-removal")
"""Content against national security is gone 24 hours after an authority asks, Tết or not."""

REPORT_INCIDENT: Final = (
    Term(1, Unit.HOURS, "CL-8.3b-2017", since=date(2017, 1, 1), until=date(2022, 3, 31)),
    Term(0, Unit.HOURS, "CL-8.3b", since=date(2022, 4, 1)),  # "at once": ngay khi phát hiện
)
"""Information clusters: the hour of 2017 gave way to "at once" on 1 April 2022."""

_TERMS: Final = (
    HANDLE,
    NOTIFY_COMPLEX,
    ANSWER_AUTHORITY,
    REMOVE,
    *REPORT_INCIDENT,
    Term(12, Unit.WORKING_DAYS, "LA-12.1b"),
    Term(2, Unit.WORKING_DAYS, "LA-12.1c-issuer"),
    Term(8, Unit.WORKING_DAYS, "LA-12.1c-scope"),
    Term(8, Unit.WORKING_DAYS, "LA-12.1d"),
    Term(18, Unit.WORKING_DAYS, "LA-12.1đ"),
    Term(8, Unit.WORKING_DAYS, "LA-12.1e"),
    Term(15, Unit.WORKING_DAYS, "LA-13.6"),
    Term(24, Unit.HOURS, "CC-8.1c-event"),
    # 48 hours "from the day" of issue: they begin when that day has ended.
    Term(48, Unit.HOURS, "CC-8.1c-document", starts_at=StartsAt.END_OF_DAY),
)

# A clause that was amended is asked by its present key, too: the day of the event decides.
_FORMER_VERSIONS: Final = {"CL-8.3b": ("CL-8.3b-2017",)}

KEYS: Final = frozenset(term.provision for term in _TERMS)

_BY_KEY: Final = {
    key: tuple(t for t in _TERMS if t.provision in (key, *_FORMER_VERSIONS.get(key, ())))
    for key in KEYS
}


def term(key: str, *, on: date) -> Term:
    """The term of a provision for an event of that (local) day; UnknownTerm if there is none."""
    for candidate in _BY_KEY.get(key, ()):
        if candidate.valid_on(on):
            return candidate
    raise UnknownTerm(key, on)
