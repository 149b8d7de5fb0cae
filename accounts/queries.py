"""Questions about people that other apps ask."""

from datetime import date, datetime

from django.utils import timezone

from accounts.models import Agency, Appointment, User
from accounts.models.people import Scoped
from accounts.permissions import Capability
from accounts.roles import roles_with


def holders(
    capability: Capability,
    *,
    at: datetime,
    within: Scoped | None = None,
    language: str | None = None,
) -> list[User]:
    """Active people who hold a capability there and then, by name."""
    candidates = (
        User.objects.filter(
            is_active=True,
            pk__in=Appointment.objects.running(on=timezone.localdate(at))
            .filter(role__in=roles_with(capability))
            .values("user_id"),
        )
        .prefetch_related("appointments", *User.grant_relations())
        .order_by("full_name", "pk")
    )
    return [
        person
        for person in candidates
        if person.holds(capability, at=at, within=within, language=language)
    ]


# The regulation gives the portal to this department (LC-7.2); whoever carries on its duties has it.
STANDING_AGENCY = "tttt"


def standing_agency(*, on: date) -> Agency | None:
    """The agency that runs the portal on a day, after every reorganisation (LC-7.2, LC-16.3)."""
    named = Agency.objects.filter(code=STANDING_AGENCY).first()
    return named.current(on=on) if named else None
