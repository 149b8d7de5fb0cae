"""Pictures: each asked for is checked against what its viewer may read."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from editorial.models import Submission
from files.models import Attachment
from sections.models import Article


def picture(request: HttpRequest, key: UUID, width: int) -> HttpResponseBase:
    """A rendition: public while a live text shows it, otherwise for readers of its dossier."""
    attachment = get_object_or_404(Attachment, pk=key)
    if width not in attachment.widths:
        raise Http404
    public = _is_public(request, attachment)
    if not public and not _is_readable(request, attachment):
        raise Http404
    path = attachment.rendition(width)
    if not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type="image/webp")
    response.headers["Cache-Control"] = "public, max-age=60" if public else "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _is_public(request: HttpRequest, attachment: Attachment) -> bool:
    return (
        Article.objects.visible_to(request.user, at=timezone.now())
        .filter(pictures__attachment=attachment)
        .exists()
    )


def _is_readable(request: HttpRequest, attachment: Attachment) -> bool:
    viewer = request.user
    if not viewer.is_authenticated:
        return False
    if attachment.uploaded_by_id == viewer.pk:
        return True
    readable = Submission.objects.readable_by(viewer, at=timezone.now())
    return readable.filter(picture_uses__attachment=attachment).exists()
