"""The head of every desk page: who is signed in, where they can go, in which language."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext as _

import deadlines.policies
import deadlines.queries
import editorial.policies
import incidents.policies
import notifications.queries
from accounts.models import User
from accounts.models.appointments import ROLE_LABELS
from accounts.roles import Role
from kernel import languages


def desk(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a page without the head of the desk reads nothing."""
    return {"chrome": SimpleLazyObject(lambda: _chrome(request))}


def _chrome(request: HttpRequest) -> dict[str, Any]:
    current = get_language() or languages.VI
    return {
        "person": request.user if request.user.is_authenticated else None,
        "roles": _roles(request),
        "may_supply": _may_supply(request),
        "nav": _nav(request, request.user) if isinstance(request.user, User) else [],
        "missing_year": _missing_year(request),
        "here": request.get_full_path(),
        "languages": [
            {
                "slug": languages.slug_of(code),
                "bcp47": languages.BCP47[code],
                "name": languages.NATIVE_NAMES[code],
                "current": code == current,
            }
            for code in languages.CODES
        ],
    }


def _may_supply(request: HttpRequest) -> bool:
    """Whoever works on the desk may also bring information in (LC-10.1)."""
    if not isinstance(request.user, User):
        return False
    return bool(editorial.policies.may_create(request.user, at=timezone.now()))


def _missing_year(request: HttpRequest) -> int | None:
    """The year whose notice of Tết is missing, for those who could enter it (LC-12.3)."""
    at = timezone.now()
    if not isinstance(request.user, User) or not deadlines.policies.may_enter(request.user, at=at):
        return None
    return deadlines.queries.year_without_notice(at=at)


def _roles(request: HttpRequest) -> list[str]:
    if not isinstance(request.user, User):
        return []
    held = request.user.roles_at(timezone.now())
    return [str(ROLE_LABELS[role]) for role in Role if role in held]


def _nav(request: HttpRequest, person: User) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = [
        {"name": _("Submissions"), "url": reverse("desk:home"), "icon": "list"},
    ]
    if incidents.policies.may_see_cases(person, at=timezone.now()):
        entries.append({"name": _("Cases"), "url": reverse("case_desk:cases"), "icon": "flag"})
        roster = {"name": _("Duty roster"), "url": reverse("roster:roster"), "icon": "phone"}
        entries.append(roster)
    if deadlines.policies.may_see(person, at=timezone.now()):
        entries.append(
            {"name": _("Calendar"), "url": reverse("calendar_desk:year"), "icon": "clock"}
        )
    entries += [
        {
            "name": _("Notices"),
            "url": reverse("notifications:inbox"),
            "icon": "mail",
            "count": notifications.queries.unread_for(person).count(),
        },
        {"name": _("Law"), "url": reverse("admin:law_provision_changelist"), "icon": "document"},
    ]
    if person.is_superuser:
        index = reverse("admin:index")
        entries.append({"name": _("Reference data"), "url": f"{index}?reference", "icon": "edit"})
    best = ""
    for entry in entries:
        path = entry["url"].partition("?")[0]
        if request.path.startswith(path) and len(path) > len(best):
            best = path
    for entry in entries:
        entry["current"] = bool(best) and entry["url"].partition("?")[0] == best
    return entries
