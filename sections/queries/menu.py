"""The menu: the tree of sections as every page shows it (LC-3.2)."""

from dataclasses import dataclass, field

from django.urls import reverse

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
    pk: int
    current: str | bool = False
    children: list["Entry"] = field(default_factory=list)


def navigation(language: str, path: str = "", here: Section | None = None) -> list[Entry]:
    """The sections of LC-3.2 in the regulation's order, subsections below theirs; one query.

    The page at `path` is marked "page"; what lies above it, or above an article of `here`, True.
    """
    sections = list(Section.objects.order_by("position", "pk"))
    entries = {section.pk: _entry(section, language, path) for section in sections}
    if here is not None:
        entries[here.pk].current = entries[here.pk].current or True
    tops: list[Entry] = []
    for section in sections:
        entry = entries[section.pk]
        parent = entries.get(section.parent_id) if section.parent_id else None
        if parent is None:
            tops.append(entry)
        else:
            parent.children.append(entry)
            parent.current = parent.current or bool(entry.current)
    return tops


def _entry(section: Section, language: str, path: str) -> Entry:
    url = reverse("sections:section", args=[section.code])
    return Entry(
        code=section.code,
        kind=section.kind,
        name=getattr(section, col("name", language)) or section.code,
        summary=getattr(section, col("summary", language)) or "",
        url=url,
        pk=section.pk,
        current="page" if path == url else False,
    )
