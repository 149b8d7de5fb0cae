"""The surfaces of this portal: everywhere an article can be met (sections/queries/surfaces.py).

What is built later takes its line in `SURFACES`; until then its line says that it does not exist.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext, gettext_lazy as lazy

from editorial.models import Revision
from kernel import languages as tongues
from portal import asking
from portal.inner_surfaces import Copies, Mails
from sections.models import Article, ArticlePicture, Section
from sections.models.articles import col
from sections.queries import PER_PAGE
from sections.queries.surfaces import Decision, How, Place, Probe, Surface


GONE = frozenset({404, 410, 451})
OTHERS = 12


class Asked:
    """A surface that is checked by asking the portal itself, signed in as nobody."""

    code: str
    label: Any
    exists: bool = True

    def name(self) -> str:
        return str(self.label)

    def check(self, place: Place) -> Probe:
        """A hit where a mark is found; without marks, where the address answers at all."""
        answer = asking.ask(place.address, method=place.method)
        hit = answer.status not in GONE
        if place.marks:
            told = answer.text + str(answer.headers)
            found = any(mark in told for mark in place.marks)
            hit = found or (hit and place.surface == ArticlePages.code)
        return Probe(place, hit=hit, how=How.ASKED, status=answer.status)


class ArticlePages(Asked):
    """Its page in each language, by every address that leads to it."""

    code = "article"
    label = lazy("Pages of the article")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        found = []
        for language in languages:
            address = article.url(language)
            other = address.replace(
                f"/{address.split('/')[-2]}/", f"/{tongues.slug_of(language)}-{article.pk}/"
            )
            marks = words_of(article, language)
            found.append(self._place(address, language, marks))
            found += [
                self._place(one, language, marks, method=method)
                for one, method in (
                    (address.rstrip("/"), "GET"),
                    (f"{address}?x=1", "GET"),
                    (other, "GET"),
                    (address, "HEAD"),
                )
            ]
        return found

    def _place(
        self, address: str, language: str, marks: tuple[str, ...], *, method: str = "GET"
    ) -> Place:
        return Place(self.code, address=address, language=language, marks=marks, method=method)


class Lists(Asked):
    """The lists of its section and of the sections above, on the page where it stands."""

    code = "sections"
    label = lazy("Lists of sections")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        found = []
        for section in _with_those_above(article.section):
            for language in languages:
                with translation.override(language):
                    address = reverse("sections:section", args=[section.code])
                page = _page_of(article, section, language, at=at)
                found.append(
                    Place(
                        self.code,
                        address=address if page == 1 else f"{address}?page={page}",
                        label=str(section),
                        language=language,
                        marks=(address_mark(article, language),),
                    )
                )
        return found


class FrontPages(Asked):
    """The front page of each language."""

    code = "home"
    label = lazy("Front page")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        return [
            Place(
                self.code,
                address=f"/{tongues.slug_of(language)}/",
                language=language,
                marks=(address_mark(article, language),),
            )
            for language in languages
        ]


class Related(Asked):
    """The pages of other articles of its section that may point to it."""

    code = "related"
    label = lazy("Beside other articles")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        found = []
        for language in languages:
            others = (
                Article.objects.published(at=at)
                .filter(hidden_at__isnull=True, section=article.section)
                .translated_into(language)
                .exclude(pk=article.pk)
                .latest_first(language)[:OTHERS]
            )
            found += [
                Place(
                    self.code,
                    address=other.url(language),
                    label=other.in_language("title", language),
                    language=language,
                    marks=(address_mark(article, language),),
                )
                for other in others
            ]
        return found


class Pictures(Asked):
    """Every rendition of every picture; one that is used elsewhere too is for people to decide."""

    code = "media"
    label = lazy("Pictures and their sizes")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        shown = list(
            article.pictures.open().filter(language__in=languages).select_related("attachment")
        )
        kept = {one.attachment_id: one.attachment for one in shown}
        elsewhere = _elsewhere(article, languages, list(kept))
        found = []
        for key, attachment in kept.items():
            addresses = [attachment.url(width) for width in attachment.widths]
            found += [
                Place(
                    self.code,
                    address=address,
                    label=attachment.original_name,
                    key=str(key),
                    decision=Decision.SHARED.value if key in elsewhere else "",
                    note=elsewhere.get(key, ""),
                )
                for address in (*addresses, f"/media/{key}/original.jpg")
            ]
        return found


class DeskPages(Asked):
    """Previews and revisions: pages of the desk, shut for whoever is not signed in."""

    code = "desk"
    closed = True  # to readers, with or without a removal
    label = lazy("Previews and revisions at the desk")

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        revisions = Revision.objects.filter(
            edition__submission__article=article, edition__language__in=languages
        ).values_list("pk", "number", "edition__language", "edition__submission")
        found = []
        for pk, number, language, submission in revisions:
            slug = tongues.slug_of(language)
            marks = words_of(article, language)
            with translation.override(language):
                address = reverse("desk:revision", args=[submission, pk])
                preview = reverse("desk:preview", args=[submission, slug])
            label = gettext("Revision %(number)s") % {"number": number}
            found.append(
                Place(self.code, address=address, label=label, language=language, marks=marks)
            )
            if number == 1:
                found.append(Place(self.code, address=preview, language=language, marks=marks))
        return found


class NotBuilt:
    """What the portal does not have yet: said plainly, so that nobody believes it was checked."""

    exists = False

    def __init__(self, code: str, label: Any) -> None:
        self.code = code
        self.label = label

    def name(self) -> str:
        return str(self.label)

    def places(self, article: Article, languages: Sequence[str], *, at: datetime) -> list[Place]:
        return []

    def check(self, place: Place) -> Probe:
        return Probe(place, hit=False, how=How.NOT_CHECKED)


def words_of(article: Article, language: str) -> tuple[str, ...]:
    """By what its text is recognised in a page: its title and its lead, as HTML writes them."""
    words = [article.in_language(name, language) or "" for name in ("title", "lead")]
    return tuple(str(escape(word)) for word in words if word)


def address_mark(article: Article, language: str) -> str:
    """By what a link to it is recognised: its address, closed by the quotation mark."""
    return f'{article.url(language)}"'


def _with_those_above(section: Section) -> Iterator[Section]:
    step: Section | None = section
    while step is not None:
        yield step
        step = step.parent


def _page_of(article: Article, section: Section, language: str, *, at: datetime) -> int:
    """On which page of a list it stands: as many before it as are newer."""
    since, moment = col("published_at", language), article.in_language("published_at", language)
    if moment is None:
        return 1
    newer = Q(**{f"{since}__gt": moment}) | Q(**{since: moment, "pk__gt": article.pk})
    listed = Article.objects.published(at=at).filter(hidden_at__isnull=True).in_section(section)
    return listed.translated_into(language).filter(newer).count() // PER_PAGE + 1


def _elsewhere(article: Article, languages: Sequence[str], keys: Sequence[Any]) -> dict[Any, str]:
    """Pictures that stay in use: in another article, or in a language that is not taken down."""
    others = (
        ArticlePicture.objects.open()
        .filter(attachment__in=keys)
        .exclude(article=article, language__in=languages)
        .select_related("article")
    )
    found: dict[Any, list[str]] = {}
    for one in others:
        title = one.article.in_language("title", one.language) or one.article.code
        names = found.setdefault(one.attachment_id, [])
        if (name := f"{title} ({tongues.NATIVE_NAMES[one.language]})") not in names:
            names.append(name)
    return {key: "; ".join(names) for key, names in found.items()}


def built_in() -> list[Surface]:
    """In the order in which the list is read."""
    return [
        ArticlePages(), Lists(), FrontPages(), Related(), Pictures(), DeskPages(), Mails(),
        Copies(),
        NotBuilt("schedules", lazy("Publications still to come")),
        NotBuilt("share_links", lazy("Links to share a preview")),
        NotBuilt("search", lazy("Search on the portal")),
        NotBuilt("feeds", lazy("Feeds")),
        NotBuilt("sitemaps", lazy("Sitemaps")),
        NotBuilt("api", lazy("Programming interface and open data")),
        NotBuilt("screens", lazy("Screens and kiosks")),
        NotBuilt("documents", lazy("Documents made from it")),
        NotBuilt("answers", lazy("Answers of assistants")),
    ]  # fmt: skip
