"""Questions about people that other apps ask."""

from datetime import date, datetime
from functools import cache

from django.utils import timezone

from accounts.models import Agency, Appointment, User
from accounts.models.people import Scoped
from accounts.permissions import Capability
from accounts.roles import Role, roles_with


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


def in_role(*roles: Role, at: datetime) -> list[User]:
    """Active people appointed to one of these roles at that moment, by name.

    An appointment over an agency counts as long as that agency, or the heir of its duties, is the
    one that runs the portal (LC-7.2, LC-16.3); an appointment over a section counts.
    """
    day = timezone.localdate(at)
    candidates = (
        User.objects.filter(
            is_active=True,
            pk__in=Appointment.objects.running(on=day).filter(role__in=roles).values("user_id"),
        )
        .prefetch_related("appointments", *User.grant_relations())
        .order_by("full_name", "pk")
    )
    standing = cache(lambda: _standing_scopes(day))

    def counts(held: Appointment) -> bool:
        key = held.scope_key
        return held.role in roles and (
            key is None or key[0] != "accounts.agency" or key in standing()
        )

    return [person for person in candidates if any(map(counts, person.appointments_at(at)))]


def _standing_scopes(day: date) -> set[tuple[str, int]]:
    agency = standing_agency(on=day)
    return agency.scopes(on=day) if agency else set()


# The regulation gives the portal to this department (LC-7.2); whoever carries on its duties has it.
STANDING_AGENCY = "tttt"


def standing_agency(*, on: date) -> Agency | None:
    """The agency that runs the portal on a day, after every reorganisation (LC-7.2, LC-16.3)."""
    named = Agency.objects.filter(code=STANDING_AGENCY).first()
    return named.current(on=on) if named else None
