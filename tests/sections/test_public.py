"""What a reader meets at an address: the text, a kind word, or nothing left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial import actions
from editorial.rules.reasons import Ground
from sections.models import Article
from tests.factories.editorial import VI


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_an_address_with_other_words_leads_to_the_right_one(client, journey):
    article = journey.published().article

    answer = client.get(f"/vi/articles/khac-{article.pk}/")

    assert (answer.status_code, answer.headers["Location"]) == (301, article.url("vi"))


@pytest.mark.provision("LC-8.3-removal")
def test_what_was_taken_down_answers_410_without_a_hint_and_is_gone_everywhere(client, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")
    article = submission.article
    addresses = [article.url(code) for code in ("vi", "en")]
    surfaces = ["/vi/", "/en/", "/vi/sections/news/", "/vi/sections/news-lao-cai/"]
    assert any(VI.title in client.get(page).content.decode() for page in surfaces)

    actions.take_down_article(
        article,
        ground=Ground.AUTHORITY_REQUEST,
        words="Theo yêu cầu.",
        ordered_by="A05",
        provision="LC-8.3-removal",
        by=journey.who.deputy,
        at=journey.now(),
    )

    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 410
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert VI.title not in answer.content.decode()
    for page in surfaces:
        assert VI.title not in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "zh", "en"])
def test_an_unknown_address_is_a_404_in_the_readers_language(client, language):
    for path in ("articles/x-999999/", "sections/nowhere/", "nowhere/"):
        answer = client.get(f"/{language}/{path}")

        assert answer.status_code == 404
        assert f"/{language}/" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/vi/sections/news/?page=0",
        "/vi/sections/news/?page=99999999999999999999999999",
        "/vi/sections/news/?page=abc",
        "/vi/articles/x-99999999999999999999999999/",
        "/vi/articles/%C3%28-1/",
        "/vi/?x=%00",
        "/vi/%00/",
        "/zh-hans/sections/news/",
        "/media/00000000-0000-0000-0000-000000000000/960.webp",
        "/media/00000000-0000-0000-0000-000000000000/99999999999999999999.webp",
    ],
)
def test_hostile_addresses_are_answered_and_never_break(client, address):
    assert client.get(address).status_code in {200, 301, 302, 400, 404}


def test_a_list_costs_the_same_for_one_article_and_for_twelve(client, journey):
    journey.published()
    client.get("/vi/")
    addresses = ["/vi/", "/vi/sections/news/"]
    one = [queries_of(client, address) for address in addresses]
    for _number in range(11):
        journey.published()

    assert [queries_of(client, address) for address in addresses] == one
    assert max(one) <= 8


def test_only_live_articles_are_visible_to_anybody(journey):
    journey.approved()
    live = journey.published().article

    for viewer in (journey.who.officer, journey.who.head):
        assert list(Article.objects.visible_to(viewer, at=journey.now())) == [live]


@pytest.mark.provision("LC-3.1")
@pytest.mark.parametrize("path", ["", "sections/news/", "sections/news-lao-cai/"])
def test_lists_of_a_language_hold_only_what_is_live_in_it(client, journey, path):
    submission = journey.published()

    vietnamese, chinese = (client.get(f"/{slug}/{path}") for slug in ("vi", "zh"))

    assert f"-{submission.article.pk}/" in vietnamese.content.decode()
    assert '<article class="card' not in chinese.content.decode()
