"""A case that came round the acts is found, and somebody hears of it."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.roles import Role
from incidents.actions import reconciling
from incidents.models import Case
from notifications.models import Message
from tests.factories.accounts import person
from tests.factories.incidents import MORNING, received


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _administrator():
    return person(Role.ADMINISTRATOR)


def without_a_clock() -> Case:
    """As raw SQL leaves it: everything but the clock."""
    case = received()
    copied = [f.column for f in Case._meta.local_fields if f.column not in ("id", *_OWN)]
    listed = ", ".join(f'"{column}"' for column in copied)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO incidents_case (number, tracking_code, form_token, {listed}) "  # noqa: S608
            f"SELECT 'SV-RAW', 'RAW', NULL, {listed} FROM incidents_case WHERE id = %s",
            [case.pk],
        )
    return Case.objects.get(number="SV-RAW")


_OWN = ("number", "tracking_code", "form_token")


@pytest.mark.provision("LC-8.2")
@pytest.mark.databases
def test_a_case_that_came_round_the_acts_is_an_alarm_once_a_day():
    case = without_a_clock()

    assert reconciling.reconcile(at=MORNING) == 1
    assert reconciling.reconcile(at=MORNING + timedelta(hours=1)) == 1
    told = Message.objects.in_app().filter(kind="alarm")
    assert [message.context["reference"] for message in told] == [case.number]

    reconciling.reconcile(at=MORNING + timedelta(days=1))
    assert told.all().count() == 2


def test_cases_with_their_clocks_are_no_alarm():
    received()

    assert reconciling.reconcile(at=MORNING) == 0
    assert not Message.objects.filter(kind="alarm").exists()
