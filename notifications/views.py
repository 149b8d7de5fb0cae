"""Notices of the person who is signed in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.roles import DESK
from notifications import actions, queries
from notifications.models import Message


PER_PAGE = 20


@require_safe
@never_cache
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Every notice, the newest first, in the language of the page."""
    reader = _reader(request)
    paginator = Paginator(queries.inbox_of(reader).select_related("recipient"), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    notices = [
        {"message": message, "wording": queries.wording(message, language=get_language() or "")}
        for message in page
    ]
    return render(
        request,
        "notifications/inbox.html",
        {
            "frame": _frame(reader),
            "notices": notices,
            "page": page,
            "numbers": list(paginator.get_elided_page_range(page.number)),
            "unread": queries.unread_for(reader).count(),
        },
    )


@require_POST
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and go where it leads."""
    reader = _reader(request)
    message = get_object_or_404(queries.inbox_of(reader), pk=pk)
    actions.mark_read(Message.objects.filter(pk=message.pk), by=reader, at=timezone.now())
    wording = queries.wording(message, language=get_language() or "")
    return redirect(wording.url or "notifications:inbox")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(by=_reader(request), at=timezone.now())
    return redirect("notifications:inbox")


def _frame(reader: User) -> str:
    """The head above the list: the desk's for whoever works on it, else the suppliers'."""
    on_the_desk = reader.roles_at(timezone.now()) & DESK
    return "desk/base_desk.html" if on_the_desk else "base_agency.html"


def _reader(request: HttpRequest) -> User:
    """Whoever is signed in; `login_required` has sent everybody else away."""
    if not isinstance(request.user, User):
        raise TypeError("nobody is signed in")
    return request.user
