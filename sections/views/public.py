"""Pages of sections and articles."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kernel import languages
from sections import queries
from sections.models import Answer, Article, Section
from sections.queries import Standing


TEMPLATES = {
    Section.Kind.SINGLE_PAGE: "sections/public/single_page.html",
    Section.Kind.GALLERY: "sections/public/gallery.html",
}
# Kinds that say what they are, above and beside their articles.
OF_THEIR_OWN_KIND = frozenset({
    Section.Kind.VIDEO, Section.Kind.MAP, Section.Kind.QUESTIONS,
    Section.Kind.SPOKESPERSONS, Section.Kind.PROJECTS,
})  # fmt: skip


def section(request: HttpRequest, code: str) -> HttpResponse:
    """A section: its subsections and its articles, newest first (LC-3.2)."""
    found = get_object_or_404(Section.objects.select_related("parent"), code=code)
    language = translation.get_language()
    articles = (
        Article.objects.visible_to(request.user, at=timezone.now())
        .in_section(found)
        .translated_into(language)
        .latest_first(language)
        .select_related("section", "agency")
        .with_pictures(language)
    )
    page = Paginator(articles, queries.PER_PAGE).get_page(request.GET.get("page"))
    top = found.parent or found
    entries = queries.navigation(language, request.path)
    context = {
        "section": found,
        "navigation": entries,
        "siblings": next((entry for entry in entries if entry.pk == top.pk), None),
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "cards": [queries.card(article, language) for article in page],
        "crumbs": [*_crumbs(found.parent), {"name": str(found)}],
        "about": found.kind in OF_THEIR_OWN_KIND,
    }
    if found.kind == Section.Kind.SINGLE_PAGE and page.object_list:
        context["article"] = page.object_list[0]
        context["pictures"] = queries.pictures(page.object_list[0])
        context["report_url"] = _report_url(request)
    template = TEMPLATES.get(Section.Kind(found.kind), "sections/public/section.html")
    return render(request, template, context)


def article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An article in the language of the address, or a kind word on why it is not there."""
    language = translation.get_language()
    at = timezone.now()
    found = queries.find(pk, language, viewer=request.user, at=at)
    if found.standing is Standing.GONE:
        return gone(request, found)
    if found.article is None:
        raise Http404
    links = _language_links(found, language)
    if found.standing is Standing.NOT_TRANSLATED:
        elsewhere = [link for link in links if link["available"]]
        missing = {"language_links": links, "available_languages": elsewhere}
        return render(request, "404.html", missing, status=404)
    if slug != found.article.in_language("slug", language):
        return HttpResponsePermanentRedirect(found.article.url(language))
    context: dict[str, Any] = {
        "article": found.article,
        "pictures": queries.pictures(found.article),
        "language_links": links,
        "navigation": queries.navigation(language, here=found.article.section),
        "related": queries.related(found.article, language, viewer=request.user, at=at),
        "crumbs": _crumbs(found.article.section.parent),
        "original_url": _original_url(found, language),
        "report_url": _report_url(request),
    }
    return render(request, "sections/public/article.html", context)


def gone(request: HttpRequest, found: queries.Found) -> HttpResponse:
    """Removed: neutral, without a hint of what it was, and nothing to index (LC-8.3).

    The languages lead to their home pages: another language's address would tell of the text.
    """
    links = [
        {
            "code": code,
            "bcp47": languages.BCP47[code],
            "name": languages.NATIVE_NAMES[code],
            "url": f"/{languages.slug_of(code)}/",
            "current": code == translation.get_language(),
            "available": True,
        }
        for code in languages.CODES
    ]
    template = "451.html" if found.answer == Answer.LEGAL else "410.html"
    response = render(request, template, {"language_links": links}, status=found.answer)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def _report_url(request: HttpRequest) -> str:
    return f"{reverse('incidents:report')}?page={quote(request.path)}"


def _crumbs(section: Section | None) -> list[dict[str, str]]:
    """From the home page down to a section; without one, the home page alone."""
    trail: list[Section] = []
    step = section
    while step is not None:
        trail.insert(0, step)
        step = step.parent
    home = {"name": _("Home"), "url": reverse("home")}
    return [
        home,
        *(
            {"name": str(step), "url": reverse("sections:section", args=[step.code])}
            for step in trail
        ),
    ]


def _language_links(found: queries.Found, current: str) -> list[dict[str, Any]]:
    """Each language with the article's own address there; none where it does not exist."""
    article = found.article
    return [
        {
            "code": code,
            "bcp47": languages.BCP47[code],
            "name": languages.NATIVE_NAMES[code],
            "url": article.url(code) if article and code in found.languages else "",
            "current": code == current,
            "available": code in found.languages,
        }
        for code in languages.CODES
    ]


def _original_url(found: queries.Found, language: str) -> str:
    article = found.article
    if article is None or language == article.source_language:
        return ""
    return (
        article.url(article.source_language) if article.source_language in found.languages else ""
    )
