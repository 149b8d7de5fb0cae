"""Who comes in: everybody who works at the desk reads the calendar."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.models import User
from deadlines import policies, queries


View = Callable[..., HttpResponse]


def for_the_desk(view: View) -> View:
    """Sign in first; 403 for whoever does not work at the desk."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policies.may_see(actor(request), at=queries.now()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def actor(request: HttpRequest) -> User:
    """Whoever is signed in; only behind `login_required`."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
