"""A password of one's own, for the desk and for agencies alike."""

import pytest

from accounts.roles import Role
from tests.factories.accounts import AgencyFactory, person


OLD = "a long enough password"
NEW = "rice terraces in the evening"
PAGE = "/en/account/password/"

pytestmark = pytest.mark.django_db


def change(client, old=OLD, new=NEW, again=NEW):
    return client.post(PAGE, {"old_password": old, "new_password1": new, "new_password2": again})


@pytest.fixture(params=[Role.AGENCY_OFFICER, Role.SECRETARY])
def somebody(request, client):
    agency = AgencyFactory() if request.param is Role.AGENCY_OFFICER else None
    user = person(request.param, scope=agency)
    client.force_login(user)
    return user


@pytest.mark.provision("LC-12.3")
def test_a_password_is_changed_and_one_stays_signed_in(client, somebody):
    answer = change(client)

    assert answer.status_code == 302
    somebody.refresh_from_db()
    assert somebody.check_password(NEW)
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"old": "not the old one"},
        {"again": "another one entirely"},
        {"new": "short", "again": "short"},
        {"new": "\x00" * 20, "again": "\x00" * 20},
        {"old": "x" * 5000},
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(client, somebody, wrong):
    page = change(client, **wrong)

    assert page.status_code == 200
    assert "field-error" in page.content.decode()
    somebody.refresh_from_db()
    assert somebody.check_password(OLD)


def test_the_page_has_the_head_of_whoever_reads_it(client, somebody):
    page = client.get(PAGE).content.decode()

    on_the_desk = bool(somebody.roles_at(somebody.date_joined) & {Role.SECRETARY})
    assert ("desk-head" in page) == on_the_desk
    assert ("bearer-row" in page) != on_the_desk


def test_nobody_changes_a_password_without_signing_in(client):
    assert client.get(PAGE).status_code == 302
