"""The demonstration keeps its hands off whatever real people do."""

import pytest
from django.core.management import CommandError, call_command

import notifications.actions
from accounts.models import User
from notifications.models import Message
from portal.demo import cases, dossiers, people
from tests.factories.accounts import UserFactory
from tests.factories.editorial import NOON


PASSWORD = "a word for the demonstration"


@pytest.fixture
def demonstration(settings, monkeypatch, db):
    """Only the people are loaded: texts and pictures take long and are not in question."""
    settings.DEMO = True
    settings.DEMO_PASSWORD = PASSWORD
    for module, name in ((dossiers, "load_submissions"), (cases, "load")):
        monkeypatch.setattr(module, name, lambda *, at: 0)
    monkeypatch.setattr(dossiers.reading, "articles", list)


def test_outside_demonstration_mode_its_people_have_no_password(demonstration, settings, capsys):
    settings.DEMO, settings.DEMO_PASSWORD = False, ""

    call_command("loaddemo")

    assert "cannot sign in" in capsys.readouterr().out
    assert User.objects.exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.parametrize("options", [{}, {"among_real_users": True}])
def test_it_never_takes_the_account_of_a_real_person(demonstration, options):
    real = UserFactory(username="thuky", email="thuky@laocai.gov.vn")

    with pytest.raises(CommandError):
        call_command("loaddemo", **options)

    real.refresh_from_db()
    assert not real.check_password(PASSWORD)
    assert not real.appointments.exists()


def test_what_waits_for_real_people_goes_on_waiting(demonstration, capsys):
    reader = UserFactory(email="chuyenvien@laocai.gov.vn")
    notifications.actions.queue(
        "submission_routed", to=reader, context={"url": "/vi/"}, at=NOON, key="real"
    )

    for _time in range(2):
        call_command("loaddemo", among_real_users=True)

    waiting = Message.objects.filter(recipient=reader)
    assert waiting.filter(channel="email", sent_at=None).exists()
    assert waiting.filter(channel="in_app", read_at=None).exists()


def test_its_people_cannot_sign_in_once_the_demonstration_is_over(demonstration, settings, client):
    call_command("loaddemo")
    assert client.login(username="truongban", password=PASSWORD)
    client.logout()

    settings.DEMO = False

    assert not client.login(username="truongban", password=PASSWORD)


def test_a_session_of_the_demonstration_ends_with_it(demonstration, settings, client):
    call_command("loaddemo")
    client.force_login(people.person("truongban"))
    assert client.get("/vi/account/").status_code == 302
    assert "sign-in" not in client.get("/vi/account/").headers["Location"]

    settings.DEMO = False

    assert "sign-in" in client.get("/vi/account/").headers["Location"]
