"""Agencies with their succession, and the people of the demonstration."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from accounts import actions
from accounts.models import Agency, Succession, User
from accounts.roles import Role
from portal.demo import DOMAIN, reading
from sections.models import Section


AGENCIES = Path(settings.BASE_DIR) / "accounts" / "data" / "agencies.toml"
SINCE = date(2025, 1, 25)
# The order in which one works through the journey; the sign-ins are printed in it.
SHOWN = (
    "coquan.vhttdl", "thuky", "bientap.tintuc", "photruongban", "dichthuat.zh", "hieudinh.zh",
    "dichthuat.en", "hieudinh.en", "truongban", "quantri",
)  # fmt: skip


def load_agencies(*, at: datetime) -> None:
    """The bodies of the province and what became of their forebears (LC-16.3)."""
    for row in reading.rows(AGENCIES, "agency"):
        names = {f"name_{column}": text for column, text in row["name"].items()}
        shorts = {f"short_name_{column}": text for column, text in row["short_name"].items()}
        Agency.objects.get_or_create(
            code=row["code"],
            defaults={
                "kind": row["kind"],
                "founded_on": row.get("founded_on"),
                "dissolved_on": row.get("dissolved_on"),
                **names,
                **shorts,
            },
        )
    by_code = {agency.code: agency for agency in Agency.objects.all()}
    for row in reading.rows(AGENCIES, "succession"):
        old, new = by_code[row["predecessor"]], by_code[row["successor"]]
        if not Succession.objects.filter(predecessor=old, successor=new).exists():
            actions.succeed(
                old,
                new,
                kind=row["kind"],
                effective_on=row["effective_on"],
                decision=row.get("decision", ""),
                by=None,
                at=at,
            )


def load_people(password: str, *, at: datetime) -> None:
    """The demonstration's people, with the password told at start; without one, shut out."""
    for row in reading.rows(reading.HERE / "people.toml", "person"):
        user, created = User.objects.get_or_create(
            username=row["username"],
            defaults={
                "full_name": row["full_name"],
                "email": row["email"],
                "language": row["language"],
            },
        )
        if created or (password and not user.check_password(password)):
            user.set_password(password or None)
            user.save(update_fields=["password"])
        if not created:
            continue
        for held in row["appointments"]:
            actions.appoint(
                user,
                Role(held["role"]),
                by=None,
                at=at,
                scope=_scope(held),
                language=held.get("language", ""),
                from_on=SINCE,
                decision_number="demo",
            )


def person(username: str) -> User:
    return User.objects.get(username=username)


def taken_names() -> list[str]:
    """User names of the demonstration that belong to real people here."""
    names = [row["username"] for row in reading.rows(reading.HERE / "people.toml", "person")]
    real = User.objects.exclude(email__endswith=f"@{DOMAIN}").filter(username__in=names)
    return list(real.order_by("username").values_list("username", flat=True))


def real_users() -> int:
    """How many accounts are not the demonstration's."""
    return User.objects.exclude(email__endswith=f"@{DOMAIN}").count()


def _scope(held: reading.Row) -> Section | Agency | None:
    if "section" in held:
        section: Section = Section.objects.get(code=held["section"])
        return section
    if "agency" in held:
        return Agency.objects.get(code=held["agency"])
    return None
