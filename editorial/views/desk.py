"""The desk to read: what waits for me, one dossier, its revisions, its preview."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial import queries
from editorial.forms.desk import DeskFilter
from editorial.models import Revision, Submission
from editorial.rules import compare
from editorial.views import desk_page, standing, texts, wording
from editorial.views.desk_door import desk_only, find, language_of, person
from kernel import languages


PER_PAGE = 25


@require_safe
@desk_only
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, then everything on my desk."""
    at = timezone.now()
    form = DeskFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = queries.Wanted(
        words=chosen.get("q", ""),
        state=chosen.get("state", ""),
        section=chosen.get("section"),
        language=languages.code_of_slug(chosen.get("language", "")) or "",
    )
    paginator = Paginator(queries.on_the_desk(person(request), wanted, at=at), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    kept = {name: str(value) for name, value in request.GET.items() if name != "page" and value}
    groups = [_group(group) for group in queries.waiting_for(person(request), at=at)]
    context = {
        "groups": groups,
        "waiting": any(group["rows"] for group in groups),
        "form": form,
        "filtered": bool(kept),
        "rows": [_row(row) for row in queries.rows(list(page.object_list))],
        "page": page,
        "numbers": list(paginator.get_elided_page_range(page.number)),
        "prefix": f"?{urlencode(kept)}&page=" if kept else "?page=",
    }
    return render(request, "desk/home.html", context)


@require_safe
@desk_only
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier in one of its languages."""
    at = timezone.now()
    found = find(request, pk, at=at)
    code = languages.code_of_slug(request.GET.get("language", "")) or found.source_language
    return desk_page.show(request, found, code, at=at)


def under_seal(request: HttpRequest, submission: Submission, language: str) -> HttpResponse:
    """Removed under LC-8.3: nobody reads it here."""
    messages.error(request, wording.verdict("under_seal"))
    return HttpResponseRedirect(desk_page.address(submission, language))


@require_safe
@desk_only
def revision(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """A text as somebody saved it, and what it changed."""
    found = find(request, pk, at=timezone.now())
    chosen = get_object_or_404(
        Revision.objects.select_related("edition"), pk=key, edition__submission=found
    )
    if chosen.edition.is_sealed(chosen):
        return under_seal(request, found, chosen.edition.language)
    language = chosen.edition.language
    previous = chosen.edition.revisions.filter(number__lt=chosen.number).last()
    if chosen.edition.is_sealed(previous):
        previous = None
    changes = texts.difference(previous, chosen) if previous else []
    context = {
        "submission": found,
        "revision": chosen,
        "previous": previous,
        "changes": changes,
        "changed": compare.changed(changes),
        "text": texts.text(chosen.manuscript(), language),
        "language_name": chosen.edition.get_language_display(),
        "back": desk_page.address(found, language),
    }
    return render(request, "desk/revision.html", context)


@require_safe
@desk_only
def preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The text as the public would read it: what is approved, or with ?of=newest the newest."""
    found = find(request, pk, at=timezone.now())
    edition = found.edition(language_of(language))
    newest = request.GET.get("of") == "newest" or edition.approved_revision is None
    shown = edition.head_revision if newest else edition.approved_revision
    if shown is None:
        raise Http404
    if edition.is_sealed(shown):
        return under_seal(request, found, edition.language)
    context = {
        "submission": found,
        "edition": edition,
        "revision": shown,
        "is_approved": shown.pk == edition.approved_revision_id,
        "text": texts.text(shown.manuscript(), edition.language),
        "back": desk_page.address_for(person(request), found, edition.language),
        "language_links": [],
    }
    response = render(request, "desk/preview.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _group(group: queries.Group) -> dict[str, object]:
    title, hint = wording.GROUPS[group.key]
    lines = [
        {**_row(line.row), "waits": _standing(line.standing), "since": line.standing.since,
         "url": desk_page.queue_item(line)["url"]}
        for line in group.lines
    ]  # fmt: skip
    more = group.total - len(lines)
    return {"title": title, "hint": hint, "rows": lines, "total": group.total, "more": more}


def _row(row: queries.Row) -> dict[str, object]:
    own = languages.BCP47[row.source_language]
    standings = sorted(row.standings, key=lambda one: languages.CODES.index(one.language))
    return {
        "pk": row.pk,
        "title": row.title,
        "lang": own if own != languages.BCP47.get(get_language() or "") else "",
        "code": row.code,
        "agency": row.agency,
        "section": row.section,
        "holder": standing.holder(row),
        "since": row.source.since,
        "standings": [_standing(one) for one in standings],
    }


def _standing(one: queries.Standing) -> dict[str, object]:
    return {
        "slug": languages.slug_of(one.language),
        "name": languages.NATIVE_NAMES[one.language],
        "chip": standing.chip(one),
    }
