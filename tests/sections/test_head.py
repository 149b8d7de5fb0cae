"""What the head of a page tells search engines: one address, and the languages that exist."""

import re

import pytest


ORIGIN = "https://doingoailaocai.vn"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


@pytest.fixture(autouse=True)
def _origin(settings):
    settings.CANONICAL_ORIGIN = ORIGIN


def head_of(client, address: str) -> tuple[list[str], dict[str, str]]:
    page = client.get(address).content.decode()
    return CANONICAL.findall(page), dict(ALTERNATE.findall(page))


@pytest.mark.django_db
@pytest.mark.parametrize("appended", ["", "?utm_source=x", "?page=1", "?page=abc"])
def test_the_front_page_is_one_address_in_each_language_and_the_bare_one_for_others(
    client, appended
):
    canonical, alternates = head_of(client, f"/zh/{appended}")

    assert canonical == [f"{ORIGIN}/zh/"]
    assert alternates == {
        "vi": f"{ORIGIN}/vi/",
        "zh-Hans": f"{ORIGIN}/zh/",
        "en": f"{ORIGIN}/en/",
        "x-default": f"{ORIGIN}/",
    }


@pytest.mark.provision("LC-3.1")
def test_an_article_names_only_the_languages_it_lives_in(client, journey):
    article = journey.published().article

    canonical, alternates = head_of(client, f"{article.url('vi')}?fbclid=1")

    assert canonical == [ORIGIN + article.url("vi")]
    assert alternates == {
        "vi": ORIGIN + article.url("vi"),
        "x-default": ORIGIN + article.url("vi"),
    }


def test_readers_of_other_languages_are_led_to_english_where_it_exists(client, journey):
    article = journey.publish(journey.translated(journey.published(), "en"), "en").article

    _canonical, alternates = head_of(client, article.url("vi"))

    assert alternates["en"] == alternates["x-default"] == ORIGIN + article.url("en")
    assert "zh-Hans" not in alternates


def test_the_second_page_of_a_list_is_an_address_of_its_own(client, journey):
    for _number in range(13):
        journey.published()

    second = head_of(client, "/vi/sections/news/?page=2&utm_source=x")

    assert second == ([f"{ORIGIN}/vi/sections/news/?page=2"], {})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/vi/report/", "/en/report/track/", "/zh/nowhere/"])
def test_pages_that_are_not_for_search_engines_name_no_address(client, address):
    answer = client.get(address)

    assert "noindex" in answer.content.decode()
    assert head_of(client, address) == ([], {})


def test_an_article_describes_itself_and_its_way_here_without_saying_its_title_twice(
    client, journey
):
    article = journey.published().article
    page = client.get(article.url("vi")).content.decode()

    assert f'<meta name="description" content="{article.lead_vi}">' in page
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert crumbs
    assert article.title_vi not in crumbs.group()


def test_a_page_in_a_missing_language_says_so_and_leads_to_the_language_that_exists(
    client, journey
):
    article = journey.published().article

    answer = client.get(f"/en/articles/x-{article.pk}/")
    page = answer.content.decode()

    assert answer.status_code == 404
    assert "Not translated yet" in page
    assert f'href="{article.url("vi")}" hreflang="vi" lang="vi">Tiếng Việt</a>' in page
    assert article.title_vi not in page
