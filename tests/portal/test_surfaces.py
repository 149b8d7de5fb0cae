"""The list of surfaces: something is found on each before a removal, and nothing after it."""

from dataclasses import replace

import pytest

from editorial import actions
from editorial.rules.manuscript import Figure
from editorial.rules.reasons import Ground
from sections.queries import surfaces
from sections.queries.surfaces import Decision, How
from tests.factories.editorial import TEXTS, VI, fresh
from tests.factories.files import picture


LANGUAGES = ["vi", "zh-hans", "en"]
BUILT = {"article", "sections", "home", "related", "media", "desk", "mails", "copies"}


def with_picture(text, kept):
    return replace(text, pictures=(Figure(str(kept.pk), "cây nêu", "", "", "Sở"),))


@pytest.fixture
def kept(who):
    return picture(by=who.officer)


def published(journey, kept, *languages, text=VI):
    """An article with a picture, live in these languages."""
    submission = journey.submit(journey.drafted(with_picture(text, kept)))
    actions.route(
        submission, section=submission.section, member=journey.who.member,
        by=journey.who.secretary, at=journey.now(),
    )  # fmt: skip
    actions.claim(submission, by=journey.who.member, at=journey.now())
    head = fresh(submission).source.head_revision_id
    actions.recommend(submission, seen=head, by=journey.who.member, at=journey.now())
    actions.approve(submission, seen=head, by=journey.who.deputy, at=journey.now())
    submission = journey.publish(fresh(submission), "vi")
    for language in languages:
        submission = journey.publish(journey.translated(submission, language), language)
    return submission


def places_of(article, journey, languages=LANGUAGES):
    article.refresh_from_db()
    return [
        place
        for surface in surfaces.all_surfaces()
        for place in surface.places(article, languages, at=journey.now())
    ]


def hits(places):
    """Codes of the surfaces where the article can be met."""
    return {probe.place.surface for probe in surfaces.check_all(places) if probe.hit}


@pytest.mark.databases
@pytest.mark.provision("LC-8.3-removal")
def test_every_surface_shows_it_before_and_none_after(journey, kept):
    published(journey, picture(by=journey.who.officer, colour="crimson"), "zh-hans", "en")
    article = published(journey, kept, "zh-hans", "en").article
    places = places_of(article, journey)

    assert hits(places) == {"article", "sections", "home", "related", "media", "mails"}

    actions.take_down_article(
        article, ground=Ground.AUTHORITY_REQUEST, words="x", ordered_by="A05",
        provision="LC-8.3", by=journey.who.deputy, at=journey.now(),
    )  # fmt: skip

    probes = surfaces.check_all(places)
    left = [probe for probe in probes if probe.hit and probe.place.surface != "mails"]
    assert not left
    assert {probe.how for probe in probes} >= {How.ASKED, How.DATABASE}
    assert {one.status for one in probes if one.place.surface == "article"} == {410}


def test_each_language_has_each_of_its_addresses_checked(journey, kept):
    article = published(journey, kept, "zh-hans", "en").article

    found = [place for place in places_of(article, journey) if place.surface == "article"]

    for language in LANGUAGES:
        addresses = {(one.address, one.method) for one in found if one.language == language}
        assert len(addresses) == 5
        assert (article.url(language), "HEAD") in addresses


def test_an_article_on_the_second_page_of_a_list_is_looked_for_there(journey, kept):
    article = published(journey, kept).article
    for _number in range(12):
        journey.published()

    places = [one for one in places_of(article, journey, ["vi"]) if one.surface == "sections"]

    assert {place.address.partition("?")[2] for place in places} == {"page=2"}
    assert all(probe.hit for probe in surfaces.check_all(places))


@pytest.mark.provision("LC-8.3-removal")
def test_a_picture_used_elsewhere_is_listed_for_decision(journey, kept):
    published(journey, kept, text=replace(VI, title="Bài khác về lễ hội"))
    article = published(journey, kept).article

    pictures = [one for one in places_of(article, journey) if one.surface == "media"]

    assert {one.decision for one in pictures} == {Decision.SHARED.value}
    assert all("Bài khác về lễ hội" in one.note for one in pictures)
    assert {probe.how for probe in surfaces.check_all(pictures)} == {How.NOT_CHECKED}


@pytest.mark.databases
def test_texts_that_say_the_same_are_listed_for_decision(journey, kept):
    long = replace(VI, body="<p>" + "Cây nêu được dựng từ sáng sớm giữa sân hội. " * 5 + "</p>")
    other = journey.submit(journey.drafted(replace(long, body=long.body + "<p>Hết.</p>")))
    unlike = journey.submit(journey.drafted(TEXTS["en"]))
    article = published(journey, kept, text=long).article

    copies = {one.label for one in places_of(article, journey) if one.surface == "copies"}

    assert other.code in copies
    assert unlike.code not in copies


def test_what_is_not_built_says_so_rather_than_pretending(journey, kept):
    article = published(journey, kept).article

    for surface in surfaces.all_surfaces():
        assert surface.exists == (surface.code in BUILT)
        assert surface.name()
        if not surface.exists:
            assert surface.places(article, LANGUAGES, at=journey.now()) == []


def test_a_place_can_be_kept_and_checked_again(journey, kept):
    for place in places_of(published(journey, kept).article, journey):
        assert surfaces.Place.from_json(place.to_json()) == place
