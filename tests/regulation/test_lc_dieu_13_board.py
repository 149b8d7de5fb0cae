"""Điều 13: the board collects, edits, reviews, publishes and answers to whoever asked."""

import pytest

from editorial import actions
from editorial.models import Transition
from editorial.rules.reasons import Refusal
from notifications.models import Message
from sections.models import Article
from tests.factories.editorial import fresh


@pytest.mark.provision("LC-13.1")
def test_every_step_from_collecting_to_publishing_is_on_record(journey):
    submission = journey.published()

    told = Transition.objects.filter(submission=submission).values_list("action", "actor_name")

    assert [action for action, _name in told] == [
        "create", "submit", "route", "claim", "recommend", "approve", "publish",
    ]  # fmt: skip
    assert all(name for _action, name in told)


@pytest.mark.provision("LC-13.1")
def test_the_record_keeps_the_name_and_role_of_the_day(who, journey):
    submission = journey.submitted()
    who.officer.full_name = "Tên đã đổi"
    who.officer.save()

    step = submission.transitions.get(action="submit")

    assert step.actor_name != "Tên đã đổi"
    assert step.actor_roles == "agency_officer"


@pytest.mark.provision("LC-13.3")
def test_a_request_to_publish_is_answered_whether_yes_or_no(who, journey):
    refused = journey.submitted()
    actions.refuse(
        refused,
        code=Refusal.DUPLICATE,
        words="Nội dung đã đăng ngày 10/11.",
        by=who.secretary,
        at=journey.now(),
    )
    journey.published()

    told = Message.objects.filter(recipient=who.officer, channel="in_app")
    kinds = set(told.values_list("kind", flat=True))
    assert {"submission_refused", "submission_approved", "edition_published"} <= kinds
    answer = told.get(kind="submission_refused")
    assert "đã đăng" in answer.context["reason"]


@pytest.mark.provision("LC-13.1")
def test_the_public_reads_only_what_was_published(client, journey):
    approved = journey.approved()
    published = journey.published()

    page = client.get("/vi/sections/news-lao-cai/").content.decode()

    assert fresh(approved).article is None
    assert page.count('<article class="card') == Article.objects.count() == 1
    assert published.article.url("vi") in page
