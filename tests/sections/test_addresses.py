"""The address of an article, whatever its title is made of: it exists, and it is one."""

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, given, settings, strategies as st

from editorial import actions
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Ground
from sections import actions as public
from tests.factories.editorial import EN, VI, ZH, fresh


TITLES = [
    "！！！", "…", "花山节在法龙开幕", "2026", "---", "_", "Đ", "🎉🎉", "a" * 250, "花" * 250,
    "\uff46\uff55\uff4c\uff4c\u3000\uff57", "tin-5",
    "Lễ hội: 7/2026?", "<b>&\"'", "..", ".", "\u0301", "ế" * 250,
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_whatever_the_title_its_address_opens_without_going_in_circles(client, journey, title):
    submission = journey.submit(journey.drafted(Manuscript(title, VI.lead, VI.body)))
    article = publish(journey, submission).article

    answer = client.get(article.url("vi"))
    elsewhere = client.get(f"/vi/articles/x-{article.pk}/", follow=True)

    assert answer.status_code == 200
    assert len(elsewhere.redirect_chain) == 1
    assert elsewhere.status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=250))
def test_every_title_makes_a_slug_that_fits_its_column(title):
    slug = public.publishing._slug(title)

    assert len(slug) <= 120
    assert "/" not in slug


def publish(journey, submission):
    who = journey.who
    seen = submission.source.head_revision_id
    actions.route(
        submission, section=submission.section, member=who.member, by=who.secretary,
        at=journey.now(),
    )  # fmt: skip
    actions.claim(submission, by=who.member, at=journey.now())
    actions.recommend(submission, seen=seen, by=who.member, at=journey.now())
    actions.approve(submission, seen=seen, by=who.deputy, at=journey.now())
    return journey.publish(fresh(submission), "vi")


def everything_public() -> str:
    """All that the tables of the public side hold, column by column."""
    with connection.cursor() as cursor:
        rows = []
        for table in ("sections_article", "sections_articlepicture"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            rows += cursor.fetchall()
    return repr(rows)


@pytest.mark.parametrize("active", ["vi", "zh-hans", "en"])
def test_nothing_of_a_text_stays_in_any_column_after_its_takedown(journey, active):
    with translation.override(active):
        submission = journey.publish(journey.translated(journey.published(), "en"), "en")
        assert VI.title in everything_public()
        actions.take_down(
            submission, ["vi"], ground=Ground.OWN_ERROR, words="x",
            by=journey.who.deputy, at=journey.now(),
        )  # fmt: skip
        assert VI.title not in everything_public()
        assert EN.title in everything_public()
        actions.take_down(
            submission, ["en"], ground=Ground.OWN_ERROR, words="x",
            by=journey.who.deputy, at=journey.now(),
        )  # fmt: skip

    for word in (VI.title, VI.lead, VI.body, "le-hoi", EN.title, EN.body, "festival"):
        assert word not in everything_public()


@pytest.mark.parametrize("active", ["vi", "zh-hans", "en"])
def test_only_the_columns_of_live_languages_are_filled(journey, active):
    with translation.override(active):
        submission = journey.translated(journey.published(), "zh-hans")
        journey.translated(submission, "en")

    kept = everything_public()
    assert ZH.title not in kept
    assert EN.title not in kept


@pytest.mark.provision("LC-8.3-removal")
@pytest.mark.parametrize("path", ["x", "le-hoi-gau-tao-khai-mac-o-pha-long", "%E8%8A%B1"])
@pytest.mark.parametrize("query", ["", "?x=1", "?page=2"])
def test_an_address_of_what_is_gone_answers_410_and_tells_nothing(client, journey, path, query):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")
    article = submission.article
    actions.take_down(
        submission, ["vi"], ground=Ground.OWN_ERROR, words="x",
        by=journey.who.deputy, at=journey.now(),
    )  # fmt: skip

    answer = client.get(f"/vi/articles/{path}-{article.pk}/{query}")

    told = f"{answer.headers}{answer.content.decode()}"
    assert answer.status_code == 410
    assert "Location" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
    for word in (VI.title, VI.lead, EN.title, "festival", article.code):
        assert word not in told
    assert client.get(f"/en/articles/x-{article.pk}/", follow=True).status_code == 200
    zh = client.get(f"/zh/articles/x-{article.pk}/")
    assert zh.status_code == 404
    assert "le-hoi" not in zh.content.decode()


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("zh-hans", "2026年花山节在法龙开幕", "2026年花山节在法龙开幕"),
        ("vi", "Đường sắt Lào Cai – Hà Nội", "duong-sat-lao-cai-ha-noi"),
        ("en", "Gầu Tào: up the hill", "gau-tao-up-the-hill"),
    ],
)
def test_the_address_tells_of_the_title_in_its_own_script(journey, language, title, words):
    article = journey.published().article
    text = public.PublicText(title=title, lead="…", body="<p>…</p>")

    public.put_up(article, language, text, by=journey.who.deputy, at=journey.now())

    article.refresh_from_db()
    assert article.in_language("slug", language) == words
