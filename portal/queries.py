"""What the front page shows, composed from the apps below."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from sections import queries as sections
from sections.models import Article, Section


NEWEST = 60
FEATURED = 6
PER_ROW = 4
MOMENTS = 6
# A section with fewer articles than this is a cell beside others, not a row of its own.
FULL_ROW = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A section with its newest articles, the first with its picture."""

    entry: sections.Entry
    cards: list[sections.Card]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page of one language; looks finished with three articles and with hundreds."""

    lead: sections.Card | None
    featured: list[sections.Card]
    rows: list[Row]
    cells: list[Row]
    moments: list[sections.Card]


def front_page(language: str, *, viewer: User | AnonymousUser, at: datetime) -> FrontPage:
    """Newest news first; then each section of LC-3.2 that has something in this language.

    A fixed number of queries however many articles there are.
    """
    newest = list(
        Article.objects.visible_to(viewer, at=at)
        .translated_into(language)
        .latest_first(language)
        .select_related("section")
        .with_pictures(language)[:NEWEST]
    )
    news = [article for article in newest if article.section.kind == Section.Kind.ARTICLE_LIST]
    with_picture = [article for article in news if article.lead_picture]
    lead = next(iter(with_picture or news or newest), None)
    featured = [article for article in news if article != lead][:FEATURED]
    moments = [article for article in newest if article.section.kind == Section.Kind.GALLERY]
    shown = {article.pk for article in [*featured, *moments] + ([lead] if lead else [])}
    rest = [article for article in newest if article.pk not in shown]
    rows = _rows(rest, language)
    return FrontPage(
        lead=sections.card(lead, language) if lead else None,
        featured=[sections.card(article, language) for article in featured],
        rows=[row for row in rows if len(row.cards) >= FULL_ROW],
        cells=[row for row in rows if len(row.cards) < FULL_ROW],
        moments=[sections.card(article, language) for article in moments[:MOMENTS]],
    )


def _rows(articles: list[Article], language: str) -> list[Row]:
    """Articles by top section, in the regulation's order; sections without any are left out."""
    entries = sections.navigation(language)
    top_of = {child.pk: top.pk for top in entries for child in top.children}
    rows = []
    for entry in entries:
        of_section = [
            sections.card(article, language)
            for article in articles
            if top_of.get(article.section_id, article.section_id) == entry.pk
        ]
        if of_section:
            rows.append(Row(entry, of_section[:PER_ROW]))
    return rows
