"""Pictures follow their text: public while it is, gone when it goes, never before (LC-9.3)."""

from dataclasses import replace

import pytest

from accounts.roles import Role
from editorial import actions
from editorial.rules.manuscript import Figure
from editorial.rules.reasons import Ground
from tests.factories.accounts import AgencyFactory, person
from tests.factories.editorial import EN, VI, fresh
from tests.factories.files import picture


def with_picture(text, kept):
    return replace(text, pictures=(Figure(str(kept.pk), "alt", "", "", "quyền"),))


def answer(client, kept, person=None, **headers):
    client.logout()
    if person is not None:
        client.force_login(person)
    response = client.get(kept.url(kept.widths[0]), headers=headers)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return response


@pytest.fixture
def kept(who):
    return picture(by=who.officer)


def published(journey, kept):
    from tests.sections.test_addresses import publish

    return publish(journey, journey.submit(journey.drafted(with_picture(VI, kept))))


@pytest.mark.parametrize(
    "headers",
    [{}, {"range": "bytes=0-9"}, {"if-none-match": "*"}, {"if-modified-since": "x"}],
)
def test_the_picture_of_a_draft_is_there_for_its_agency_alone(client, who, journey, kept, headers):
    journey.drafted(with_picture(VI, kept))
    stranger = person(Role.AGENCY_OFFICER, scope=AgencyFactory())
    colleague = person(Role.AGENCY_OFFICER, scope=who.officer.appointments.get().scope)

    for nobody in (None, stranger, who.secretary, who.member, who.head, who.translator["en"]):
        assert answer(client, kept, nobody, **headers).status_code == 404
    for reader in (who.officer, colleague):
        seen = answer(client, kept, reader, **headers)
        assert seen.status_code == 200
        assert seen.headers["Cache-Control"] == "private, no-store"


@pytest.mark.provision("LC-8.3-removal")
def test_a_removed_texts_picture_is_gone_from_the_public_at_once(client, who, journey, kept):
    submission = published(journey, kept)
    before = answer(client, kept)
    assert (before.status_code, before.headers["Cache-Control"]) == (200, "public, max-age=60")
    assert "Set-Cookie" not in before.headers

    actions.take_down_article(
        submission.article, ground=Ground.OWN_ERROR, words="x", ordered_by="",
        provision="LC-8.3-removal", by=who.deputy, at=journey.now(),
    )  # fmt: skip

    assert answer(client, kept).status_code == 410
    assert answer(client, kept, **{"if-none-match": "*"}).status_code == 410
    assert answer(client, kept, who.deputy).headers["Cache-Control"] == "private, no-store"


def test_a_picture_that_another_language_still_shows_stays(client, who, journey, kept):
    submission = published(journey, kept)
    edition = submission.edition("en")
    text = with_picture(EN, kept)
    actions.translate(edition, text, seen=None, by=who.translator["en"], at=journey.now())
    seen = fresh(submission).edition("en").head_revision_id
    actions.submit_translation(edition, seen=seen, by=who.translator["en"], at=journey.now())
    actions.approve_translation(edition, seen=seen, by=who.reviewer["en"], at=journey.now())
    submission = journey.publish(fresh(submission), "en")

    for language, status in (("vi", 200), ("en", 410)):
        actions.take_down(
            submission, [language], ground=Ground.OWN_ERROR, words="x",
            by=who.deputy, at=journey.now(),
        )  # fmt: skip
        assert answer(client, kept).status_code == status


def test_only_the_renditions_that_exist_are_asked_of_the_disk(client, journey, kept):
    published(journey, kept)

    for width in (0, 1, 481, 10**30):
        assert client.get(f"/media/{kept.pk}/{width}.webp").status_code == 404
    for path in ("original.jpg", "../original.jpg", "480.webp/", "480.WEBP", "-1.webp"):
        assert client.get(f"/media/{kept.pk}/{path}").status_code in {404, 302}


def test_looking_at_a_picture_of_many_dossiers_costs_no_query_for_each(
    client, who, journey, kept, django_assert_max_num_queries
):
    for _number in range(4):
        journey.drafted(with_picture(VI, kept))
    client.force_login(person(Role.AGENCY_OFFICER, scope=AgencyFactory()))

    with django_assert_max_num_queries(13):
        assert client.get(kept.url(kept.widths[0])).status_code == 404
