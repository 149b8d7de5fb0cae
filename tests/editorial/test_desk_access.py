"""Who sees what on the desk, and what a page costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from tests.factories.accounts import person


HEAD = "/en/admin/submissions"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def addresses(submission):
    head = submission.source.head_revision_id
    one = f"{HEAD}/{submission.pk}"
    return [
        f"{one}/", f"{one}/?language=en", f"{one}/edit/", f"{one}/revisions/{head}/",
        f"{one}/vi/preview/", f"{one}/en/translate/", f"{one}/vi/take_down/",
    ]  # fmt: skip


ACTS = [
    "route", "claim", "release", "recommend", "request_changes", "refuse", "approve",
    "submit_translation", "return_translation", "approve_translation", "publish",
]  # fmt: skip


@pytest.mark.provision("LC-13.1")
def test_a_member_of_another_section_finds_nothing(journey, who):
    submission = journey.published()
    stranger = client_of(person(Role.EDITOR, scope=who.other_section))

    for address in addresses(submission):
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code in {404, 405}, address
    for act in ACTS:
        assert stranger.post(f"{HEAD}/{submission.pk}/vi/{act}/").status_code == 404, act
    assert submission.code not in stranger.get(f"{HEAD}/").content.decode()


def test_agencies_and_contributors_do_not_come_to_the_desk(journey, who):
    submission = journey.submitted()

    for outsider in (who.officer, person(Role.CONTRIBUTOR)):
        for address in [f"{HEAD}/", *addresses(submission)]:
            assert client_of(outsider).get(address).status_code == 403, address


def test_whoever_is_not_signed_in_is_asked_to(journey):
    submission = journey.submitted()

    for address in [f"{HEAD}/", *addresses(submission)]:
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "/en/sign-in/" in answer.url


def test_a_revision_of_another_dossier_is_not_found_through_this_one(journey, who):
    submission, other = journey.submitted(), journey.submitted()
    secretary = client_of(who.secretary)

    foreign = f"{HEAD}/{submission.pk}/revisions/{other.source.head_revision_id}/"

    assert secretary.get(foreign).status_code == 404
    assert secretary.get(f"{HEAD}/{submission.pk}/revisions/{'9' * 30}/").status_code == 404


def test_a_draft_never_sent_is_on_nobodys_desk(journey, who):
    draft = journey.drafted()

    for reader in (who.secretary, who.member, who.deputy, who.head, who.translator["en"]):
        assert client_of(reader).get(f"{HEAD}/{draft.pk}/").status_code == 404


def test_each_finds_what_waits_for_them(journey, who):
    texts = {
        "to route": (journey.submitted(), who.secretary, "To route"),
        "mine": (journey.routed(), who.member, "In your hands"),
        "to approve": (journey.recommended(), who.deputy, "To approve"),
        "to publish": (journey.approved(), who.head, "To publish"),
    }
    waiting = journey.approved()
    for submission, reader, title in texts.values():
        html = client_of(reader).get(f"{HEAD}/").content.decode()
        part = html.split('id="all"')[0]
        assert title in part
        assert submission.code in part.partition(title)[2]
    part = client_of(who.translator["en"]).get(f"{HEAD}/").content.decode().split('id="all"')[0]
    assert "To translate" in part
    assert waiting.code in part


def test_an_empty_desk_says_so(who):
    html = client_of(person(Role.EDITOR, scope=who.other_section)).get(f"{HEAD}/").content.decode()

    assert "Nothing waits for you" in html
    assert "Your desk is empty" in html


def test_the_list_is_narrowed_by_code_title_state_section_and_language(journey, who):
    submitted, published = journey.submitted(), journey.published()
    secretary = client_of(who.secretary)

    def found(query):
        html = secretary.get(f"{HEAD}/?{query}").content.decode().split('id="all"')[1]
        return {one.code for one in (submitted, published) if one.code in html}

    assert found(f"q={submitted.code}") == {submitted.code}
    assert found("q=Gầu+Tào") == {submitted.code, published.code}
    assert found("q=nothing+like+it") == set()
    assert found("state=board.submitted") == {submitted.code}
    assert found("state=publication.live&language=vi") == {published.code}
    assert found("state=publication.live&language=en") == set()
    assert found(f"section={who.section.pk}") == {submitted.code, published.code}
    assert found(f"section={who.other_section.pk}") == set()


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 500, "state=nonsense", "section=999999999999999999999", "section=x", "page=-1",
     "page=9999", "page=x", "language=fr", "q=%25_%27%22"],
)  # fmt: skip
def test_no_filter_breaks_the_list(journey, who, query):
    journey.submitted()

    assert client_of(who.secretary).get(f"{HEAD}/?{query}").status_code == 200


def test_the_preview_is_for_the_desk_alone_and_is_not_kept(journey, who):
    submission = journey.approved()
    client = client_of(who.deputy)

    answer = client.get(f"/vi/admin/submissions/{submission.pk}/vi/preview/")

    assert answer.status_code == 200
    assert submission.title in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert client.get(f"{HEAD}/{submission.pk}/en/preview/").status_code == 404


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", ["secretary", "member", "deputy", "head"])
def test_the_list_costs_the_same_for_one_and_for_twelve(journey, who, role):
    client = client_of(getattr(who, role))
    for make in (journey.submitted, journey.routed, journey.recommended, journey.approved):
        make()
    few = queries(client, f"{HEAD}/")
    for _each in range(4):
        for make in (journey.submitted, journey.routed, journey.recommended, journey.approved):
            make()

    assert queries(client, f"{HEAD}/") == few


def test_a_dossier_costs_the_same_however_long_its_history(journey, who):
    short = journey.in_review()
    client = client_of(who.member)
    few = queries(client, f"{HEAD}/{short.pk}/")
    from editorial import actions

    for _each in range(6):
        actions.release(short, by=who.member, at=journey.now())
        actions.claim(short, by=who.member, at=journey.now())

    assert queries(client, f"{HEAD}/{short.pk}/") == few


@pytest.mark.parametrize("language", ["vi", "zh", "en"])
def test_the_desk_speaks_the_language_of_its_address(journey, who, language):
    journey.submitted()
    html = client_of(who.secretary).get(f"/{language}/admin/submissions/").content.decode()

    assert f'<html lang="{ {"zh": "zh-Hans"}.get(language, language) }"' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "handles_cases"),
    [
        (Role.SECRETARY, True),
        (Role.EDITOR, True),
        (Role.TRANSLATOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_the_head_leads_to_cases_only_those_who_handle_them(role, handles_cases):
    somebody = client_of(person(role))

    page = somebody.get(f"{HEAD}/").content.decode()

    assert ('href="/en/admin/cases/"' in page) == handles_cases
    assert (somebody.get("/en/admin/cases/").status_code == 200) == handles_cases
