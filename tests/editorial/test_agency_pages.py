"""What a supplier sees of the submissions of their side, and that nobody else sees it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from editorial import actions
from editorial.rules.reasons import Ground, Refusal
from tests.factories.accounts import AgencyFactory, UserFactory, person
from tests.factories.editorial import EN, VI, fresh
from tests.factories.pages import address, submission_form


@pytest.fixture
def office(client, who):
    """The browser of an officer."""
    client.force_login(who.officer)
    return client


def page(name, *args, language="en"):
    return address(f"agency:{name}", *args, language=language)


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
def test_without_submissions_the_page_invites_the_first_one(office, language):
    assert page("new", language=language) in shown(office, page("home", language=language))


def test_the_list_says_where_each_submission_stands_and_what_to_do(office, journey):
    drafted = journey.drafted()
    submitted = journey.submitted()

    listed = shown(office, page("home"))

    assert drafted.code in listed
    assert submitted.code in listed
    assert "Finish it and send it" in listed
    assert page("edit", drafted.pk) in listed
    assert page("edit", submitted.pk) not in listed


def test_the_list_leads_to_the_public_pages(office, journey):
    submission = journey.published()

    assert fresh(submission).article.url("vi") in shown(office, page("home"))


@pytest.mark.parametrize(
    ("look", "found"),
    [
        ("", True),
        ("?q=le+hoi+gau+tao", True),
        ("?q=LỄ HỘI", True),
        ("?q=cung+đường", False),
        ("?state=drafts", True),
        ("?state=approved", False),
        ("?state=nonsense&page=nonsense", True),
        ("?state=drafts&q=Lễ&page=99", True),
    ],
)
def test_the_list_is_narrowed_by_state_and_by_words(office, journey, look, found):
    drafted = journey.drafted()

    assert (drafted.code in shown(office, f"{page('home')}{look}")) is found


def test_the_list_costs_the_same_for_one_submission_and_for_twelve(office, journey):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            shown(office, page("home"))
        return len(captured)

    journey.published()
    one = queries()
    for _number in range(11):
        journey.drafted()

    assert queries() == one


def test_many_submissions_are_parted_into_pages(office, journey):
    codes = [journey.drafted().code for _number in range(16)]

    assert codes[0] not in shown(office, page("home"))
    assert codes[0] in shown(office, f"{page('home')}?page=2")


def test_a_refusal_is_told_with_its_ground_and_its_reason(office, who, journey):
    submission = journey.in_review()
    actions.refuse(
        submission, code=Refusal.DUPLICATE, words="Đã đăng ngày 02/11.", by=who.deputy,
        at=journey.now(),
    )  # fmt: skip

    told = shown(office, page("submission", submission.pk))

    assert "Already sent or published" in told
    assert "Đã đăng ngày 02/11." in told
    assert page("edit", submission.pk) not in told


def test_people_of_the_board_are_shown_by_their_role(office, who, journey):
    submission = journey.published()

    told = shown(office, page("submission", submission.pk))

    assert "Deputy head of the board" in told
    for somebody in (who.secretary, who.member, who.deputy):
        assert str(somebody) not in told
    assert str(who.officer) in told


def test_the_text_is_shown_as_it_was_sent_even_while_the_board_edits_it(office, who, journey):
    submission = journey.in_review()
    seen = submission.source.head_revision_id
    actions.edit(submission, EN, seen=seen, by=who.member, at=journey.now())

    told = shown(office, page("submission", submission.pk))

    assert VI.lead in told
    assert EN.lead not in told


def test_a_text_taken_down_says_why(office, who, journey):
    submission = journey.published()
    actions.take_down(
        submission, ["vi"], ground=Ground.UNTRUE, words="Sai ngày khai mạc.", by=who.deputy,
        at=journey.now(),
    )  # fmt: skip

    assert "Sai ngày khai mạc." in shown(office, page("submission", submission.pk))
    assert "Taken down" in shown(office, page("home"))


@pytest.mark.parametrize("state", ["drafted", "submitted", "in_review", "approved", "published"])
@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
def test_every_state_has_a_page_in_every_language(office, journey, state, language):
    submission = getattr(journey, state)()

    assert submission.code in shown(office, page("submission", submission.pk, language=language))


ADDRESSES = [
    ("get", "submission"), ("get", "edit"), ("post", "edit"), ("post", "send"),
    ("get", "withdraw"), ("post", "withdraw"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "name"), ADDRESSES)
def test_another_agencys_submission_does_not_exist(client, journey, method, name):
    submission = journey.drafted()
    client.force_login(person(Role.AGENCY_OFFICER, scope=AgencyFactory()))

    assert getattr(client, method)(page(name, submission.pk)).status_code == 404


@pytest.mark.parametrize(("method", "name"), ADDRESSES)
@pytest.mark.parametrize("pk", [0, 4_000_000_000, 10**30])
def test_numbers_without_a_submission_are_not_found(office, method, name, pk):
    assert getattr(office, method)(page(name, pk)).status_code == 404


def test_a_colleague_of_the_same_agency_goes_on_with_a_draft(client, who, journey):
    submission = journey.drafted()
    client.force_login(person(Role.AGENCY_OFFICER, scope=submission.agency))

    assert client.get(page("edit", submission.pk)).status_code == 200


def test_a_contributor_sees_only_their_own_drafts(client, journey):
    submission = journey.drafted()
    client.force_login(person(Role.CONTRIBUTOR))

    assert submission.code not in shown(client, page("home"))
    assert client.get(page("submission", submission.pk)).status_code == 404


def test_whoever_holds_no_appointment_any_more_sees_nothing_and_writes_nothing(client, journey):
    submission = journey.drafted()
    officer = submission.created_by
    officer.appointments.update(to_on="2025-12-31")
    client.force_login(officer)

    assert submission.code not in shown(client, page("home"))
    assert client.get(page("submission", submission.pk)).status_code == 404
    assert client.get(page("new")).status_code == 403
    assert client.post(page("new"), submission_form()).status_code == 403


def test_the_board_is_led_to_its_desk(client, who):
    client.force_login(who.secretary)

    assert address("admin:index", language="en") in shown(client, page("home"))


def test_an_account_without_a_role_is_told_whom_to_ask(client, db):
    client.force_login(UserFactory())

    assert "not appointed to any agency" in shown(client, page("home"))


@pytest.mark.parametrize("name", ["home", "new"])
def test_whoever_is_not_signed_in_is_sent_to_the_door_and_back(client, db, name):
    address = page(name, language="zh-hans")

    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.url == f"/zh/sign-in/?next={address}"


def test_a_bare_address_finds_its_language(client, db):
    assert client.get("/agency/").url == "/vi/agency/"


def test_the_frame_says_who_is_signed_in_and_what_waits_to_be_read(office, who, journey):
    submission = journey.in_review()
    actions.request_changes(submission, words="Thêm giờ.", by=who.member, at=journey.now())

    framed = shown(office, page("home"))

    assert str(who.officer) in framed
    assert who.officer.appointments.get().scope.name_en in framed
    assert '<span class="count count-new">1' in framed
