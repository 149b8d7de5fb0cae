"""Enclosures: downloaded by those who may read what they belong to, and never shown in place."""

from datetime import datetime
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import DESK
from deadlines.models import Notice
from files.models import Enclosure
from incidents import policies


# Whatever a file holds, a browser that opens it runs nothing and asks nobody.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_safe
def enclosure(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file as an attachment; whoever may not read it learns not even that it exists."""
    found = get_object_or_404(Enclosure, pk=key)
    if not _may_read(request, found, at=timezone.now()):
        raise Http404
    try:
        stored = found.file.open("rb")
    except OSError as missing:
        raise Http404 from missing
    return FileResponse(
        stored,
        as_attachment=True,
        filename=found.original_name,
        content_type=found.mime,
        headers=HEADERS,
    )


def _may_read(request: HttpRequest, found: Enclosure, *, at: datetime) -> bool:
    viewer = request.user
    if not isinstance(viewer, User):
        return False
    if found.uploaded_by_id == viewer.pk:
        return True
    if policies.may_read_enclosure(viewer, found, at=at):
        return True
    # Notices of the calendar are for everybody at the desk.
    return bool(viewer.roles_at(at) & DESK) and Notice.objects.filter(file=found).exists()
