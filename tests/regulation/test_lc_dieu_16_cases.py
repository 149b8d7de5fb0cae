"""Điều 16 khoản 3: cases and demands of the standing agency pass to whoever carries on."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from accounts import actions as accounts, queries
from accounts.models import Succession
from accounts.roles import Role
from incidents import actions
from incidents.queries import authorities, desk
from incidents.queries.desk import Filters
from tests.factories import incidents
from tests.factories.accounts import LONG_AGO, AgencyFactory, person
from tests.factories.incidents import DEMAND, HERE


BEFORE = datetime(2026, 11, 17, 9, 0, tzinfo=HERE)
MOVED_ON = date(2026, 11, 18)
AFTER = BEFORE + timedelta(days=1)
BY_STANDING = incidents.replace(DEMAND, authority="standing")

pytestmark = [pytest.mark.provision("LC-16.3"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _afterwards():
    with time_machine.travel(AFTER + timedelta(hours=2)):
        yield


@pytest.fixture
def old():
    AgencyFactory(code=queries.STANDING_AGENCY)
    return queries.standing_agency(on=date(2026, 11, 17))


@pytest.fixture
def heir(old):
    successor = AgencyFactory()
    accounts.succeed(
        old, successor, kind=Succession.Kind.MERGED, effective_on=MOVED_ON, by=None, at=LONG_AGO
    )
    return successor


@pytest.mark.provision("LC-8.3")
def test_the_standing_agency_asks_under_its_name_of_the_day(old, heir):
    secretary = person(Role.SECRETARY)

    before = incidents.requested(secretary, at=BEFORE, demand=BY_STANDING)
    after = incidents.requested(secretary, at=AFTER, demand=BY_STANDING)

    assert (before.agency, after.agency) == (old, heir)
    names = dict(choice for choice in authorities.offered(on=MOVED_ON) if choice[0] == "standing")
    assert str(heir) in names["standing"]


def test_an_open_case_goes_on_with_the_people_of_the_heir(old, heir):
    begun_by = person(Role.SECRETARY, scope=old)
    goes_on = person(Role.SECRETARY, scope=heir)
    case = incidents.requested(begun_by, at=BEFORE, demand=BY_STANDING)
    actions.take_charge(case, by=begun_by, at=BEFORE)

    actions.take_charge(case, by=goes_on, at=AFTER)
    actions.resolve(case, "Đã xử lý.", by=goes_on, at=AFTER)

    case = incidents.fresh(case)
    assert (case.handler, case.handled_by) == (goes_on, goes_on)
    assert case.agency == old  # history keeps the old name


def test_the_desk_of_the_heir_shows_what_the_old_agency_began(client, old, heir):
    secretary = person(Role.SECRETARY)
    case = incidents.requested(secretary, at=BEFORE, demand=BY_STANDING)

    page = desk.desk_page(Filters(agency=heir.pk), viewer=secretary, at=AFTER)

    assert list(page.page.object_list) == [case]
    client.force_login(secretary)
    told = client.get(case.get_absolute_url()).text
    assert f"{old} → {heir}" in told
