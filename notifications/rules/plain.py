"""Text as it may be printed: letters and spaces, and nothing that acts or deceives."""

import re
import unicodedata
from typing import Final


_KEPT: Final = frozenset("\n\t")
# Controls, marks of direction, halves of pairs, private and unassigned signs.
_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """In NFC, without what cannot be printed; lines stay lines, tabs become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\v\f\x85]", "\n", text)
    composed = unicodedata.normalize("NFC", text)
    kept = (sign for sign in composed if sign in _KEPT or not _is_unprintable(sign))
    return "".join(kept).replace("\t", " ")


def clean_line(text: str) -> str:
    """The same in one line."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def _is_unprintable(sign: str) -> bool:
    return unicodedata.category(sign) in _UNPRINTABLE
