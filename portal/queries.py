"""What the front page shows, composed from the apps below."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from sections import queries as sections
from sections.models import Article


NEWEST = 60
FEATURED = 5
PER_ROW = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A section with its newest articles, the first with its picture."""

    entry: sections.Entry
    articles: list[Article]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page of one language; looks finished with three articles and with hundreds."""

    lead: Article | None
    featured: list[Article]
    rows: list[Row]
    moments: list[Article]


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
    entries = sections.navigation(language)
    of_top = {child.pk: top.pk for top in entries for child in top.children}
    news = [article for article in newest if article.section.kind == "article_list"]
    with_picture = [article for article in news if article.lead_picture]
    lead = (with_picture or news or newest or [None])[0]
    rest = [article for article in news if article != lead]
    featured = rest[:FEATURED]
    shown = {article.pk for article in (lead, *featured) if article}
    rows = []
    for entry in entries:
        of_section = [
            article
            for article in newest
            if of_top.get(article.section_id, article.section_id) == entry.pk
            and article.pk not in shown
        ]
        if of_section:
            rows.append(Row(entry, of_section[:PER_ROW]))
    moments = [article for article in newest if article.section.kind == "gallery"]
    return FrontPage(lead=lead, featured=featured, rows=rows, moments=moments[:6])
