"""Who may enter the agencies' pages, and the way to one of their dossiers."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from accounts.models import User
from editorial import policies
from editorial.models import Edition, Submission


View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """For whoever is signed in; nothing of it is kept by browsers."""
    return never_cache(login_required(view))


def person(request: HttpRequest) -> User:
    """Whoever is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def find(request: HttpRequest, pk: int, *, at: datetime) -> Submission:
    """A dossier this person supplies; any other does not exist for them (LC-10.4, LC-16.3)."""
    editions = Edition.objects.select_related("head_revision").order_by("pk")
    found = (
        Submission.objects.of_supplier(person(request), at=at)
        .select_related("agency", "section__parent", "created_by", "article")
        .prefetch_related(Prefetch("editions", queryset=editions))
    )
    submission = get_object_or_404(found, pk=pk)
    if not policies.may_read(person(request), submission, at=at):
        raise Http404
    return submission
