"""Who grants and withdraws roles, and what the clock does with those that begin or end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions
from accounts.models import Succession
from accounts.permissions import Capability as C
from accounts.roles import Role
from kernel.verdict import NotAllowed
from tests.factories.accounts import AgencyFactory, UserFactory, person
from tests.factories.editorial import NOON


pytestmark = [pytest.mark.django_db, pytest.mark.provision("LC-12.3")]
TODAY = timezone.localdate(NOON)


@pytest.mark.parametrize("role", [Role.HEAD_OF_BOARD, Role.DEPUTY_HEAD, Role.SECRETARY])
def test_nobody_but_an_administrator_gives_or_ends_a_role(role):
    outsider, member = person(role), person(Role.EDITOR)
    acts = [
        lambda: actions.appoint(UserFactory(), Role.EDITOR, by=outsider, at=NOON),
        lambda: actions.end_appointment(
            member.appointments.get(), by=outsider, at=NOON, last_day=TODAY
        ),
        lambda: actions.succeed(
            AgencyFactory(),
            AgencyFactory(),
            kind=Succession.Kind.RENAMED,
            effective_on=TODAY,
            by=outsider,
            at=NOON,
        ),
    ]

    for act in acts:
        with pytest.raises(NotAllowed) as caught:
            act()
        assert caught.value.verdict.code == "not_an_administrator"
    assert member.appointments.get().to_on is None


def test_a_role_for_later_begins_with_its_day_when_the_clock_ticks():
    somebody = UserFactory()
    administrator = person(Role.ADMINISTRATOR)
    actions.appoint(
        somebody,
        Role.SECRETARY,
        by=administrator,
        at=NOON,
        from_on=TODAY + timedelta(days=2),
        to_on=TODAY + timedelta(days=3),
    )
    standing = []

    for days in range(5):
        actions.refresh_everyone(at=NOON + timedelta(days=days))
        somebody.refresh_from_db()
        somebody.forget_rights()
        able = somebody.holds(C.ROUTE, at=NOON + timedelta(days=days))
        standing.append((somebody.is_staff, able))

    assert standing == [(False, False)] * 2 + [(True, True)] * 2 + [(False, False)]
