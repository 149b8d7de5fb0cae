"""Writing a submission: one page for its first draft and for every change to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from editorial import policies
from editorial.actions import handing_in
from editorial.actions.handing_in import Conflict, KeptNotSent, NotAllowed, Sheet
from editorial.forms.agency import SubmissionForm, Supplier
from editorial.forms.manuscripts import (
    EDITOR_STYLE,
    MAX_PICTURES,
    Gallery,
    errors_of,
)
from editorial.models import Submission
from editorial.queries import usable_pictures
from editorial.rules.states import Action
from editorial.views import agency_door as door, texts, wording
from files import actions as files
from kernel.fields import readable, readable_name


@dataclass
class Page:
    """The form as it stands: what was typed, the pictures kept so far, what is to be said."""

    person: User
    at: datetime
    submission: Submission | None
    form: SubmissionForm
    gallery: Gallery
    token: UUID
    seen: int | None
    told: dict[str, Any] = field(default_factory=dict)
    status: int = 200

    def sheet(self) -> Sheet:
        """What the acts take; only after both forms are valid."""
        return Sheet(
            origin=self.form.origin(),
            manuscript=self.form.manuscript(self.gallery),
            form_token=self.token,
            seen=self.seen,
            language=self.form.original_language(),
        )

    def now_of(self, submission: Submission) -> None:
        """The next press is about this dossier and the revision it holds now."""
        self.submission = submission
        self.seen = submission.source.head_revision_id


def editor_page(view: door.View) -> door.View:
    """Lets the editor's one style sheet into the page, and no other page's."""
    return cast(door.View, csp_update({"style-src": [EDITOR_STYLE]})(view))


@door.signed_in
@editor_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A submission not begun yet."""
    at = timezone.now()
    if not policies.may_create(door.person(request), at=at):
        raise PermissionDenied
    if request.method == "POST":
        return _pressed(request, _posted(request, None, at=at))
    return _show(request, _begun(request, None, at=at))


@door.signed_in
@editor_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, or what the board asked to be changed; otherwise the page that says why not."""
    at = timezone.now()
    submission = door.find(request, pk, at=at)
    if request.method == "POST":
        return _pressed(request, _posted(request, submission, at=at))
    if not policies.may(door.person(request), Action.SAVE, submission.source, at=at):
        messages.info(request, _("This submission cannot be changed at this stage."))
        return redirect("agency:submission", pk)
    return _show(request, _begun(request, submission, at=at))


def _begun(request: HttpRequest, submission: Submission | None, *, at: datetime) -> Page:
    person = door.person(request)
    last = person.submissions.select_related("section").order_by("-pk").first()
    form = SubmissionForm(
        supplier=Supplier.of(person, at=at),
        submission=submission,
        section=last.section if last else None,
    )
    source = submission.source if submission else None
    gallery = Gallery.of(source.manuscript()) if source else Gallery([])
    seen = source.head_revision_id if source else None
    return Page(person, at, submission, form, gallery, token=uuid4(), seen=seen)


def _posted(request: HttpRequest, submission: Submission | None, *, at: datetime) -> Page:
    """What was typed, and every picture: those kept before and those that came with this press."""
    person = door.person(request)
    data = readable(request.POST)
    gallery = Gallery.posted(data, usable_pictures(person, submission))
    _receive(request, gallery, at=at)
    form = SubmissionForm(request.POST, supplier=Supplier.of(person, at=at), submission=submission)
    return Page(
        person, at, submission, form, gallery,
        token=_token(data.get("form_token", "")), seen=_number(data.get("seen", "")),
    )  # fmt: skip


def _receive(request: HttpRequest, gallery: Gallery, *, at: datetime) -> None:
    """Take in the new pictures at once, whatever else is wrong with the form."""
    uploads: list[UploadedFile[Any]] = request.FILES.getlist("photos")
    left_out = len(uploads) - gallery.room
    for upload in uploads[: gallery.room]:
        name = upload.name = readable_name(upload)
        try:
            gallery.add(files.receive_image(upload, by=door.person(request), at=at))
        except files.Refused as refused:
            gallery.errors.append(wording.upload(refused.code, name))
    if left_out > 0:
        gallery.errors.append(
            ngettext(
                "A submission holds at most %(most)d pictures: %(number)d was not taken.",
                "A submission holds at most %(most)d pictures: %(number)d were not taken.",
                left_out,
            )
            % {"most": MAX_PICTURES, "number": left_out}
        )


def _pressed(request: HttpRequest, page: Page) -> HttpResponse:
    """One of the buttons: arrange the pictures, keep the draft, or send it."""
    press, _colon, key = page.form.data.get("press", "save").partition(":")
    if press in ARRANGE:
        ARRANGE[press](page.gallery, key)
        page.told["arranged"] = True
        return _show(request, page)
    shaped = page.form.is_valid()
    if not page.gallery.is_valid() or not shaped:
        return _show(request, page)
    try:
        return _send(request, page) if press == "send" else _keep(request, page)
    except KeptNotSent as missing:
        page.now_of(missing.submission)
        page.form.tell(missing.issues, page.gallery, wording.ISSUES)
        page.told["kept"] = True
    except Conflict as conflict:
        _meet(page, conflict)
    except NotAllowed as refused:
        page.status = 403
        page.told["closed"] = wording.verdict(refused.verdict.code)
    return _show(request, page)


ARRANGE: dict[str, Any] = {
    "add": lambda gallery, key: None,
    "remove": lambda gallery, key: gallery.remove(key),
    "up": lambda gallery, key: gallery.move(key, -1),
    "down": lambda gallery, key: gallery.move(key, 1),
}


def _keep(request: HttpRequest, page: Page) -> HttpResponse:
    kept = handing_in.keep(page.sheet(), page.submission, by=page.person, at=page.at)
    messages.success(
        request,
        _("Saved at %(time)s. Nothing has been sent yet: only your side can see it.")
        % {"time": timezone.localtime(page.at).strftime("%H:%M")},
    )
    return redirect("agency:edit", kept.pk)


def _send(request: HttpRequest, page: Page) -> HttpResponse:
    sent = handing_in.hand_in(
        page.sheet(),
        page.submission,
        declared_truthful=bool(page.form.cleaned_data["declared"]),
        by=page.person,
        at=page.at,
    )
    messages.success(
        request,
        _("Sent to the editorial board. Your receipt code is %(code)s.") % {"code": sent.code},
    )
    return redirect("agency:submission", sent.pk)


def _meet(page: Page, conflict: Conflict) -> None:
    """Both texts on one page: the one saved meanwhile to read, the one typed to go on with."""
    page.status = 409
    theirs = (
        page.submission
        or Submission.objects.filter(form_token=page.token, created_by=page.person).first()
    )
    if theirs is None:
        page.token = uuid4()
        page.told["conflict"] = str(wording.CONFLICTS.get(str(conflict), ""))
        return
    fresh = Submission.objects.get(pk=theirs.pk)
    page.now_of(fresh)
    head = fresh.source.head_revision
    page.told["theirs"] = {
        "text": texts.text(fresh.source.manuscript(), fresh.source_language),
        "who": head.author_name if head else "",
        "at": head.at if head else None,
    }


def _show(request: HttpRequest, page: Page) -> HttpResponse:
    bound = page.form.is_bound and not page.told.get("arranged")
    context = {
        "page": page,
        "form": page.form,
        "gallery": page.gallery,
        "errors": errors_of(page.form, page.gallery) if bound else [],
        "picture_errors": page.gallery.errors,
        "media": page.form.media_with(request.csp_nonce),  # type: ignore[attr-defined]
        "submission": page.submission,
        "action": reverse("agency:edit", args=[page.submission.pk])
        if page.submission
        else reverse("agency:new"),
        "asked": _asked(page.submission),
        "most": MAX_PICTURES,
        **page.told,
    }
    return render(request, "agency/form.html", context, status=page.status)


def _asked(submission: Submission | None) -> str:
    """What the board wants changed, while it waits for the change."""
    if submission is None:
        return ""
    steps = submission.transitions.filter(action=Action.REQUEST_CHANGES)
    last = steps.last() if submission.source.state == "changes_requested" else None
    return wording.reason(last) if last else ""


def _token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
