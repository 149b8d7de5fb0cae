"""Before the public and gone from it."""

import pytest
from django.db import DatabaseError, transaction

from audit.models import Record
from editorial import actions
from editorial.models import Revision
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Ground
from editorial.rules.states import Publication, Translation
from sections.models import Article
from tests.factories.editorial import EN, VI, fresh


def columns(article: Article, language: str) -> list:
    return [article.in_language(field, language) for field in ("title", "lead", "body", "slug")]


@pytest.mark.provision("LC-9.3")
def test_nothing_is_public_before_the_board_approves(who, journey):
    submission = journey.recommended()
    edition = submission.source

    with pytest.raises(actions.NotAllowed) as caught:
        actions.publish(edition, seen=edition.head_revision_id, by=who.deputy, at=journey.now())

    assert caught.value.verdict.code == "not_approved"
    assert not Article.objects.exists()


@pytest.mark.provision("LC-13.1")
def test_publishing_fills_that_languages_columns_and_no_others(who, journey):
    submission = journey.published()

    article = submission.article
    assert columns(article, "vi")[:3] == [VI.title, VI.lead, VI.body]
    assert columns(article, "en") == columns(article, "zh-hans") == [None] * 4


@pytest.mark.provision("LC-9.3")
def test_an_agency_or_an_administrator_cannot_publish(who, journey):
    submission = journey.approved()
    from tests.factories.accounts import person

    administrator = person("administrator")
    assert administrator.is_superuser
    for outsider in (who.officer, administrator, who.member, who.translator["en"]):
        with pytest.raises(actions.NotAllowed):
            actions.publish(
                submission.source,
                seen=submission.source.approved_revision_id,
                by=outsider,
                at=journey.now(),
            )


def test_an_approved_translation_of_the_approved_original_goes_out(who, journey):
    submission = journey.translated(journey.published(), "en")

    submission = journey.publish(submission, "en")

    assert columns(submission.article, "en")[:3] == [EN.title, EN.lead, EN.body]
    assert submission.edition("en").publication == Publication.LIVE


def test_a_translator_cannot_approve_the_own_translation(who, journey):
    submission = journey.published()
    both = who.reviewer["en"]
    edition = submission.edition("en")
    from accounts import actions as appointing
    from tests.factories.accounts import LONG_AGO

    appointing.appoint(both, "translator", by=None, at=LONG_AGO, language="en")
    actions.translate(edition, EN, seen=None, by=both, at=journey.now())
    seen = fresh(submission).edition("en").head_revision_id
    actions.submit_translation(edition, seen=seen, by=both, at=journey.now())

    with pytest.raises(actions.NotAllowed) as caught:
        actions.approve_translation(edition, seen=seen, by=both, at=journey.now())

    assert caught.value.verdict.code == "own_work"


def test_a_translator_of_chinese_cannot_write_english(who, journey):
    submission = journey.published()

    with pytest.raises(actions.NotAllowed):
        actions.translate(
            submission.edition("en"),
            EN,
            seen=None,
            by=who.translator["zh-hans"],
            at=journey.now(),
        )


def test_a_translation_of_a_moved_original_is_not_approved(who, journey):
    submission = journey.recommended()
    edition = submission.edition("en")
    actions.translate(edition, EN, seen=None, by=who.translator["en"], at=journey.now())
    seen = fresh(submission).edition("en").head_revision_id
    actions.submit_translation(edition, seen=seen, by=who.translator["en"], at=journey.now())
    actions.edit(
        submission,
        Manuscript(title="Tên khác", lead=VI.lead, body=VI.body),
        seen=submission.source.head_revision_id,
        by=who.head,
        at=journey.now(),
    )
    head = fresh(submission).source.head_revision_id
    actions.recommend(submission, seen=head, by=who.member, at=journey.now())
    actions.approve(submission, seen=head, by=who.deputy, at=journey.now())

    with pytest.raises(actions.NotAllowed) as caught:
        actions.approve_translation(edition, seen=seen, by=who.reviewer["en"], at=journey.now())

    assert caught.value.verdict.code == "source_changed"


def test_a_translation_is_bound_to_the_original_its_translator_read(who, journey):
    submission = journey.recommended()
    read = submission.source.head_revision_id
    actions.edit(
        submission,
        Manuscript(title="Tên khác", lead=VI.lead, body=VI.body),
        seen=read,
        by=who.head,
        at=journey.now(),
    )
    head = fresh(submission).source.head_revision_id
    actions.recommend(submission, seen=head, by=who.member, at=journey.now())
    actions.approve(submission, seen=head, by=who.deputy, at=journey.now())

    edition = submission.edition("en")
    actions.translate(edition, EN, seen=None, basis=read, by=who.translator["en"], at=journey.now())

    english = fresh(submission).edition("en")
    assert english.head_revision.source_revision_id == read
    assert english.outdated


def test_a_changed_original_turns_its_approved_translation_stale(who, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")
    source = submission.source
    source.state = "recommended"
    source.save()
    newer = Revision.objects.create(
        edition=source,
        number=2,
        content=Manuscript(title="Mới", lead=VI.lead, body=VI.body).to_json(),
        content_hash="x",
        translatable_hash="y",
        author=who.officer,
        author_name="",
        at=journey.now(),
    )
    source.head_revision = newer
    source.save()

    actions.approve(submission, seen=newer.pk, by=who.deputy, at=journey.now())

    english = fresh(submission).edition("en")
    assert english.state == Translation.STALE
    assert english.publication == Publication.LIVE
    assert fresh(submission).article.in_language("outdated_since", "en") is not None


@pytest.mark.provision("LC-8.3-removal")
def test_taking_down_empties_every_language_at_once_and_keeps_the_record(who, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")

    takedown = actions.take_down_article(
        submission.article,
        ground=Ground.AUTHORITY_REQUEST,
        words="Theo văn bản yêu cầu.",
        ordered_by="Cục A05",
        provision="LC-8.3",
        by=who.secretary,
        at=journey.now(),
    )

    cited = Record.objects.filter(verb="editorial.take_down").values_list("provision", flat=True)
    article = fresh(submission).article
    assert set(cited) == {takedown.provision} == {"LC-8.3"}
    assert columns(article, "vi") == columns(article, "en") == [None] * 4
    assert article.in_language("gone_at", "vi") == takedown.at
    assert set(takedown.before) == {"vi", "en"}
    assert not Article.objects.visible_to(who.head, at=journey.now()).exists()


def test_taking_down_one_language_leaves_the_others(who, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")

    actions.take_down(
        submission,
        ["en"],
        ground=Ground.OWN_ERROR,
        words="Dịch sai.",
        by=who.deputy,
        at=journey.now(),
    )

    assert fresh(submission).article.live_languages(at=journey.now()) == ["vi"]


@pytest.mark.parametrize("words", ["", "  "])
def test_taking_down_needs_a_reason(who, journey, words):
    submission = journey.published()

    with pytest.raises(actions.NotReady):
        actions.take_down(
            submission, ["vi"], ground=Ground.UNTRUE, words=words, by=who.deputy, at=journey.now()
        )


def test_members_and_translators_cannot_take_down(who, journey):
    submission = journey.published()

    for outsider in (who.member, who.translator["en"], who.officer):
        with pytest.raises(actions.NotAllowed):
            actions.take_down(
                submission,
                ["vi"],
                ground=Ground.AUTHORITY_REQUEST,
                words="…",
                by=outsider,
                at=journey.now(),
            )


def test_what_was_taken_down_comes_back_only_by_a_newer_approval(who, journey):
    submission = journey.published()
    actions.take_down(
        submission, ["vi"], ground=Ground.UNTRUE, words="Sai.", by=who.deputy, at=journey.now()
    )
    edition = fresh(submission).source

    with pytest.raises(actions.NotAllowed) as caught:
        actions.publish(edition, seen=edition.approved_revision_id, by=who.deputy, at=journey.now())

    assert caught.value.verdict.code == "taken_down_since_approval"


@pytest.mark.parametrize("table", ["editorial_revision", "editorial_transition"])
def test_the_database_refuses_to_rewrite_history(who, journey, table):
    journey.submitted()
    from django.db import connection

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
