"""How numbers and codes of cases are written and read back."""

import re
import unicodedata
from typing import Final


# No vowels, so that chance writes no words; no 0 O 1 I L, which are misread on the telephone.
ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_GROUP: Final = 4

_NOT_IN_CODES = re.compile(r"[^0-9A-Z]")


def case_number(year: int, count: int) -> str:
    """`SV-2026-00012` (sự vụ), as it stands in the register and on letters."""
    return f"SV-{year}-{count:05}"


def grouped(letters: str) -> str:
    """`B7KQ-2MXT-9RWD`: easy to read aloud and to copy by hand."""
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def read_code(typed: str) -> str:
    """The code that somebody meant, whatever spaces, case or full-width letters; "" if none."""
    letters = _NOT_IN_CODES.sub("", unicodedata.normalize("NFKC", typed[:200]).upper())
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return grouped(letters)
