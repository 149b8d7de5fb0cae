"""The desk to write: the original in review (B7), and translations beside it (T1)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from editorial import actions, policies
from editorial.forms.manuscripts import (
    EDITOR_STYLE,
    Gallery,
    ManuscriptForm,
    errors_of,
)
from editorial.models import Edition, Revision, Submission
from editorial.queries import usable_pictures
from editorial.rules import compare
from editorial.rules.manuscript import Manuscript
from editorial.rules.states import Action as A
from editorial.views import desk_page, texts, uploads, wording
from editorial.views.desk_door import desk_only, find, language_of, person
from kernel import languages
from kernel.verdict import Conflict, NotAllowed, NotReady


Write = Callable[[Manuscript, int | None], Revision]
# The editor's own style sheet by its hash; it also sizes table columns by style attributes.
editor_page = csp_update({"style-src": [EDITOR_STYLE], "style-src-attr": ["'unsafe-inline'"]})


@dataclass
class Sheet:
    """One text being written: the form, its pictures, and what stood in its way."""

    edition: Edition
    form: ManuscriptForm
    gallery: Gallery
    seen: int | None
    theirs: Revision | None = None
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
@desk_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The original, edited by the member who holds it or by the board's leaders."""
    at = timezone.now()
    submission = find(request, pk, at=at)
    edition, by = submission.source, person(request)
    if edition.is_sealed(edition.head_revision):
        return _away(request, edition, wording.verdict("under_seal"))
    may = policies.may(by, A.EDIT, edition, at=at)
    if request.method != "POST":
        if not may:
            return _away(request, edition, wording.verdict(may.code))
        return _page(request, "desk/edit.html", _begun(edition))
    gallery = Gallery.posted(request.POST, usable_pictures(by, submission))
    press, _colon, key = request.POST.get("press", "save").partition(":")
    if may:
        uploads.receive(request, gallery, by=by, at=at)
    sheet = Sheet(edition, ManuscriptForm(request.POST), gallery, _number(request))
    if uploads.arrange(gallery, press, key):
        return _page(request, "desk/edit.html", sheet)

    def write(manuscript: Manuscript, seen: int | None) -> Revision:
        return actions.edit(submission, manuscript, seen=seen, by=by, at=at)

    if _saved(request, sheet, write):
        return _done(request, edition, A.EDIT)
    return _page(request, "desk/edit.html", sheet)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
@desk_only
def translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """A translation beside the text it is made from; pictures stay, their words are translated."""
    at = timezone.now()
    submission = find(request, pk, at=at)
    edition, by = submission.edition(language_of(language)), person(request)
    original = _basis(submission)
    if submission.source.is_sealed(original) or edition.is_sealed(edition.head_revision):
        return _away(request, edition, wording.verdict("under_seal"))
    own = edition.manuscript()
    more = _beside(edition, original)
    if request.method != "POST":
        if not (may := policies.may(by, A.TRANSLATE, edition, at=at)):
            return _away(request, edition, wording.verdict(may.code))
        gallery = Gallery.translated(original.manuscript(), own)
        form = ManuscriptForm(manuscript=own)
        sheet = Sheet(edition, form, gallery, edition.head_revision_id, more=more)
        return _page(request, "desk/translate.html", sheet)
    gallery = Gallery.translated(original.manuscript(), own, request.POST)
    sheet = Sheet(edition, ManuscriptForm(request.POST), gallery, _number(request), more=more)

    def write(manuscript: Manuscript, seen: int | None) -> Revision:
        basis = _number(request, "basis")
        return actions.translate(edition, manuscript, seen=seen, basis=basis, by=by, at=at)

    if _saved(request, sheet, write):
        return _done(request, edition, A.TRANSLATE)
    return _page(request, "desk/translate.html", sheet)


def _begun(edition: Edition) -> Sheet:
    manuscript = edition.manuscript()
    form = ManuscriptForm(manuscript=manuscript)
    return Sheet(edition, form, Gallery.of(manuscript), edition.head_revision_id)


def _basis(submission: Submission) -> Revision:
    """The text a translation is made from: the approved original, before that the newest."""
    source = submission.source
    basis = source.approved_revision or source.head_revision
    if basis is None:
        raise LookupError(submission.code)
    return basis


def _number(request: HttpRequest, name: str = "seen") -> int | None:
    """The revision the form was filled from; anything else posted is none that exists."""
    posted = request.POST.get(name, "")
    return int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 19 else None


def _saved(request: HttpRequest, sheet: Sheet, write: Write) -> bool:
    """Whether the text was saved; if not, the sheet says why and keeps every word."""
    shaped = sheet.form.is_valid()
    if not sheet.gallery.is_valid() or not shaped:
        sheet.status = 422
        return False
    try:
        write(sheet.form.manuscript(sheet.gallery), sheet.seen)
    except Conflict:
        _meet(sheet)
        return False
    except (NotAllowed, NotReady) as refusal:
        for words in wording.describe(refusal):
            messages.error(request, words)
        messages.warning(
            request, _("Your text was not saved. It stands below: copy what you need.")
        )
        sheet.status = 409
        return False
    return True


def _meet(sheet: Sheet) -> None:
    """Somebody saved meanwhile: their text is shown, and the next press knows of it."""
    fresh = Edition.objects.select_related("head_revision").get(pk=sheet.edition.pk)
    sheet.theirs, sheet.seen = fresh.head_revision, fresh.head_revision_id
    sheet.status = 409


def _done(request: HttpRequest, edition: Edition, action: A) -> HttpResponse:
    messages.success(request, wording.DONE[action])
    response = HttpResponseRedirect(desk_page.address(edition.submission, edition.language))
    response.status_code = 303
    return response


def _away(request: HttpRequest, edition: Edition, words: str) -> HttpResponse:
    messages.error(request, words)
    return HttpResponseRedirect(desk_page.address(edition.submission, edition.language))


def _page(request: HttpRequest, template: str, sheet: Sheet) -> HttpResponse:
    edition = sheet.edition
    theirs = sheet.theirs
    context = {
        "submission": edition.submission,
        "edition": edition,
        "language_name": edition.get_language_display(),
        "lang": languages.BCP47[edition.language],
        "form": sheet.form,
        "seen": sheet.seen,
        "gallery": sheet.gallery,
        "errors": errors_of(sheet.form, sheet.gallery) if sheet.form.is_bound else [],
        "theirs": theirs,
        "their_text": texts.text(theirs.manuscript(), edition.language) if theirs else None,
        "back": desk_page.address(edition.submission, edition.language),
        "media": sheet.form.media_with(str(getattr(request, "csp_nonce", ""))),
        **sheet.more,
    }
    return render(request, template, context, status=sheet.status)


def _beside(edition: Edition, basis: Revision) -> dict[str, Any]:
    """The text to translate from, and what changed in it since this translation was made."""
    head = edition.head_revision
    former = head.source_revision if head else None
    changes = []
    if former is not None and former.pk != basis.pk:
        changes = texts.difference(former, basis)
    original = basis.manuscript()
    return {
        "basis": basis,
        "original": texts.text(original, edition.submission.source_language),
        "changes": changes if compare.changed(changes) else [],
    }
