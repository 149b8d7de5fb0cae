"""Whoever plays in the drill: accounts of its own that nobody can sign in with."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

import accounts.actions
from accounts.models import User
from accounts.roles import Role
from portal.demo import DOMAIN
from sections.models import Section


PREFIX = "dien-tap."
DECISION = "drill"


@dataclass(frozen=True, slots=True)
class Cast:
    """One person for each part, since nobody may review their own text."""

    writer: User
    secretary: User
    member: User
    deputy: User
    translator: User
    reviewer: User

    @property
    def everybody(self) -> list[User]:
        return [
            self.writer, self.secretary, self.member, self.deputy, self.translator, self.reviewer,
        ]  # fmt: skip


def gather(section: Section, *, at: datetime) -> Cast:
    """Wake the accounts of the drill; their appointments end with the day."""
    languages = ("en", "zh-hans")
    return Cast(
        writer=_person("writer", [(Role.SECRETARY, None, "")], at=at),
        secretary=_person("secretary", [(Role.SECRETARY, None, "")], at=at),
        member=_person("member", [(Role.EDITOR, section, "")], at=at),
        deputy=_person("deputy", [(Role.DEPUTY_HEAD, None, "")], at=at),
        translator=_person("translator", [(Role.TRANSLATOR, None, x) for x in languages], at=at),
        reviewer=_person(
            "reviewer", [(Role.TRANSLATION_REVIEWER, None, x) for x in languages], at=at
        ),
    )


def dismiss(cast: Cast) -> None:
    """Put the accounts to sleep again."""
    for person in cast.everybody:
        person.is_active = False
        person.save(update_fields=["is_active"])


def _person(name: str, roles: list[tuple[Role, Section | None, str]], *, at: datetime) -> User:
    username = f"{PREFIX}{name}"
    person, created = User.objects.get_or_create(
        username=username,
        defaults={"full_name": f"Diễn tập: {name}", "email": f"{username}@{DOMAIN}"},
    )
    if created:
        person.set_unusable_password()
    person.is_active = True
    person.save()
    today = timezone.localdate(at)
    held = {(one.role, one.language) for one in person.appointments.running(on=today)}
    for role, scope, language in roles:
        if (role.value, language) not in held:
            accounts.actions.appoint(
                person, role, by=None, at=at, scope=scope, language=language,
                from_on=today, to_on=today, decision_number=DECISION,
            )  # fmt: skip
    return User.objects.get(pk=person.pk)
