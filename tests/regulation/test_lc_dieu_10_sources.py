"""Điều 10: the four sources of information, each as it comes in through the pages."""

import pytest

from accounts import actions as accounts
from accounts.roles import Role
from editorial import actions
from editorial.models import Submission
from editorial.rules.reasons import Source
from editorial.rules.states import Board
from tests.factories import editorial
from tests.factories.accounts import LONG_AGO, AgencyFactory, person
from tests.factories.pages import address, submission_form


@pytest.fixture
def who(db):
    return editorial.board()


def write(client, somebody, **changes):
    client.force_login(somebody)
    return client.post(address("agency:new"), submission_form(**changes))


def received():
    return Submission.objects.get()


def offered_source(client, somebody):
    client.force_login(somebody)
    return client.get(address("agency:new")).context["form"]["source_kind"].value()


@pytest.mark.provision("LC-10.1")
def test_the_board_writes_itself_and_another_hand_decides(client, who):
    assert offered_source(client, who.member) == Source.OWN

    write(client, who.member, source_kind="LC-10.1")

    submission = received()
    assert (submission.source_kind, submission.agency) == (Source.OWN, None)
    assert submission.board_state == Board.SUBMITTED
    assert submission.source.head_revision.author == who.member


@pytest.mark.provision("LC-10.2")
def test_a_contributor_sends_their_own_work_and_sees_no_one_elses(client, who):
    contributor = person(Role.CONTRIBUTOR)
    assert offered_source(client, contributor) == Source.CONTRIBUTOR

    write(client, contributor, source_kind="LC-10.2", press="save")

    submission = received()
    assert (submission.source_kind, submission.agency) == (Source.CONTRIBUTOR, None)
    client.force_login(person(Role.CONTRIBUTOR))
    assert client.get(address("agency:submission", submission.pk)).status_code == 404


@pytest.mark.provision("LC-10.3")
@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("source_outlet", "The outlet it was taken from is missing."),
        ("source_url", "The address of the original is missing."),
        ("source_permission", "The permission to use it is missing."),
    ],
)
def test_what_others_published_waits_for_outlet_address_and_permission(client, who, missing, words):
    official = {
        "source_kind": "LC-10.3",
        "source_outlet": "Thông tấn xã Việt Nam",
        "source_url": "https://vnanet.vn/tin/123",
        "source_permission": "Thỏa thuận số 12/TT-TTXVN ngày 05/01/2026",
    }

    client.force_login(who.officer)
    answer = client.post("/en/agency/submissions/new/", submission_form(**official | {missing: ""}))
    assert words in answer.content.decode()
    assert received().board_state == Board.DRAFT

    whole = submission_form(**official, seen=answer.context["page"].seen)
    client.post(address("agency:edit", received().pk), whole)
    assert received().board_state == Board.SUBMITTED
    assert received().source_url == official["source_url"]


@pytest.mark.provision("LC-10.4")
def test_an_agency_sends_by_form_and_gets_a_receipt_code(client, who):
    assert offered_source(client, who.officer) == Source.AGENCY

    write(client, who.officer, letter_number="125/SVHTTDL-QLDL", letter_on="2026-11-20")

    submission = received()
    assert submission.board_state == Board.SUBMITTED
    assert submission.agency == who.officer.appointments.get().scope
    assert submission.letter_number == "125/SVHTTDL-QLDL"
    told = client.get(address("agency:submission", submission.pk)).content.decode()
    assert submission.code in told
    assert "125/SVHTTDL-QLDL" in told


@pytest.mark.provision("LC-10.4")
def test_whoever_supplies_for_two_agencies_says_for_which(client, who):
    other = AgencyFactory()
    accounts.appoint(
        who.officer, Role.AGENCY_OFFICER, scope=other, by=None, at=LONG_AGO,
        from_on=LONG_AGO.date(),
    )  # fmt: skip

    write(client, who.officer, agency=str(other.pk))

    assert received().agency == other


@pytest.mark.provision("LC-10.4")
def test_nothing_an_agency_supplies_is_public_before_the_board_has_approved_it(client, who):
    write(client, who.officer)

    with pytest.raises(actions.NotAllowed):
        actions.publish(
            received().source,
            seen=received().source.head_revision_id,
            by=who.deputy,
            at=editorial.NOON,
        )
