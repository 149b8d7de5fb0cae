"""Pictures: each asked for is checked against what its viewer may read."""

from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from editorial.models import Submission
from editorial.policies import LEGAL_GROUNDS
from files.models import Attachment
from sections.models import Article, ArticlePicture
from sections.queries import removals_of_picture


def picture(request: HttpRequest, key: UUID, width: int) -> HttpResponseBase:
    """A rendition: public while a live text shows it, otherwise for readers of its dossier.

    What was removed answers 410 or 451; under seal, to everybody (LC-8.3).
    """
    at = timezone.now()
    attachment = get_object_or_404(Attachment, pk=key)
    if width not in attachment.widths:
        raise Http404
    public = _is_public(request, attachment, at=at)
    if not public:
        removals = removals_of_picture(attachment.pk)
        under_seal = any(ground in LEGAL_GROUNDS for ground, _answer in removals)
        if under_seal or not _is_readable(request, attachment, at=at):
            return _refused([answer for _ground, answer in removals])
    path = attachment.rendition(width)
    if not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type="image/webp")
    response.headers["Cache-Control"] = "public, max-age=60" if public else "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _refused(answers: list[int]) -> HttpResponse:
    """Nothing but a status: pictures have no page to explain themselves on."""
    if not answers:
        raise Http404
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(status=max(answers), headers=headers, content_type="text/plain")


def _is_public(request: HttpRequest, attachment: Attachment, *, at: datetime) -> bool:
    visible = Article.objects.visible_to(request.user, at=at)
    shown = ArticlePicture.objects.open().filter(attachment=attachment, article__in=visible)
    return shown.exists()


def _is_readable(request: HttpRequest, attachment: Attachment, *, at: datetime) -> bool:
    viewer = request.user
    if not viewer.is_authenticated:
        return False
    if attachment.uploaded_by_id == viewer.pk:
        return True
    readable = Submission.objects.readable_by(viewer, at=at)
    return readable.filter(picture_uses__attachment=attachment).exists()
