"""The demonstration's accounts open a demonstration and nothing else."""

import pytest

from tests.factories.accounts import UserFactory


pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.mark.parametrize(("demonstration", "opens"), [(True, True), (False, False)])
def test_a_made_up_person_signs_in_only_in_a_demonstration(client, settings, demonstration, opens):
    settings.DEMO = demonstration
    UserFactory(username="thuky", email="thuky@demo.invalid")

    assert client.login(username="thuky", password=PASSWORD) is opens


def test_an_open_session_ends_with_the_demonstration(client, settings):
    settings.DEMO = True
    client.force_login(UserFactory(email="thuky@demo.invalid"))
    assert client.get("/vi/notices/").status_code == 200

    settings.DEMO = False

    assert client.get("/vi/notices/").status_code == 302


def test_real_people_sign_in_everywhere(client, settings):
    settings.DEMO = False
    UserFactory(username="real")

    assert client.login(username="real", password=PASSWORD)
