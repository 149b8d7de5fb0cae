"""What is wrong with the catalogues: messages that are missing, stale, unsaid or said otherwise."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from portal import catalogues
from portal.catalogues import extraction, third_party
from portal.catalogues.extraction import Found


_PERCENT = re.compile(r"%(?:\(\w+\))?[sdir](?![a-z])|%%")
_BRACES = re.compile(r"\{\w*\}")
_TAGS = re.compile(r"</?[a-z]+\b")
_EDGES = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
_ENDS = {".": ".。", ":": ":：", "?": "?？", "!": "!！", "…": "…"}
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")


def expected(locale: str, domain: str) -> dict[tuple[str, str], Found]:
    """The messages that a catalogue must hold: ours first, then what packages leave unsaid."""
    ours = extraction.of_project() if domain == "django" else []
    held = {message.key: message for message in ours}
    for message in third_party.lacking(locale, domain):
        held.setdefault(message.key, message)
    return held


def brought_up_to_date(locale: str, domain: str) -> Catalog:
    """The catalogue with exactly the messages expected; the words of those that stay are kept."""
    old = catalogues.read(catalogues.path_of(locale, domain), locale=locale)
    fresh = Catalog(locale=locale)
    for message in expected(locale, domain).values():
        fresh.add(
            (message.id, message.plural) if message.plural else message.id,
            string=_kept(old, message),
            locations=[(name, 0) for name in message.files],
            context=message.context or None,
        )
    return fresh


def _kept(old: Catalog, message: Found) -> str | tuple[str, ...]:
    known = old.get(message.id, message.context or None)
    words = catalogues.forms(known.string)[0] if known and not known.fuzzy else ""
    return (words,) if message.plural else words


def faults(locale: str, domain: str) -> Iterator[str]:
    """One line for each fault, the message it concerns first."""
    catalogue = catalogues.read(catalogues.path_of(locale, domain), locale=locale)
    wanted = expected(locale, domain)
    held = {
        (message.context or "", catalogues.forms(message.id)[0]): message for message in catalogue
    }
    held.pop(("", ""), None)
    for key in wanted.keys() - held.keys():
        yield f"{key[1]!r}: missing from the catalogue"
    for key in held.keys() - wanted.keys():
        yield f"{key[1]!r}: in the catalogue, but nobody says it"
    for message in held.values():
        for fault in faults_of(message, locale):
            yield f"{catalogues.forms(message.id)[0]!r}: {fault}"


def faults_of(message: Message, locale: str) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    english, words = catalogues.forms(message.id)[-1], catalogues.forms(message.string)[0]
    if not words:
        yield "not translated"
        return
    for name, pattern in (("placeholders", _PERCENT), ("placeholders", _BRACES), ("tags", _TAGS)):
        if sorted(pattern.findall(english)) != sorted(pattern.findall(words)):
            yield f"other {name}: {words!r}"
    if _edges(english) != _edges(words):
        yield f"other space at its ends: {words!r}"
    end = english.rstrip()[-1:]
    if words.rstrip()[-1:] not in _ENDS.get(end, words):
        yield f"ends otherwise: {words!r}"
    if locale == "zh_Hans" and _HALF_WIDTH.search(words):
        yield f"half-width punctuation: {words!r}"


def _edges(words: str) -> tuple[str, ...]:
    match = _EDGES.match(words)
    return match.groups() if match else ()
