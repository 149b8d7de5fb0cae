"""What the frame of the agencies' pages shows about whoever is signed in."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import DESK
from editorial import policies
from notifications import queries


register = template.Library()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who is signed in, for whom, and what waits to be read."""

    name: str
    place: str
    unread: int
    may_create: bool
    works_on_the_desk: bool


@register.simple_tag
def bearer(user: Any) -> Bearer | None:
    """None for somebody who is not signed in."""
    if not isinstance(user, User):
        return None
    at = timezone.now()  # noqa: TID251 the frame of a page is as much an edge as its view
    return Bearer(
        name=str(user),
        place=_place(user, at),
        unread=queries.unread_for(user).count(),
        may_create=bool(policies.may_create(user, at=at)),
        works_on_the_desk=bool(user.roles_at(at) & DESK),
    )


def _place(user: User, at: Any) -> str:
    """The agency of today that this person supplies for; the first, where there are several."""
    agencies = Agency.objects.filter(pk__in=user.agencies_at(at))
    names = [str(agency) for agency in agencies.existing(on=timezone.localdate(at)).order_by("pk")]
    if len(names) > 1:
        return _("%(agency)s and %(number)d more") % {"agency": names[0], "number": len(names) - 1}
    return names[0] if names else ""
