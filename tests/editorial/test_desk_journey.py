"""One dossier across the desk, each act by the person whose turn it is, through the pages alone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from editorial import actions
from editorial.rules.states import Board, Publication, Translation
from tests.factories.editorial import EN, fresh, origin


@pytest.fixture
def signed_in():
    """A client for each person; the portal's pages in English."""

    def as_person(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return as_person


def page(client: Client, submission, language: str = "vi"):
    return client.get(f"/en/admin/submissions/{submission.pk}/?language={language}")


def press(client: Client, submission, action: str, language: str = "vi", **data):
    """Press a button as the page offers it: with the revision that stood on it."""
    html = page(client, submission, language).content.decode()
    url = f"/en/admin/submissions/{submission.pk}/{language}/{action}/"
    form = re.search(rf'<form[^>]*action="{re.escape(url)}".*?</form>', html, re.DOTALL)
    assert form, f"no button for {action}"
    seen = re.search(r'name="seen" value="(\d+)"', form[0])
    return client.post(url, {"seen": seen[1] if seen else "", **data}, follow=True)


def test_the_whole_way_from_the_secretary_to_two_public_languages(journey, who, signed_in):
    submission = journey.submitted()

    press(
        signed_in(who.secretary), submission, "route",
        section=submission.section_id, member=who.member.pk,
    )  # fmt: skip
    assert fresh(submission).board_state == Board.ROUTED

    member = signed_in(who.member)
    press(member, submission, "claim")
    write(member, submission, title="Lễ hội Gầu Tào khai mạc tại Pha Long")
    press(member, submission, "recommend")
    assert fresh(submission).board_state == Board.RECOMMENDED

    deputy = signed_in(who.deputy)
    press(deputy, submission, "approve")
    press(deputy, submission, "publish")
    assert fresh(submission).source.publication == Publication.LIVE

    translator = signed_in(who.translator["en"])
    url = f"/en/admin/submissions/{submission.pk}/en/translate/"
    assert translator.get(url).status_code == 200
    translator.post(url, {"seen": "", "title": EN.title, "lead": EN.lead, "body": EN.body})
    press(translator, submission, "submit_translation", "en")
    press(signed_in(who.reviewer["en"]), submission, "approve_translation", "en")
    press(deputy, submission, "publish", "en")

    english = fresh(submission).edition("en")
    assert english.state == Translation.APPROVED
    assert english.publication == Publication.LIVE
    assert Client().get(submission_url(submission, "en")).status_code == 200


def submission_url(submission, language):
    return fresh(submission).article.url(language)


def write(client, submission, **changes):
    head = fresh(submission).source.head_revision
    text = {key: head.content[key] for key in ("title", "lead", "body")}
    url = reverse("desk:edit", args=[submission.pk])
    return client.post(url, {"seen": head.pk, **text, **changes, "press": "save"}, follow=True)


@pytest.mark.provision("LC-13.3")
def test_a_refusal_needs_a_ground_and_words_and_keeps_what_was_typed(journey, who, signed_in):
    submission = journey.submitted()
    secretary = signed_in(who.secretary)

    wordless = press(secretary, submission, "refuse", code="duplicate", words="  ")
    groundless = press(secretary, submission, "refuse", words="Đã đăng hôm qua, xem bài cũ.")

    assert wordless.status_code == groundless.status_code == 422
    assert "Write the reason" in wordless.content.decode()
    assert "Đã đăng hôm qua" in groundless.content.decode()
    assert fresh(submission).board_state == Board.SUBMITTED

    press(secretary, submission, "refuse", code="duplicate", words="Đã đăng hôm qua.")

    assert fresh(submission).board_state == Board.REFUSED
    history = page(secretary, submission).content.decode()
    assert "Already sent or published: Đã đăng hôm qua." in history


def test_a_secretary_is_offered_the_three_grounds_of_the_door_only(journey, who, signed_in):
    submission = journey.submitted()

    html = page(signed_in(who.secretary), submission).content.decode()

    assert html.count('name="code"') == 3


@pytest.mark.provision("LC-9.3")
def test_an_approval_from_a_stale_page_approves_nothing(journey, who, signed_in):
    submission = journey.recommended()
    old = submission.source.head_revision_id
    write(signed_in(who.head), submission, title="Một tiêu đề khác")
    member = signed_in(who.member)
    press(member, submission, "recommend")

    url = f"/en/admin/submissions/{submission.pk}/vi/approve/"
    answer = signed_in(who.deputy).post(url, {"seen": old}, follow=True)

    assert fresh(submission).board_state == Board.RECOMMENDED
    assert answer.redirect_chain[0][1] == 303
    assert "has changed since you opened this page" in answer.content.decode()


def test_the_own_hand_sees_why_it_may_not_approve(journey, who, signed_in):
    submission = journey.in_review()
    write(signed_in(who.deputy), submission, title="Phó ban sửa tiêu đề")
    press(signed_in(who.member), submission, "recommend")

    deputy = signed_in(who.deputy)
    html = page(deputy, submission).content.decode()
    url = f"/en/admin/submissions/{submission.pk}/vi/approve/"
    answer = deputy.post(url, {"seen": fresh(submission).source.head_revision_id}, follow=True)

    assert "somebody else must decide" in html
    assert "somebody else must decide" in answer.content.decode()
    assert fresh(submission).board_state == Board.RECOMMENDED


def test_the_approval_names_revision_and_provisions(journey, who, signed_in):
    submission = journey.recommended()
    head = submission.source.head_revision

    html = page(signed_in(who.deputy), submission).content.decode()

    assert f"You approve revision {head.number} ({head.content_hash[:7]})" in html
    assert "LC-9.1" in html
    assert "LC-9.3" in html


def test_changes_are_asked_for_in_words(journey, who, signed_in):
    submission = journey.in_review()

    press(signed_in(who.member), submission, "request_changes", words="Thêm ngày khai mạc.")

    assert fresh(submission).board_state == Board.CHANGES_REQUESTED


def test_a_translation_is_returned_with_a_reason(journey, who, signed_in):
    submission = journey.approved()
    edition = submission.edition("en")
    translator = signed_in(who.translator["en"])
    url = reverse("desk:translate", args=[submission.pk, "en"])
    translator.post(url, {"seen": "", "title": EN.title, "lead": EN.lead, "body": EN.body})
    press(translator, submission, "submit_translation", "en")

    press(signed_in(who.reviewer["en"]), submission, "return_translation", "en", words="Tên riêng.")

    edition.refresh_from_db()
    assert edition.state == Translation.DRAFT


@pytest.mark.provision("LC-8.3")
def test_a_takedown_has_a_page_of_its_own_and_needs_a_reason(journey, who, signed_in):
    submission = journey.published()
    deputy = signed_in(who.deputy)
    leads = deputy.get(f"/en/admin/submissions/{submission.pk}/vi/take_down/")
    page_url = f"/en/admin/cases/take-down/{submission.article_id}/?language=vi"
    assert (leads.status_code, leads.headers["Location"]) == (303, page_url)

    without = deputy.post(page_url, {"languages": ["vi"], "ground": "untrue", "ordered_by": "Sở X"})
    assert "Sở X" in without.content.decode()
    assert fresh(submission).source.publication == Publication.LIVE
    deputy.post(page_url, {"languages": ["vi"], "ground": "untrue", "reason": "Sai sự thật."})

    assert fresh(submission).source.publication == Publication.TAKEN_DOWN
    assert Client().get(submission_url(submission, "vi")).status_code == 410


def test_release_and_reroute_take_a_dossier_off_a_members_desk(journey, who, signed_in):
    submission = journey.in_review()
    press(signed_in(who.member), submission, "release")
    assert fresh(submission).assignee is None

    press(signed_in(who.secretary), submission, "route", section=who.other_section.pk, member="")

    assert page(signed_in(who.member), submission).status_code == 404
    assert fresh(submission).section == who.other_section


def test_a_member_of_another_section_cannot_be_chosen(journey, who, signed_in):
    submission = journey.submitted()

    answer = press(
        signed_in(who.secretary), submission, "route",
        section=who.other_section.pk, member=who.member.pk,
    )  # fmt: skip

    assert "not a member for that section" in answer.content.decode()
    assert fresh(submission).board_state == Board.SUBMITTED


def test_a_member_who_wrote_it_is_led_to_the_suppliers_pages(journey, who, signed_in):
    submission = actions.create(
        origin(who, agency=None, source_kind="LC-10.1"), EN, by=who.member, at=journey.now()
    )
    seen = submission.source.head_revision_id
    actions.submit(submission, seen=seen, declared_truthful=True, by=who.member, at=journey.now())

    html = page(signed_in(who.member), submission).content.decode()

    assert reverse("agency:submission", args=[submission.pk]).partition("/agency/")[2] in html
    assert "Withdraw" in html
    assert "Withdraw" not in page(signed_in(who.secretary), submission).content.decode()
