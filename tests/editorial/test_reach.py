"""How far each person reaches: into which dossiers, for whom, from when to when (LC-12.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.actions import appoint, end_appointment, succeed
from accounts.models import Succession
from accounts.roles import Role
from editorial import actions, policies
from editorial.models import Submission
from editorial.rules.manuscript import Figure, Manuscript
from editorial.rules.states import Action, Board
from sections.models import Section
from tests.factories.accounts import LONG_AGO, AgencyFactory, UserFactory, person
from tests.factories.editorial import EN, NOON, VI, fresh, origin
from tests.factories.files import picture


TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def administrator(db):
    return person(Role.ADMINISTRATOR)


def sees(reader, submission, at=TOMORROW) -> bool:
    """Whether the one dossier may be read; the lists must say the same."""
    reader = type(reader).objects.get(pk=reader.pk)
    may = bool(policies.may_read(reader, submission, at=at))
    supplied = Submission.objects.of_supplier(reader, at=at).filter(pk=submission.pk).exists()
    on_desk = Submission.objects.on_the_desk_of(reader, at=at).filter(pk=submission.pk).exists()
    readable = Submission.objects.readable_by(reader, at=at).filter(pk=submission.pk).exists()
    assert may == (supplied or on_desk) == readable
    return may


def moved(officer, administrator, to):
    """From tomorrow this officer works for another agency."""
    end_appointment(officer.appointments.get(), by=administrator, at=NOON, last_day=NOON.date())
    appoint(
        officer, Role.AGENCY_OFFICER, scope=to, by=administrator, at=NOON,
        from_on=TOMORROW.date(),
    )  # fmt: skip
    return type(officer).objects.get(pk=officer.pk)


def test_whoever_moves_to_another_agency_leaves_the_first_ones_dossiers_behind(
    who, journey, administrator
):
    submission = journey.drafted()
    assert sees(who.officer, submission, NOON)

    officer = moved(who.officer, administrator, AgencyFactory())

    assert not sees(officer, submission)
    for act in (Action.SAVE, Action.SUBMIT, Action.WITHDRAW):
        assert not policies.may(officer, act, submission.source, at=TOMORROW)


def test_what_the_writer_left_stays_with_the_agencys_other_officer(who, journey, administrator):
    submission = journey.drafted()
    heir = person(Role.AGENCY_OFFICER, scope=submission.agency)
    moved(who.officer, administrator, AgencyFactory())

    assert sees(heir, submission)
    assert policies.may(heir, Action.SUBMIT, submission.source, at=TOMORROW)


def test_nobody_hears_of_a_dossier_they_can_no_longer_read(who, journey, administrator):
    from notifications.models import Message

    submission = journey.in_review()
    officer = moved(who.officer, administrator, AgencyFactory())
    Message.objects.all().delete()

    actions.request_changes(submission, words="Bổ sung.", by=who.member, at=TOMORROW)

    assert not Message.objects.filter(recipient=officer).exists()


def test_an_officer_cannot_write_in_the_name_of_another_agency(who, journey):
    foreign = AgencyFactory()

    with pytest.raises(actions.NotAllowed, match="not_yours"):
        actions.create(origin(who, agency=foreign), VI, by=who.officer, at=NOON)

    submission = journey.drafted()
    with pytest.raises(actions.NotAllowed, match="not_yours"):
        actions.save(
            submission, origin(who, agency=foreign), VI,
            seen=submission.source.head_revision_id, by=who.officer, at=NOON,
        )  # fmt: skip
    assert fresh(submission).agency != foreign


def test_a_contributor_writes_in_their_own_name_alone(who):
    contributor = person(Role.CONTRIBUTOR)

    with pytest.raises(actions.NotAllowed, match="not_yours"):
        actions.create(origin(who), VI, by=contributor, at=NOON)

    own = actions.create(origin(who, agency=None), VI, by=contributor, at=NOON)
    assert sees(contributor, own)
    assert not sees(who.officer, own)


def test_the_board_writes_on_behalf_of_an_agency_and_both_read_it(who):
    submission = actions.create(origin(who), VI, by=who.secretary, at=NOON)

    assert sees(who.secretary, submission)
    assert sees(who.officer, submission)
    assert not sees(who.member, submission)


def test_an_appointment_to_an_agency_without_the_right_to_write_opens_nothing(who, journey):
    submission = journey.drafted()
    reader = person(Role.EDITOR, scope=submission.agency)

    assert not sees(reader, submission)


@pytest.mark.provision("LC-12.3")
@pytest.mark.parametrize("state", ["drafted", "submitted", "in_review", "approved"])
def test_an_administrator_reads_and_does_nothing_of_the_board(journey, administrator, state):
    submission = getattr(journey, state)()

    assert not sees(administrator, submission)
    for edition in submission.editions.all():
        for act in Action:
            assert not policies.may(administrator, act, edition, at=NOON)


def test_an_account_that_was_closed_reaches_nothing(who, journey):
    submission = journey.in_review()
    for leaver in (who.officer, who.member, who.secretary, who.deputy):
        leaver.is_active = False
        leaver.save(update_fields=["is_active"])

        assert not sees(leaver, submission)
        for act in Action:
            assert not policies.may(leaver, act, submission.source, at=NOON)


def test_a_member_for_the_whole_portal_sees_every_section(who, journey):
    member = person(Role.EDITOR)
    submission = journey.submitted()
    actions.route(submission, section=who.section, member=None, by=who.secretary, at=journey.now())

    assert policies.may(member, Action.CLAIM, fresh(submission).source, at=TOMORROW)
    assert sees(member, submission)


def test_a_member_of_a_section_sees_everything_below_it_however_deep(who, journey):
    child = Section.objects.get(code="news-lao-cai")
    deep = Section.objects.create(code="deep", parent=child, name="Sâu", name_vi="Sâu")
    deeper = Section.objects.create(code="deeper", parent=deep, name="Nữa", name_vi="Nữa")
    submission = journey.submit(journey.drafted(section=deeper))
    actions.route(submission, section=deeper, member=None, by=who.secretary, at=journey.now())

    assert policies.may(who.member, Action.CLAIM, fresh(submission).source, at=TOMORROW)
    assert sees(who.member, fresh(submission))
    assert not sees(person(Role.EDITOR, scope=who.other_section), fresh(submission))


def test_a_member_of_a_subsection_does_not_see_the_section_above(who, journey):
    child = person(Role.EDITOR, scope=Section.objects.get(code="news-lao-cai"))
    submission = journey.submit(journey.drafted(section=who.section))

    assert not sees(child, submission)


def test_what_comes_back_after_changes_goes_to_the_member_only_while_they_may_act(
    who, journey, administrator
):
    submission = journey.in_review()
    actions.request_changes(submission, words="Bổ sung.", by=who.member, at=journey.now())
    end_appointment(who.member.appointments.get(), by=administrator, at=NOON, last_day=NOON.date())

    actions.submit(
        submission, seen=fresh(submission).source.head_revision_id, declared_truthful=True,
        by=who.officer, at=TOMORROW,
    )  # fmt: skip

    assert fresh(submission).board_state is Board.SUBMITTED
    assert fresh(submission).assignee is None


@pytest.mark.provision("LC-16.3")
def test_after_a_merger_the_heirs_officers_carry_on_and_the_others_do_not(who, journey):
    submission = journey.drafted()
    heir, stranger = AgencyFactory(), AgencyFactory()
    new, other = (
        person(Role.AGENCY_OFFICER, scope=heir),
        person(Role.AGENCY_OFFICER, scope=stranger),
    )
    succeed(
        submission.agency, heir, kind=Succession.Kind.MERGED, effective_on=TOMORROW.date(),
        by=None, at=NOON,
    )  # fmt: skip

    assert not sees(new, submission, NOON)
    assert sees(new, submission, TOMORROW)
    assert sees(who.officer, submission, TOMORROW)
    assert not sees(other, submission, TOMORROW)


@pytest.mark.provision("LC-16.3")
def test_after_a_split_only_the_heir_of_the_duties_carries_on(who, journey):
    submission = journey.drafted()
    heir, sister = AgencyFactory(), AgencyFactory()
    for agency, takes_over in ((heir, True), (sister, False)):
        succeed(
            submission.agency, agency, kind=Succession.Kind.SPLIT, effective_on=NOON.date(),
            takes_over_duties=takes_over, by=None, at=LONG_AGO,
        )  # fmt: skip

    assert sees(person(Role.AGENCY_OFFICER, scope=heir), submission)
    assert not sees(person(Role.AGENCY_OFFICER, scope=sister), submission)


def with_picture(kept) -> Manuscript:
    return replace(VI, pictures=(Figure(str(kept.pk), "alt", "", "", "quyền"),))


def test_a_picture_of_somebody_else_cannot_be_taken_into_ones_own_text(who, journey):
    foreign = picture(by=UserFactory())

    with pytest.raises(actions.NotAllowed, match="not_yours"):
        actions.create(origin(who), with_picture(foreign), by=who.officer, at=NOON)
    submission = journey.drafted()
    with pytest.raises(actions.NotAllowed, match="not_yours"):
        actions.save(
            submission, origin(who), with_picture(foreign),
            seen=submission.source.head_revision_id, by=who.officer, at=NOON,
        )  # fmt: skip
    assert not submission.picture_uses.exists()


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-4000-8000-000000000000", "\x00"])
def test_a_picture_that_does_not_exist_is_refused_and_breaks_nothing(who, key):
    text = replace(VI, pictures=(Figure(key, "alt", "", "", "quyền"),))

    with pytest.raises(actions.NotAllowed, match="not_yours"):
        actions.create(origin(who), text, by=who.officer, at=NOON)


def test_the_pictures_of_a_dossier_stay_usable_to_all_who_work_on_it(who, journey):
    kept = picture(by=who.officer)
    submission = journey.submit(journey.drafted(with_picture(kept)))
    actions.route(
        submission, section=who.section, member=who.member, by=who.secretary, at=journey.now()
    )
    actions.claim(submission, by=who.member, at=journey.now())

    actions.edit(
        submission, replace(with_picture(kept), title="Khác"),
        seen=fresh(submission).source.head_revision_id, by=who.member, at=journey.now(),
    )  # fmt: skip
    actions.translate(
        submission.edition("en"), replace(EN, pictures=with_picture(kept).pictures), seen=None,
        by=who.translator["en"], at=journey.now(),
    )  # fmt: skip

    assert submission.picture_uses.count() == 1
