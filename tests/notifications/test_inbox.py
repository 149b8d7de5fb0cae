from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.roles import Role
from notifications import actions, queries
from notifications.models import Message
from tests.factories.accounts import AgencyFactory, UserFactory, person


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
FACTS = {"reference": "SV-2026-0001", "title": "Lễ hội <Gầu Tào>", "url": "/vi/report/"}


@pytest.fixture
def reader(client):
    person = UserFactory(language="en")
    client.force_login(person)
    return person


def tell(person, *, key="k", **facts):
    actions.queue("case_assigned", to=person, context={**FACTS, **facts}, at=NOON, key=key)
    return Message.objects.in_app().get(dedupe_key__startswith=f"{key}/", recipient=person)


def address(name, *args, language="en"):
    with override(language):
        return reverse(f"notifications:{name}", args=args)


@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
def test_notices_are_read_in_the_language_of_the_page(client, reader, language):
    tell(reader)

    page = client.get(address("inbox", language=language)).content.decode()

    assert "SV-2026-0001" in page
    assert "Lễ hội &lt;Gầu Tào&gt;" in page
    assert "<Gầu" not in page


def test_a_person_sees_no_notice_of_another(client, reader):
    tell(UserFactory())

    assert "SV-2026-0001" not in client.get(address("inbox")).content.decode()


def test_nobody_reads_notices_without_signing_in(client):
    response = client.get(address("inbox"))

    assert response.status_code == 302
    assert "notices" in response["Location"]


def test_opening_a_notice_marks_it_read_and_leads_on(client, reader):
    notice = tell(reader)

    response = client.post(address("read", notice.pk))

    assert response["Location"] == "/vi/report/"
    assert not queries.unread_for(reader).exists()


def test_a_notice_without_a_way_on_leads_back_to_the_list(client, reader):
    notice = tell(reader, url="")

    assert client.post(address("read", notice.pk))["Location"] == address("inbox")


def test_the_notice_of_another_cannot_be_marked(client, reader):
    notice = tell(UserFactory())

    assert client.post(address("read", notice.pk)).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_everything_is_marked_read_at_once(client, reader):
    tell(reader)
    tell(reader, key="k2")

    client.post(address("read_all"))

    assert not queries.unread_for(reader).exists()


@pytest.mark.parametrize("name", ["read", "read_all"])
def test_looking_marks_nothing(client, reader, name):
    notice = tell(reader)

    response = client.get(address(name, *([notice.pk] if name == "read" else [])))

    assert response.status_code == 405
    assert queries.unread_for(reader).count() == 1


@pytest.mark.parametrize("wanted", ["", "0", "-1", "9" * 40, "x", "\x00", "last"])
def test_any_page_number_gives_a_page(client, reader, wanted):
    tell(reader)

    assert client.get(address("inbox"), {"page": wanted}).status_code in {200, 400}


def test_a_number_beyond_every_column_is_not_found(client, reader):
    assert client.post(f"{address('inbox')}{'9' * 30}/read/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_twelve(
    client, reader, django_assert_max_num_queries
):
    tell(reader)
    with django_assert_max_num_queries(20) as for_one:
        client.get(address("inbox"))
    for number in range(11):
        tell(reader, key=f"more{number}")

    with django_assert_max_num_queries(20) as for_twelve:
        client.get(address("inbox"))

    assert len(for_twelve) == len(for_one)


def test_whoever_works_on_the_desk_keeps_its_head(client):
    client.force_login(person(Role.SECRETARY))

    page = client.get(address("inbox")).content.decode()

    assert "desk-head" in page
    assert "bearer-row" not in page


def test_suppliers_keep_theirs(client):
    client.force_login(person(Role.AGENCY_OFFICER, scope=AgencyFactory()))

    page = client.get(address("inbox")).content.decode()

    assert "bearer-row" in page
    assert "desk-head" not in page
