"""The board's way from a draft to its word, and who may take which step."""

import pytest

from editorial import actions
from editorial.models import Revision, Submission, Transition
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Refusal
from editorial.rules.states import Board
from notifications.models import Message
from tests.factories.accounts import AgencyFactory, person
from tests.factories.editorial import VI, fresh, origin


def code_of(caught) -> str:
    return caught.value.verdict.code


def test_a_draft_is_seen_by_its_agency_and_nobody_of_the_board(who, journey):
    submission = journey.drafted()

    assert submission in Submission.objects.of_supplier(who.officer, at=journey.at)
    for member in (who.secretary, who.member, who.deputy, who.head):
        assert submission not in Submission.objects.on_the_desk_of(member, at=journey.at)


def test_another_agency_sees_nothing(who, journey):
    submission = journey.submitted()
    other = person("agency_officer", scope=AgencyFactory())

    assert submission not in Submission.objects.of_supplier(other, at=journey.at)


def test_an_incomplete_draft_cannot_be_sent(who, journey):
    submission = journey.drafted(Manuscript(title="Chỉ có tên"))

    with pytest.raises(actions.NotReady) as caught:
        journey.submit(submission)

    assert set(caught.value.issues) == {"lead_missing", "body_missing"}
    assert fresh(submission).board_state is Board.DRAFT


def test_sending_needs_the_declaration_of_truthfulness(who, journey):
    submission = journey.drafted()

    with pytest.raises(actions.NotReady, match="not_declared_truthful"):
        actions.submit(
            submission,
            seen=submission.source.head_revision_id,
            declared_truthful=False,
            by=who.officer,
            at=journey.now(),
        )


def test_sending_twice_makes_one_transition_and_one_message(who, journey):
    submission = journey.submitted()
    steps = submission.transitions.count()

    journey.submit(submission)

    assert fresh(submission).transitions.count() == steps
    assert Message.objects.filter(kind="submission_received", channel="in_app").count() == 1


def test_the_same_form_sent_twice_opens_one_dossier(who, journey):
    token = "6f2b2f5e-0000-4000-8000-000000000001"
    first = actions.create(origin(who), VI, by=who.officer, at=journey.now(), form_token=token)
    second = actions.create(origin(who), VI, by=who.officer, at=journey.now(), form_token=token)

    assert first == second
    assert Submission.objects.count() == 1


def test_routing_needs_a_member_of_that_section(who, journey):
    submission = journey.submitted()

    with pytest.raises(actions.NotReady, match="member_not_of_section"):
        actions.route(
            submission,
            section=who.other_section,
            member=who.member,
            by=who.secretary,
            at=journey.now(),
        )


def test_a_member_of_another_section_sees_nothing_of_it(who, journey):
    submission = journey.routed()
    stranger = person("editor", scope=who.other_section)

    assert submission in Submission.objects.on_the_desk_of(who.member, at=journey.at)
    assert submission not in Submission.objects.on_the_desk_of(stranger, at=journey.at)


def test_rerouted_elsewhere_it_is_out_of_the_first_members_reach(who, journey):
    submission = journey.in_review()
    actions.route(
        submission,
        section=who.other_section,
        member=None,
        by=who.secretary,
        at=journey.now(),
        words="Thuộc lĩnh vực du lịch.",
    )

    assert submission not in Submission.objects.on_the_desk_of(who.member, at=journey.at)
    with pytest.raises(actions.NotAllowed):
        actions.edit(submission, VI, seen=None, by=who.member, at=journey.now())


def test_two_members_claim_and_the_first_one_has_it(who, journey):
    submission = journey.submitted()
    actions.route(
        submission, section=submission.section, member=None, by=who.secretary, at=journey.now()
    )
    actions.claim(submission, by=who.member, at=journey.now())
    second = person("editor", scope=who.section)

    with pytest.raises(actions.NotAllowed) as caught:
        actions.claim(submission, by=second, at=journey.now())

    assert code_of(caught) == "wrong_state"
    assert fresh(submission).assignee == who.member


def test_the_members_edit_is_a_second_revision_beside_the_agencys(who, journey):
    submission = journey.in_review()
    edited = Manuscript(title=VI.title, lead=VI.lead, body="<p>Đã biên tập.</p>")

    actions.edit(
        submission,
        edited,
        seen=submission.source.head_revision_id,
        by=who.member,
        at=journey.now(),
    )

    numbers = Revision.objects.filter(edition__submission=submission).values_list(
        "number", "author_id"
    )
    assert list(numbers) == [(1, who.officer.pk), (2, who.member.pk)]


def test_an_unchanged_text_makes_no_revision(who, journey):
    submission = journey.in_review()
    seen = submission.source.head_revision_id

    revision = actions.edit(submission, VI, seen=seen, by=who.member, at=journey.now())

    assert revision.pk == seen


@pytest.mark.provision("LC-13.3")
def test_asking_for_changes_needs_a_reason_and_reaches_the_agency(who, journey):
    submission = journey.in_review()

    with pytest.raises(actions.NotReady, match="reason_missing"):
        actions.request_changes(submission, words="  ", by=who.member, at=journey.now())
    actions.request_changes(submission, words="Bổ sung nguồn ảnh.", by=who.member, at=journey.now())

    assert fresh(submission).board_state is Board.CHANGES_REQUESTED
    assert Message.objects.filter(kind="changes_requested", recipient=who.officer).exists()


def test_what_comes_back_goes_to_the_member_who_asked(who, journey):
    submission = journey.in_review()
    actions.request_changes(submission, words="Thêm ảnh.", by=who.member, at=journey.now())

    submission = journey.submit(submission)

    assert submission.board_state is Board.ROUTED
    assert submission.assignee == who.member


@pytest.mark.provision("LC-9.3")
def test_the_board_approves_only_the_revision_its_signer_saw(who, journey):
    submission = journey.recommended()
    seen = submission.source.head_revision_id
    actions.edit(
        submission,
        Manuscript(title=VI.title, lead=VI.lead, body="<p>Khác.</p>"),
        seen=seen,
        by=who.head,
        at=journey.now(),
    )
    newer = fresh(submission)
    actions.claim  # noqa: B018 the member still holds it
    actions.recommend(newer, seen=newer.source.head_revision_id, by=who.member, at=journey.now())

    with pytest.raises(actions.Conflict):
        actions.approve(submission, seen=seen, by=who.deputy, at=journey.now())

    assert fresh(submission).source.approved_revision is None


@pytest.mark.provision("LC-9.3")
def test_nobody_approves_what_they_wrote(who, journey):
    submission = journey.recommended()
    actions.edit(
        submission,
        Manuscript(title=VI.title, lead=VI.lead, body="<p>Phó ban sửa.</p>"),
        seen=submission.source.head_revision_id,
        by=who.deputy,
        at=journey.now(),
    )
    submission = fresh(submission)
    seen = submission.source.head_revision_id
    actions.recommend(submission, seen=seen, by=who.member, at=journey.now())

    with pytest.raises(actions.NotAllowed) as caught:
        actions.approve(submission, seen=seen, by=who.deputy, at=journey.now())
    actions.approve(submission, seen=seen, by=who.head, at=journey.now())

    assert code_of(caught) == "own_work"
    assert fresh(submission).board_state is Board.APPROVED


def test_an_edit_voids_the_recommendation(who, journey):
    submission = journey.recommended()

    actions.edit(
        submission,
        Manuscript(title="Tên mới", lead=VI.lead, body=VI.body),
        seen=submission.source.head_revision_id,
        by=who.deputy,
        at=journey.now(),
    )

    assert fresh(submission).board_state is Board.IN_REVIEW


@pytest.mark.provision("LC-13.3")
def test_refusing_takes_a_listed_ground_and_words_and_the_agency_reads_them(who, journey):
    submission = journey.recommended()

    with pytest.raises(actions.NotReady, match="reason_missing"):
        actions.refuse(submission, code=Refusal.QUALITY, words="", by=who.deputy, at=journey.now())
    actions.refuse(
        submission,
        code=Refusal.UNDER_VERIFICATION,
        words="Đang xác minh lại số liệu.",
        by=who.deputy,
        at=journey.now(),
    )

    last = submission.transitions.latest("seq")
    assert (last.to_state, last.reason) == ("refused", "Đang xác minh lại số liệu.")
    with pytest.raises(actions.NotAllowed):
        actions.save(submission, origin(who), VI, seen=None, by=who.officer, at=journey.now())


def test_a_secretary_turns_away_at_the_door_on_three_grounds_only(who, journey):
    submission = journey.submitted()

    with pytest.raises(actions.NotAllowed) as caught:
        actions.refuse(
            submission,
            code=Refusal.AGAINST_LINE,
            words="…",
            by=who.secretary,
            at=journey.now(),
        )
    actions.refuse(
        submission, code=Refusal.DUPLICATE, words="Đã đăng.", by=who.secretary, at=journey.now()
    )

    assert code_of(caught) == "ground_for_the_board"


def test_withdrawing_ends_when_a_member_begins(who, journey):
    submission = journey.in_review()

    with pytest.raises(actions.NotAllowed):
        actions.withdraw(submission, by=who.officer, at=journey.now())


@pytest.mark.provision("LC-13.1")
def test_the_story_replays_to_the_state(who, journey):
    submission = journey.published()
    steps = list(Transition.objects.filter(submission=submission))

    state = ""
    for number, step in enumerate(steps, start=1):
        assert step.seq == number
        if step.machine == "board":
            assert step.from_state in {state, "draft"}
            state = step.to_state
    assert state == submission.source.state
