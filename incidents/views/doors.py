"""Who comes in: the desk is for those who handle cases, and for nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from incidents import policies


View = Callable[..., HttpResponse]


def for_the_board(view: View) -> View:
    """Sign in first; 403 for whoever does not handle cases (LC-8.1)."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policies.may_see_cases(actor(request), at=timezone.now()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def actor(request: HttpRequest) -> User:
    """Whoever is signed in; only behind `login_required`."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
