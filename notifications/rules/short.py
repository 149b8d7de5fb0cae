"""Texts that fit a short message: one of 160 letters of the GSM alphabet, or two of 70 others."""

import unicodedata
from typing import Final


GSM_LIMIT: Final = 160
UNICODE_LIMIT: Final = 134  # two parts of 67: each of a pair gives three places to its header

_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE: Final = frozenset("^{}\\[~]|€")


def length(text: str) -> int:
    """Places taken: letters of the GSM alphabet (some take two), else units of UCS-2."""
    if is_gsm(text):
        return sum(2 if letter in _GSM_DOUBLE else 1 for letter in text)
    return len(text.encode("utf-16-be")) // 2


def is_gsm(text: str) -> bool:
    """Whether every letter is one of the GSM alphabet."""
    return all(letter in _GSM or letter in _GSM_DOUBLE for letter in text)


def fits(text: str) -> bool:
    """Whether it goes out whole."""
    return length(text) <= (GSM_LIMIT if is_gsm(text) else UNICODE_LIMIT)


def fit(text: str, tail: str = "") -> str:
    """The text cut between words so that it fits with its tail, which is never cut.

    Composed letters only: a Vietnamese vowel keeps its signs, and takes one place.
    """
    text, tail = _plain(text), _plain(tail)
    whole = f"{text} {tail}".strip()
    if fits(whole):
        return whole
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        cut = f"{' '.join(words)}... {tail}".strip()
        if fits(cut):
            return cut
    return _hard_cut(words[0], tail)


def _hard_cut(word: str, tail: str) -> str:
    """One word too long: by letters, and at last the tail alone."""
    for end in range(min(len(word), GSM_LIMIT), 0, -1):
        cut = f"{word[:end]}... {tail}".strip()
        if fits(cut) and not unicodedata.combining(word[end : end + 1] or "a"):
            return cut
    return tail[:UNICODE_LIMIT]


def _plain(text: str) -> str:
    """One line of composed letters; typographic signs that would cost the GSM alphabet replaced."""
    signs = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
    return " ".join(unicodedata.normalize("NFC", text).translate(signs).split())
