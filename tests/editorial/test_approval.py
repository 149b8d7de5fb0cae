"""Two people, one text: who may say yes, and what a removal leaves possible."""

import pytest

from accounts.actions import appoint
from accounts.roles import Role
from editorial import actions, policies, queries
from editorial.rules.reasons import Ground
from editorial.rules.states import Action, Publication
from sections.models import Takedown
from tests.factories.accounts import LONG_AGO, person
from tests.factories.editorial import EN, NOON, fresh


def take_down(journey, submission, *languages, by=None):
    return actions.take_down(
        submission, languages, ground=Ground.AUTHORITY_REQUEST, words="Theo yêu cầu.",
        by=by or journey.who.deputy, at=journey.now(),
    )  # fmt: skip


def resubmitted(journey, submission, by):
    """The approved English, handed in again by somebody else without a change."""
    edition = fresh(submission).edition("en")
    seen = edition.head_revision_id
    actions.translate(edition, edition.manuscript(), seen=seen, by=by, at=journey.now())
    actions.submit_translation(edition, seen=seen, by=by, at=journey.now())
    return fresh(submission).edition("en")


@pytest.mark.provision("LC-9.3")
def test_nobody_approves_their_own_words_though_somebody_else_hands_them_in_again(who, journey):
    writer = who.translator["en"]
    submission = journey.translated(journey.published(), "en")
    appoint(
        writer, Role.TRANSLATION_REVIEWER, language="en", by=None, at=LONG_AGO,
        from_on=LONG_AGO.date(),
    )  # fmt: skip
    edition = resubmitted(journey, submission, by=person(Role.TRANSLATOR, language="en"))

    with pytest.raises(actions.NotAllowed, match="own_work"):
        actions.approve_translation(
            edition, seen=edition.head_revision_id, by=writer, at=journey.now()
        )


@pytest.mark.provision("LC-8.3-removal")
def test_a_translation_of_a_removed_original_is_not_offered_nor_published(who, journey):
    submission = journey.translated(journey.published(), "en")
    take_down(journey, submission, "vi")
    edition = fresh(submission).edition("en")

    verdict = policies.may(who.deputy, Action.PUBLISH, edition, at=journey.now())
    groups = {group.key: group for group in queries.waiting_for(who.deputy, at=journey.now())}

    assert verdict.code == "taken_down_since_approval"
    assert groups["to_publish"].total == 0


@pytest.mark.provision("LC-8.3-removal")
def test_what_was_removed_does_not_come_back_by_handing_the_same_translation_in_again(who, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")
    take_down(journey, submission, "vi", "en")
    edition = resubmitted(journey, submission, by=who.translator["en"])
    seen = edition.head_revision_id
    actions.approve_translation(edition, seen=seen, by=who.reviewer["en"], at=journey.now())

    with pytest.raises(actions.NotAllowed, match="taken_down_since_approval"):
        actions.publish(edition, seen=seen, by=who.deputy, at=journey.now())


def test_a_better_translation_replaces_one_that_alone_was_removed(who, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")
    take_down(journey, submission, "en")
    edition = resubmitted(journey, submission, by=who.translator["en"])
    seen = edition.head_revision_id
    actions.approve_translation(edition, seen=seen, by=who.reviewer["en"], at=journey.now())

    actions.publish(edition, seen=seen, by=who.deputy, at=journey.now())

    assert fresh(submission).edition("en").publication == Publication.LIVE


@pytest.mark.parametrize("actor", ["officer", "member", "deputy"])
def test_taking_down_nothing_is_no_takedown_by_anybody(who, journey, actor):
    submission = journey.published()

    with pytest.raises(actions.Conflict, match="nothing_is_public"):
        take_down(journey, submission, by=getattr(who, actor))

    assert not Takedown.objects.exists()


def test_a_deputy_of_one_section_says_nothing_about_another(who, journey):
    deputy = person(Role.DEPUTY_HEAD, scope=who.other_section)
    submission = journey.published()
    edition = submission.edition("en")
    actions.translate(edition, EN, seen=None, by=who.translator["en"], at=journey.now())
    seen = fresh(submission).edition("en").head_revision_id
    actions.submit_translation(edition, seen=seen, by=who.translator["en"], at=journey.now())

    for act in Action:
        for one in fresh(submission).editions.all():
            assert not policies.may(deputy, act, one, at=NOON), act


def test_the_time_of_a_takedown_is_told_by_the_clocks_of_the_province(who, journey):
    takedown = take_down(journey, journey.published(), "vi")

    assert takedown.at.hour == NOON.hour == 5
    assert " 12:" in str(takedown)
