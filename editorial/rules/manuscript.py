"""The text of one language at one moment: its shape, its fingerprint, what it lacks."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


TITLE_MAX = 250
LEAD_MAX = 1_000
BODY_MAX = 200_000
CAPTION_MAX = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture within a text; `attachment` is the key of the kept file."""

    attachment: str
    alt: str = ""
    caption: str = ""
    author: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Title, lead, formatted body (already sanitised) and pictures, in order."""

    title: str = ""
    lead: str = ""
    body: str = ""
    pictures: tuple[Figure, ...] = field(default_factory=tuple)

    def to_json(self) -> dict[str, Any]:
        """As a revision keeps it."""
        return {**asdict(self), "pictures": [asdict(figure) for figure in self.pictures]}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """From what a revision keeps."""
        return cls(
            title=content.get("title", ""),
            lead=content.get("lead", ""),
            body=content.get("body", ""),
            pictures=tuple(Figure(**figure) for figure in content.get("pictures", ())),
        )

    def fingerprint(self) -> str:
        """SHA-256 over the whole content; equal texts have equal fingerprints."""
        return _digest(self.to_json())

    def translatable_fingerprint(self) -> str:
        """Over the words a translator works from: author and rights of pictures left out."""
        figures = [(f.attachment, f.alt, f.caption) for f in self.pictures]
        return _digest([self.title, self.lead, self.body, figures])


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def issues_before_submitting(manuscript: Manuscript, *, declared_truthful: bool) -> Iterator[str]:
    """Codes of what a submission lacks before it may be sent (LC-10.4, CC-4.2)."""
    yield from issues_of_text(manuscript)
    if not declared_truthful:
        yield "not_declared_truthful"


def issues_of_text(manuscript: Manuscript) -> Iterator[str]:
    """Codes of what any text lacks before it may go on, in whichever language."""
    if not manuscript.title.strip():
        yield "title_missing"
    if not manuscript.lead.strip():
        yield "lead_missing"
    if not manuscript.body.strip():
        yield "body_missing"
    for figure in manuscript.pictures:
        if not figure.alt.strip():
            yield "alt_missing"
        if not figure.rights.strip():
            yield "rights_missing"
