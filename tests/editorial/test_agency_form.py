"""Writing and sending a submission through the pages, from its first draft on."""

from uuid import uuid4

import pytest

from editorial import actions
from editorial.models import Revision, Submission, Transition
from editorial.rules.states import Action, Board
from tests.factories.editorial import fresh
from tests.factories.pages import address, only_submission, submission_form


@pytest.fixture
def office(client, who):
    """The browser of an officer."""
    client.force_login(who.officer)
    return client


def page(name, *args, language="vi"):
    return address(f"agency:{name}", *args, language=language)


def state():
    return only_submission().board_state


def test_a_draft_may_lack_everything_but_its_section(office):
    answer = office.post(
        page("new"), submission_form(title="Mới chỉ có tên", lead="", body="", press="save")
    )

    assert answer.status_code == 302
    assert answer.url == page("edit", only_submission().pk)
    assert state() == Board.DRAFT
    assert only_submission().title == "Mới chỉ có tên"


def test_a_draft_is_filled_in_again_when_it_is_opened(office):
    office.post(page("new"), submission_form(press="save", letter_number="125/SVHTTDL"))

    opened = office.get(page("edit", only_submission().pk)).content.decode()

    for typed in ("Lễ hội Gầu Tào khai mạc ở Pha Long", "125/SVHTTDL", "Cây nêu được dựng"):
        assert typed in opened


def test_sending_an_incomplete_form_keeps_the_draft_and_says_what_is_missing(office):
    answer = office.post(page("new", language="en"), submission_form(lead="", declared=""))
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert state() == Board.DRAFT
    assert "<title>Error:" in shown
    assert 'href="#id_lead"' in shown
    assert "The lead is missing" in shown
    assert "The declaration of truthfulness is missing." in shown
    assert "Lễ hội Gầu Tào khai mạc ở Pha Long" in shown
    assert f'action="{page("edit", only_submission().pk, language="en")}"' in shown


def test_what_was_missing_is_added_and_sent_from_the_page_that_asked_for_it(office):
    asked = office.post(page("new"), submission_form(lead=""))
    again = {"seen": str(asked.context["page"].seen), "form_token": str(uuid4())}

    answer = office.post(page("edit", only_submission().pk), submission_form(**again))

    assert answer.url == page("submission", only_submission().pk)
    assert state() == Board.SUBMITTED


def test_a_complete_form_is_sent_at_once_and_gets_a_receipt_code(office):
    answer = office.post(page("new", language="en"), submission_form(), follow=True)

    assert state() == Board.SUBMITTED
    assert only_submission().declared_at is not None
    assert f"Your receipt code is {only_submission().code}." in answer.content.decode()


def test_a_double_click_on_sending_makes_one_dossier_and_one_transition(office):
    form = submission_form()

    first, second = office.post(page("new"), form), office.post(page("new"), form)

    assert first.url == second.url
    assert Transition.objects.filter(action=Action.SUBMIT).count() == 1
    assert Submission.objects.count() == 1


def test_a_double_click_on_sending_a_kept_draft_makes_one_transition(office):
    office.post(page("new"), submission_form(press="save"))
    pk, seen = only_submission().pk, only_submission().source.head_revision_id

    for _click in range(2):
        answer = office.post(page("edit", pk), submission_form(seen=seen))
        assert answer.url == page("submission", pk)
    for _click in range(2):
        office.post(page("send", pk), {"seen": seen, "declared": "on"})

    assert Transition.objects.filter(action=Action.SUBMIT).count() == 1


def test_a_double_click_on_saving_makes_one_draft_and_one_revision(office):
    form = submission_form(press="save")

    for _click in range(2):
        assert office.post(page("new"), form).status_code == 302
    form |= {"seen": only_submission().source.head_revision_id, "title": "Tên mới"}
    for _click in range(2):
        assert office.post(page("edit", only_submission().pk), form).status_code == 302

    assert Revision.objects.count() == 2


def test_going_back_and_saving_something_else_meets_the_text_saved_before(office):
    form = submission_form(press="save")
    office.post(page("new"), form)

    answer = office.post(page("new"), form | {"title": "Một tên khác hẳn"})

    assert answer.status_code == 409
    assert "Một tên khác hẳn" in answer.content.decode()
    assert only_submission().title == form["title"]


def test_a_stale_form_shows_both_texts_and_loses_neither(office, who):
    office.post(page("new"), submission_form(press="save"))
    pk, seen = only_submission().pk, only_submission().source.head_revision_id
    office.post(page("edit", pk), submission_form(press="save", seen=seen, title="Của đồng nghiệp"))

    answer = office.post(
        page("edit", pk), submission_form(press="save", seen=seen, title="Của tôi")
    )
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert "Của đồng nghiệp" in shown
    assert "Của tôi" in shown
    assert only_submission().title == "Của đồng nghiệp"

    knowing = submission_form(press="save", seen=answer.context["page"].seen, title="Của tôi")
    assert office.post(page("edit", pk), knowing).status_code == 302
    assert only_submission().title == "Của tôi"


def test_after_sending_the_form_is_closed_and_typed_text_is_given_back(office):
    office.post(page("new"), submission_form())
    pk = only_submission().pk

    assert office.get(page("edit", pk)).url == page("submission", pk)
    answer = office.post(
        page("edit", pk), submission_form(press="save", title="Sửa sau khi gửi", seen="1")
    )

    assert answer.status_code == 403
    assert "Sửa sau khi gửi" in answer.content.decode()
    assert only_submission().title == "Lễ hội Gầu Tào khai mạc ở Pha Long"


def test_what_the_board_asked_for_is_shown_changed_and_sent_again(office, who, journey):
    submission = journey.in_review()
    actions.request_changes(submission, words="Thêm giờ khai mạc.", by=who.member, at=journey.now())

    opened = office.get(page("edit", submission.pk))
    assert "Thêm giờ khai mạc." in opened.content.decode()
    answer = office.post(
        page("edit", submission.pk),
        submission_form(seen=opened.context["page"].seen, lead="Khai mạc lúc 8 giờ."),
    )

    assert answer.status_code == 302
    assert fresh(submission).board_state == Board.ROUTED
    assert fresh(submission).assignee == who.member
    assert fresh(submission).source.manuscript().lead == "Khai mạc lúc 8 giờ."


def test_a_draft_is_sent_from_its_own_page_with_the_declaration(office):
    office.post(page("new"), submission_form(press="save"))
    pk, seen = only_submission().pk, only_submission().source.head_revision_id

    office.post(page("send", pk), {"seen": seen})
    assert state() == Board.DRAFT

    office.post(page("send", pk), {"seen": seen, "declared": "on"})
    assert state() == Board.SUBMITTED


def test_withdrawing_asks_first_and_keeps_the_text(office, journey):
    submission = journey.routed()
    address = page("withdraw", submission.pk)

    assert office.get(address).status_code == 200
    assert fresh(submission).board_state == Board.ROUTED
    for _click in range(2):
        assert office.post(address).url == page("submission", submission.pk)

    assert fresh(submission).board_state == Board.WITHDRAWN
    assert submission.title in office.get(page("submission", submission.pk)).content.decode()


def test_nothing_is_withdrawn_once_a_member_works_on_it(office, journey):
    submission = journey.in_review()

    answer = office.post(page("withdraw", submission.pk), follow=True)

    assert fresh(submission).board_state == Board.IN_REVIEW
    assert answer.status_code == 200


def test_plain_paragraphs_typed_without_an_editor_become_paragraphs(office):
    office.post(page("new"), submission_form(body="Đoạn một.\n\nĐoạn <hai>."))

    body = only_submission().source.manuscript().body
    assert body == "<p>Đoạn một.</p>\n\n<p>Đoạn &lt;hai&gt;.</p>"


def test_the_section_last_chosen_is_offered_again(office):
    chosen = submission_form(press="save")
    office.post(page("new"), chosen)

    assert office.get(page("new")).context["form"]["section"].value() == int(chosen["section"])
