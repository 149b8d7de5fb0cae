"""The last line of each guard: what is refused although the button was there a moment ago."""

import pytest

from editorial import actions, policies
from editorial.rules.manuscript import Manuscript, issues_of_text
from editorial.rules.reasons import Ground, Refusal
from editorial.rules.states import Action, Translation
from sections.models import Article
from tests.factories.accounts import person
from tests.factories.editorial import EN, VI, fresh


EMPTY = Manuscript(title=VI.title, lead=VI.lead, body="")


def test_a_text_without_a_title_says_so():
    assert list(issues_of_text(Manuscript(lead="x", body="<p>x</p>"))) == ["title_missing"]


def test_an_emptied_text_is_neither_recommended_nor_approved(who, journey):
    submission = journey.in_review()
    actions.edit(
        submission,
        EMPTY,
        seen=submission.source.head_revision_id,
        by=who.member,
        at=journey.now(),
    )
    head = fresh(submission).source.head_revision_id
    with pytest.raises(actions.NotReady, match="body_missing"):
        actions.recommend(submission, seen=head, by=who.member, at=journey.now())

    source = fresh(submission).source
    source.state = "recommended"
    source.save()

    with pytest.raises(actions.NotReady, match="body_missing"):
        actions.approve(submission, seen=head, by=who.deputy, at=journey.now())


def test_an_unfinished_translation_is_neither_handed_over_nor_approved(who, journey):
    edition = journey.published().edition("en")
    unfinished = Manuscript(title=EN.title)
    actions.translate(edition, unfinished, seen=None, by=who.translator["en"], at=journey.now())
    edition = fresh(edition.submission).edition("en")
    seen = edition.head_revision_id
    with pytest.raises(actions.NotReady):
        actions.submit_translation(edition, seen=seen, by=who.translator["en"], at=journey.now())

    edition.state = Translation.IN_REVIEW
    edition.save()

    with pytest.raises(actions.NotReady):
        actions.approve_translation(edition, seen=seen, by=who.reviewer["en"], at=journey.now())


def test_nobody_takes_out_of_a_members_hands_without_a_reason(who, journey):
    submission = journey.in_review()

    with pytest.raises(actions.NotReady, match="reason_missing"):
        actions.route(
            submission,
            section=submission.section,
            member=None,
            by=who.secretary,
            at=journey.now(),
        )


def test_a_second_member_cannot_claim_what_was_given_to_the_first(who, journey):
    submission = journey.routed()
    second = person("editor", scope=who.section)

    verdict = policies.may(second, Action.CLAIM, submission.source, at=journey.now())

    assert (verdict.code, bool(verdict)) == ("held_by_another", False)


def test_a_closed_original_is_not_translated(who, journey):
    submission = journey.submitted()
    actions.refuse(
        submission, code=Refusal.DUPLICATE, words="Đã đăng.", by=who.secretary, at=journey.now()
    )

    verdict = policies.may(
        who.translator["en"], Action.TRANSLATE, fresh(submission).edition("en"), at=journey.now()
    )

    assert verdict.code == "source_closed"


def test_a_translation_waits_for_its_original(who, journey):
    submission = journey.in_review()
    edition = submission.edition("en")
    actions.translate(edition, EN, seen=None, by=who.translator["en"], at=journey.now())
    seen = fresh(submission).edition("en").head_revision_id
    actions.submit_translation(edition, seen=seen, by=who.translator["en"], at=journey.now())

    with pytest.raises(actions.NotAllowed) as caught:
        actions.approve_translation(edition, seen=seen, by=who.reviewer["en"], at=journey.now())

    assert caught.value.verdict.code == "source_not_approved"


def test_an_archived_article_takes_no_further_language(who, journey):
    submission = journey.translated(journey.published(), "en")
    Article.objects.update(lifecycle=Article.Lifecycle.ARCHIVED)

    verdict = policies.may(
        who.deputy, Action.PUBLISH, fresh(submission).edition("en"), at=journey.now()
    )

    assert verdict.code == "archived"


@pytest.mark.provision("LC-8.3")
def test_a_secretary_takes_down_only_where_the_law_is_in_a_hurry(who, journey):
    submission = journey.published()

    with pytest.raises(actions.NotAllowed) as caught:
        actions.take_down(
            submission,
            ["vi"],
            ground=Ground.OWN_ERROR,
            words="Nhầm.",
            by=who.secretary,
            at=journey.now(),
        )

    assert caught.value.verdict.code == "ground_for_the_board"


def test_what_is_gone_already_is_not_taken_down_twice(who, journey):
    article = journey.published().article
    order = {
        "ground": Ground.UNTRUE, "words": "Sai.", "ordered_by": "", "provision": "LC-8.3",
        "by": who.deputy,
    }  # fmt: skip
    actions.take_down_article(article, at=journey.now(), **order)

    with pytest.raises(actions.Conflict):
        actions.take_down_article(article, at=journey.now(), **order)


def test_an_unchanged_original_approved_again_leaves_its_translations_approved(who, journey):
    submission = journey.translated(journey.published(), "en")
    source = submission.source
    source.state = "recommended"
    source.save()

    actions.approve(submission, seen=source.head_revision_id, by=who.head, at=journey.now())

    assert fresh(submission).edition("en").state == Translation.APPROVED


def test_an_article_follows_its_dossier_into_another_section(who, journey):
    submission = journey.translated(journey.published(), "en")
    submission.section = who.other_section
    submission.save()

    journey.publish(submission, "en")

    assert Article.objects.get().section == who.other_section
