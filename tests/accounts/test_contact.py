"""How I am reached: my own page, numbers that are numbers, and no trace of them elsewhere."""

import pytest

from accounts import actions
from accounts.models import Contact
from accounts.roles import Role
from audit.models import Record
from kernel.verdict import NotAllowed
from notifications.queries import gateways
from tests.factories.accounts import LONG_AGO, AgencyFactory, person


pytestmark = pytest.mark.django_db
URL = "/en/account/contact/"


@pytest.fixture
def me(client, settings):
    settings.NOTIFY_GATEWAYS = {
        "SMS": "json://127.0.0.1:9/{phone}",
        "Zalo": "json://127.0.0.1:9/{messenger}",
        "Group": "json://127.0.0.1:9/",
    }
    secretary = person(Role.SECRETARY)
    client.force_login(secretary)
    return secretary


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+84 912 345 678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        ("0086 (10) 6532-1234", "+861065321234"),
        ("", ""),
    ],
)
def test_a_number_is_kept_in_the_form_every_gateway_knows(client, me, typed, kept):
    assert client.post(URL, {"phone": typed}).status_code == 302

    assert Contact.objects.get(user=me).phone == kept


@pytest.mark.parametrize(
    "typed", ["12", "+0912345678", "9" * 40, "+84 abc", "\0", "+84912345678; DROP", "٠٩١٢٣٤٥٦٧٨"]
)
def test_what_is_no_number_is_refused_kindly_and_shown_again(client, me, typed):
    answer = client.post(URL, {"phone": typed})

    if typed == "\0":  # nothing is left of it, and nothing is a number taken back
        assert answer.status_code == 302
    else:
        assert answer.status_code == 200
        assert not Contact.objects.exists()


@pytest.mark.parametrize("typed", ["a b", "../x", "ế", "{phone}", "x" * 65])
def test_a_name_in_the_messenger_has_plain_letters(client, me, typed):
    assert client.post(URL, {"messenger": typed}).status_code == 200


def test_the_ways_offered_are_those_that_reach_one_person(client, me):
    page = client.get(URL).content.decode()

    assert 'value="SMS"' in page
    assert 'value="Zalo"' in page
    assert 'value="Group"' not in page
    assert "127.0.0.1:9" not in page


def test_a_way_that_needs_a_number_asks_for_it(client, me):
    assert client.post(URL, {"urgent_by": ["SMS", "Zalo"], "phone": ""}).status_code == 200
    assert client.post(URL, {"urgent_by": ["Pigeon"]}).status_code == 200

    client.post(URL, {"urgent_by": ["SMS"], "phone": "0912345678"})
    assert gateways.chosen(Contact.objects.get(user=me)) == ["SMS"]


def test_without_gateways_the_page_says_so_and_keeps_the_number(client, me, settings):
    settings.NOTIFY_GATEWAYS = {}

    assert "no messenger or SMS gateway yet" in client.get(URL).content.decode()
    assert client.post(URL, {"phone": "0912345678"}).status_code == 302


def test_a_person_enters_their_own_alone(me):
    with pytest.raises(NotAllowed):
        actions.change_contact(
            person(Role.EDITOR), phone="", messenger="", urgent_by=[], by=me, at=LONG_AGO
        )


def test_the_record_says_that_it_changed_and_not_to_what(client, me):
    client.post(URL, {"phone": "0912345678", "messenger": "thu.pham"})

    record = Record.objects.get(verb="accounts.change_contact")
    written = f"{record.target_label}{record.data}{Contact.objects.get()}"
    assert "912345678" not in written
    assert "thu.pham" not in written


@pytest.mark.parametrize("slug", ["vi", "zh", "en"])
def test_officers_have_the_page_in_their_own_frame_and_language(client, slug):
    client.force_login(person(Role.AGENCY_OFFICER, scope=AgencyFactory()))

    assert client.get(f"/{slug}/account/contact/").status_code == 200


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get(URL).status_code == 302
