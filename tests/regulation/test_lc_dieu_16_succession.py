"""Điều 16 khoản 3: a reorganised agency's heir carries on; history keeps the old name."""

from datetime import date

import pytest

from accounts import actions as accounts
from accounts.models import Succession
from accounts.roles import Role
from editorial.rules.states import Board
from tests.factories import editorial
from tests.factories.accounts import LONG_AGO, AgencyFactory, person
from tests.factories.editorial import fresh
from tests.factories.pages import address, submission_form


pytestmark = pytest.mark.provision("LC-16.3")


@pytest.fixture
def journey(db):
    return editorial.Journey(editorial.board())


@pytest.fixture
def old_agency(journey):
    return journey.who.officer.appointments.get().scope


def succeeded_by(old_agency, kind=Succession.Kind.MERGED):
    """The heir, since a day before today."""
    heir = AgencyFactory()
    accounts.succeed(
        old_agency, heir, kind=kind, effective_on=date(2026, 7, 1), by=None, at=LONG_AGO
    )
    return heir


def opened(client, somebody, submission):
    client.force_login(somebody)
    return client.get(address("agency:submission", submission.pk))


@pytest.mark.parametrize("kind", Succession.Kind.values)
def test_an_officer_of_the_old_agency_keeps_the_way_to_its_submissions(
    client, journey, old_agency, kind
):
    submission = journey.drafted()
    succeeded_by(old_agency, kind)

    assert opened(client, journey.who.officer, submission).status_code == 200


def test_an_officer_of_the_heir_goes_on_with_what_the_old_agency_began(client, journey, old_agency):
    submission = journey.drafted()
    successor = person(Role.AGENCY_OFFICER, scope=succeeded_by(old_agency))
    assert opened(client, successor, submission).status_code == 200

    seen = submission.source.head_revision_id
    client.post(address("agency:edit", submission.pk), submission_form(seen=seen))

    assert fresh(submission).board_state == Board.SUBMITTED
    assert fresh(submission).submitted_by == successor


def test_history_keeps_the_old_name(client, journey, old_agency):
    submission = journey.submitted()
    successor = person(Role.AGENCY_OFFICER, scope=succeeded_by(old_agency))

    told = opened(client, successor, submission).content.decode()

    assert old_agency.name_vi in told
    assert fresh(submission).agency == old_agency


def test_what_is_begun_after_the_change_is_the_heirs(client, journey, old_agency):
    heir = succeeded_by(old_agency)
    client.force_login(journey.who.officer)

    client.post(address("agency:new"), submission_form())

    assert heir.pk == journey.who.officer.submissions.get().agency_id


def test_before_its_day_a_succession_changes_nothing(client, journey, old_agency):
    submission = journey.drafted()
    heir = AgencyFactory()
    accounts.succeed(
        old_agency, heir, kind=Succession.Kind.MERGED, effective_on=date(2099, 1, 1), by=None,
        at=LONG_AGO,
    )  # fmt: skip

    stranger = person(Role.AGENCY_OFFICER, scope=heir)

    assert opened(client, stranger, submission).status_code == 404
    assert opened(client, journey.who.officer, submission).status_code == 200
