"""One door for everybody: in, out, and on to where one wanted to go, in one's own language."""

import pytest

from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import AgencyFactory, UserFactory, person
from tests.factories.pages import address


PASSWORD = "a long enough password"


@pytest.fixture
def officer(db):
    return person(Role.AGENCY_OFFICER, scope=AgencyFactory(), username="officer")


def sign_in(client, door="/vi/sign-in/", username="officer", password=PASSWORD, **more):
    return client.post(door, {"username": username, "password": password, **more})


@pytest.mark.parametrize("slug", ["vi", "zh", "en"])
def test_the_door_stands_open_in_every_language(client, db, slug):
    answer = client.get(f"/{slug}/sign-in/")

    assert answer.status_code == 200
    assert 'name="username"' in answer.content.decode()
    for other in {"vi", "zh", "en"} - {slug}:
        assert f'href="/{other}/sign-in/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("officer", "wrong"),
        ("nobody", PASSWORD),
        ("officer\x00", "\x00wrong"),
        ("x" * 5000, "y" * 5000),
    ],
)
def test_a_wrong_name_or_password_is_told_without_saying_which(client, officer, username, password):
    shown = sign_in(client, "/en/sign-in/", username, password).content.decode()

    assert "The user name or the password is not right." in shown
    assert "<title>Error:" in shown
    assert f'value="{PASSWORD}"' not in shown


def test_an_empty_form_says_what_to_write(client, db):
    shown = sign_in(client, "/en/sign-in/", "", "").content.decode()

    assert "Write your user name." in shown
    assert "Write your password." in shown


def test_whoever_is_no_longer_active_stays_outside(client, officer):
    officer.is_active = False
    officer.save(update_fields=["is_active"])

    assert sign_in(client).status_code == 200


@pytest.mark.parametrize(("language", "slug"), [("vi", "vi"), ("zh-hans", "zh"), ("en", "en")])
def test_a_person_lands_in_their_own_language(client, officer, language, slug):
    User.objects.update(language=language)

    assert sign_in(client).url == f"/{slug}/agency/"


def test_a_person_lands_where_they_wanted_to_go_in_their_own_language(client, officer):
    User.objects.update(language="zh-hans")

    wanted = sign_in(client, next="/vi/agency/submissions/new/?x=1")

    assert wanted.url == "/zh/agency/submissions/new/?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)",
        "http://[::1", "/vi/sign-in/", "/en/sign-out/", "\x00", "",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_or_round_in_a_circle(client, officer, elsewhere):
    assert sign_in(client, next=elsewhere).url == "/vi/agency/"
    if "\x00" not in elsewhere:
        assert client.get("/vi/sign-in/", {"next": elsewhere}).url == "/vi/agency/"


def test_the_board_lands_on_its_desk(client, db):
    person(Role.SECRETARY, username="officer")

    assert sign_in(client).url == "/vi/admin/"


def test_signing_out_leads_to_the_front_page_and_closes_the_pages(client, officer):
    client.force_login(officer)

    assert client.post("/en/sign-out/").url == "/en/"
    assert client.get("/en/agency/").url.startswith("/en/sign-in/")


def test_a_link_to_signing_out_asks_first(client, officer):
    client.force_login(officer)

    shown = client.get("/en/sign-out/").content.decode()

    assert "Sign out?" in shown
    assert client.get("/en/account/").url == "/vi/agency/"


@pytest.mark.parametrize(
    ("asked", "kept", "slug"), [("zh-hans", "zh-hans", "zh"), ("en", "en", "en")]
)
def test_the_language_is_kept_with_the_account_and_the_page_stays(
    client, officer, asked, kept, slug
):
    client.force_login(officer)

    answer = client.post(
        address("accounts:change_language"), {"language": asked, "next": "/vi/agency/?state=drafts"}
    )

    assert answer.url == f"/{slug}/agency/?state=drafts"
    assert User.objects.get().language == kept


@pytest.mark.parametrize("language", ["fr", "", "\x00", "x" * 1000])
def test_an_unknown_language_changes_nothing(client, officer, language):
    client.force_login(officer)

    answer = client.post(
        address("accounts:change_language"), {"language": language, "next": "https://example.com"}
    )

    assert answer.url == "/vi/agency/"
    assert User.objects.get().language == "vi"


def test_an_account_without_a_role_lands_on_a_page_that_helps(client, db):
    UserFactory(username="officer")

    assert client.get(sign_in(client).url).status_code == 200
