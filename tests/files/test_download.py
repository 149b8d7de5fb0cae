"""Enclosures leave the portal as attachments, for those who may read what they belong to."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from files import actions
from tests.factories import uploads
from tests.factories.accounts import person
from tests.factories.incidents import MORNING


pytestmark = pytest.mark.databases


@pytest.fixture
def enclosure(db):
    sent = uploads.upload(uploads.pdf(), 'Yêu cầu "của"\r\nX-Evil: 1; 请求.pdf')
    return actions.receive_enclosure(sent, by=None, at=MORNING)


def test_it_is_downloaded_and_never_shown_in_place(client, enclosure):
    client.force_login(person(Role.SECRETARY))

    answer = client.get(enclosure.get_absolute_url())

    assert answer.getvalue() == uploads.pdf()
    answer.close()
    told = answer.headers
    assert told["Content-Disposition"].startswith("attachment; filename*=utf-8''Y%C3%AAu%20")
    assert "X-Evil" not in told
    assert told["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Cache-Control"] == "private, no-store"
    assert told["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("role", [None, Role.AGENCY_OFFICER, Role.TRANSLATOR, Role.ADMINISTRATOR])
def test_nobody_else_learns_that_it_exists(client, enclosure, role):
    if role is not None:
        client.force_login(person(role))

    assert client.get(enclosure.get_absolute_url()).status_code == 404


def test_what_is_not_there_is_not_found(client, enclosure):
    client.force_login(person(Role.SECRETARY))
    enclosure.file.storage.delete(enclosure.file.name)

    assert client.get(enclosure.get_absolute_url()).status_code == 404
    nowhere = reverse("enclosure", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(nowhere).status_code == 404
