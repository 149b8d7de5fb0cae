"""What pages read of the sections and of what is live in them."""

from dataclasses import dataclass, field

from django.urls import reverse

from kernel import languages
from sections.models import Section
from sections.models.articles import col


@dataclass(slots=True)
class Entry:
    """A line of the menu."""

    code: str
    kind: str
    name: str
    summary: str
    url: str
    current: bool = False
    children: list["Entry"] = field(default_factory=list)


def navigation(language: str, path: str = "") -> list[Entry]:
    """The sections of LC-3.2 in the regulation's order, subsections below theirs; one query."""
    entries: dict[int, Entry] = {}
    tops: list[Entry] = []
    sections = list(Section.objects.order_by("position", "pk"))
    for section in sections:
        url = reverse("sections:section", args=[section.code])
        entries[section.pk] = Entry(
            code=section.code,
            kind=section.kind,
            name=getattr(section, col("name", language)) or section.code,
            summary=getattr(section, col("summary", language)) or "",
            url=url,
            current=path == url,
        )
    for section in sections:
        entry = entries[section.pk]
        if section.parent_id is None:
            tops.append(entry)
        elif section.parent_id in entries:
            parent = entries[section.parent_id]
            parent.children.append(entry)
            parent.current = parent.current or entry.current
    return tops


def languages_other_than(language: str) -> list[str]:
    return [code for code in languages.CODES if code != language]
