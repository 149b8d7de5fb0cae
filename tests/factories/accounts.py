"""People and agencies, with the roles they hold."""

from datetime import UTC, date, datetime

import factory

from accounts import actions
from accounts.models import Agency, User
from accounts.roles import Role


LONG_AGO = datetime(2025, 1, 25, 1, tzinfo=UTC)


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence("agency-{}".format)
    kind = Agency.Kind.DEPARTMENT
    name = factory.LazyAttribute(lambda o: f"Sở {o.code}")
    name_vi = factory.SelfAttribute("name")
    name_zh_hans = factory.LazyAttribute(lambda o: f"{o.code}厅")
    name_en = factory.LazyAttribute(lambda o: f"Department {o.code}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person{}".format)
    full_name = factory.Sequence("Người {}".format)
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.invalid")
    password = factory.django.Password("a long enough password")


def person(role: Role, *, scope=None, language: str = "", username: str = "") -> User:
    """A person appointed to a role since the regulation came into force."""
    user = UserFactory(**({"username": username} if username else {}))
    actions.appoint(
        user,
        role,
        by=None,
        at=LONG_AGO,
        scope=scope,
        language=language,
        from_on=date(2025, 1, 25),
    )
    return user
