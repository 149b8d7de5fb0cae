"""Who may enter the desk, and the way to one of its dossiers."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.roles import DESK
from editorial.models import Edition, Submission
from kernel import languages


View = Callable[..., HttpResponse]


def desk_only(view: View) -> View:
    """For whoever holds a role of the desk today; nothing of it is kept by browsers."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not person(request).roles_at(timezone.now()) & DESK:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


def person(request: HttpRequest) -> User:
    """Whoever is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def find(request: HttpRequest, pk: int, *, at: datetime) -> Submission:
    """The dossier, if it lies on this person's desk; otherwise it does not exist for them."""
    editions = Edition.objects.select_related(
        "head_revision", "approved_revision", "live_revision"
    ).order_by("pk")
    found = (
        Submission.objects.on_the_desk_of(person(request), at=at)
        .select_related(
            "agency", "section__parent", "assignee", "created_by", "submitted_by", "declared_by",
            "article",
        )
        .prefetch_related(Prefetch("editions", queryset=editions))
    )  # fmt: skip
    return get_object_or_404(found, pk=pk)


def language_of(slug: str) -> str:
    """The code behind an address's `vi`, `zh` or `en`; 404 for anything else."""
    code = languages.code_of_slug(slug)
    if code is None:
        raise Http404
    return code
