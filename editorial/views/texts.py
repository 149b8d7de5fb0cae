"""A text as pages show it: its pictures with their files, its paragraphs, what changed in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from editorial.models import Revision
from editorial.rules import compare
from editorial.rules.manuscript import Figure, Manuscript
from files.models import Attachment
from kernel import languages, richtext


_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|tr|caption)>|<br ?/?>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a text together with its file."""

    figure: Figure
    attachment: Attachment | None

    @property
    def picture(self) -> dict[str, Any]:
        """As `components/picture.html` takes it."""
        if self.attachment is None:
            return {}
        return {
            "src": self.attachment.src,
            "srcset": self.attachment.srcset,
            "width": self.attachment.width,
            "height": self.attachment.height,
            "alt": self.figure.alt,
        }

    @property
    def caption(self) -> str:
        return self.figure.caption

    @property
    def author(self) -> str:
        return self.figure.author

    @property
    def rights(self) -> str:
        return self.figure.rights


def attachments(keys: Iterable[str]) -> dict[str, Attachment]:
    """Kept files by key; one query."""
    wanted = {UUID(key) for key in keys if _is_uuid(key)}
    return {str(pk): kept for pk, kept in Attachment.objects.in_bulk(wanted).items()}


def text(manuscript: Manuscript, language: str) -> dict[str, Any]:
    """Everything `desk/_text.html` shows; the body is cleaned again on its way out."""
    kept = attachments(figure.attachment for figure in manuscript.pictures)
    return {
        "title": manuscript.title,
        "lead": manuscript.lead,
        "body": richtext.clean(manuscript.body),
        "pictures": [Shown(figure, kept.get(figure.attachment)) for figure in manuscript.pictures],
        "lang": languages.BCP47[language],
    }


def difference(before: Revision, after: Revision) -> list[compare.Paragraph]:
    """What changed from one revision to another, in reading order."""
    return compare.paragraphs(_paragraphs(before.manuscript()), _paragraphs(after.manuscript()))


def _paragraphs(manuscript: Manuscript) -> list[str]:
    body = [richtext.plain(block) for block in _BLOCK_END.split(manuscript.body)]
    words = [manuscript.title, manuscript.lead, *body]
    for figure in manuscript.pictures:
        words += [figure.alt, figure.caption, figure.author, figure.rights]
    return [word for word in words if word]


def _is_uuid(key: object) -> bool:
    try:
        UUID(str(key))
    except ValueError:
        return False
    return True
