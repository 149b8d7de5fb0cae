"""What changed between two texts, word by word; Chinese by character."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final


class Mark(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words with one fate."""

    mark: Mark
    text: str


Paragraph = tuple[Run, ...]

_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL
)
# Comparing takes the square of the length: longer passages are shown whole, old and new.
MOST_TOKENS: Final = 3_000
MOST_PARAGRAPHS: Final = 2_000


def paragraphs(before: Sequence[str], after: Sequence[str]) -> list[Paragraph]:
    """The new text with what was removed and added, paragraph by paragraph."""
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return [*_whole(Mark.REMOVED, before), *_whole(Mark.ADDED, after)]
    found: list[Paragraph] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, left, left_end, right, right_end in matcher.get_opcodes():
        old, new = before[left:left_end], after[right:right_end]
        if old == new:
            found += _whole(Mark.SAME, new)
            continue
        pairs = min(len(old), len(new))
        found += [words(one, other) for one, other in zip(old, new, strict=False)]
        found += _whole(Mark.REMOVED, old[pairs:])
        found += _whole(Mark.ADDED, new[pairs:])
    return found


def words(before: str, after: str) -> Paragraph:
    """One paragraph against another."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return _runs([(Mark.REMOVED, before), (Mark.ADDED, after)])
    return _runs(_pieces(old, new))


def changed(found: Iterable[Paragraph]) -> bool:
    """Whether anything differs."""
    return any(run.mark is not Mark.SAME for paragraph in found for run in paragraph)


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Mark, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag == "equal":
            yield Mark.SAME, "".join(new[right:right_end])
            continue
        yield Mark.REMOVED, "".join(old[left:left_end])
        yield Mark.ADDED, "".join(new[right:right_end])


def _runs(pieces: Iterable[tuple[Mark, str]]) -> Paragraph:
    return tuple(Run(mark, text) for mark, text in pieces if text)


def _whole(mark: Mark, texts: Iterable[str]) -> list[Paragraph]:
    return [(Run(mark, text),) for text in texts if text]
