"""Notices of working days: two people, all or nothing, and what stands in the way."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from audit.models import Record
from deadlines import queries
from deadlines.actions import notices
from deadlines.actions.notices import Faulty
from deadlines.models import CalendarRevision, DayOverride, HoursVersion, NoticeState, Recount
from deadlines.rules.calendar import DEFAULT_SESSIONS, Hours, parse_sessions, week_of
from deadlines.rules.notices import Issue
from kernel.verdict import NotAllowed, NotReady
from notifications.models import Message
from tests.factories.accounts import person
from tests.factories.notices import DOCUMENT, off, published, swap, work


pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture
def secretary():
    return person(Role.SECRETARY)


@pytest.fixture
def deputy():
    return person(Role.DEPUTY_HEAD)


def entered(*lines, by, document=DOCUMENT):
    return notices.enter(document, lines, by=by, at=AT)


def issues(caught):
    return {fault.issue for fault in caught.value.faults}


def test_a_notice_counts_once_a_second_person_published_it(secretary, deputy):
    notice = entered(off("2026-11-24"), by=secretary)
    notices.submit(notice, by=secretary, at=AT)
    assert queries.calendar().blocks(date(2026, 11, 24)) == DEFAULT_SESSIONS

    revision = notices.publish(notice, by=deputy, at=AT)

    notice.refresh_from_db()
    assert queries.calendar().blocks(date(2026, 11, 24)) == ()
    assert (notice.state, notice.approved_by) == (NoticeState.PUBLISHED, deputy)
    assert (revision.notice, Recount.objects.get().revision) == (notice, revision)
    assert DayOverride.objects.get(date="2026-11-24").notice == notice
    assert Record.objects.filter(verb="deadlines.publish_notice").get().by_id == deputy.pk


def test_the_day_that_stood_there_is_replaced_and_the_revisions_keep_it(secretary, deputy):
    before = queries.calendar().override(date(2026, 9, 1))

    published(work("2026-09-01"), at=AT, enterer=secretary, approver=deputy)

    first = CalendarRevision.objects.order_by("pk").first().as_rule()
    assert DayOverride.objects.filter(date="2026-09-01").count() == 1
    assert first.override(date(2026, 9, 1)) == before
    assert queries.calendar().blocks(date(2026, 9, 1)) == DEFAULT_SESSIONS


def test_nobody_approves_what_they_entered(deputy):
    notice = entered(off("2026-11-24"), by=deputy)
    notices.submit(notice, by=deputy, at=AT)

    with pytest.raises(NotAllowed) as caught:
        notices.publish(notice, by=deputy, at=AT)

    assert caught.value.verdict.code == "two_people"
    assert CalendarRevision.objects.count() == 1


@pytest.mark.databases
def test_the_database_refuses_one_person_for_both(deputy):
    notice = entered(off("2026-11-24"), by=deputy)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(notice).objects.filter(pk=notice.pk).update(
            state="published", approved_by=deputy, published_at=AT
        )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.AGENCY_OFFICER])
def test_only_administrators_and_those_who_route_enter_notices(role):
    with pytest.raises(NotAllowed):
        entered(off("2026-11-24"), by=person(role))


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.EDITOR, Role.AGENCY_OFFICER])
def test_only_administrators_deputies_and_the_head_approve(secretary, role):
    notice = entered(off("2026-11-24"), by=secretary)
    notices.submit(notice, by=secretary, at=AT)

    with pytest.raises(NotAllowed):
        notices.publish(notice, by=person(role), at=AT)


def test_an_administrator_enters_and_another_approves():
    one, other = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)

    notice = published(off("2026-12-24"), at=AT, enterer=one, approver=other)

    assert notice.state == NoticeState.PUBLISHED


def test_what_was_not_submitted_is_not_published(secretary, deputy):
    notice = entered(off("2026-11-24"), by=secretary)

    with pytest.raises(NotAllowed):
        notices.publish(notice, by=deputy, at=AT)


def test_nothing_is_published_twice(secretary, deputy):
    notice = published(off("2026-11-24"), at=AT, enterer=secretary, approver=deputy)

    with pytest.raises(NotAllowed):
        notices.publish(notice, by=deputy, at=AT)
    assert CalendarRevision.objects.count() == 2


def test_only_whoever_entered_it_changes_a_draft(secretary):
    notice = entered(off("2026-11-24"), by=secretary)

    with pytest.raises(NotAllowed):
        notices.revise(notice, DOCUMENT, [off("2026-11-25")], by=person(Role.SECRETARY), at=AT)
    notices.revise(notice, DOCUMENT, [off("2026-11-25")], by=secretary, at=AT)

    assert [day.date for day in notice.days.all()] == [date(2026, 11, 25)]


def test_what_waits_for_approval_is_no_longer_changed(secretary):
    notice = entered(off("2026-11-24"), by=secretary)
    notices.submit(notice, by=secretary, at=AT)

    with pytest.raises(NotAllowed):
        notices.revise(notice, DOCUMENT, [off("2026-11-25")], by=secretary, at=AT)


def test_a_swap_is_published_whole_and_the_made_up_day_keeps_the_hours(secretary, deputy):
    published(*swap("2026-12-31", "2027-01-09"), at=AT, enterer=secretary, approver=deputy)

    made_up = DayOverride.objects.get(date="2027-01-09")
    assert queries.calendar().blocks(date(2026, 12, 31)) == ()
    assert queries.calendar().blocks(date(2027, 1, 9)) == DEFAULT_SESSIONS
    assert (made_up.as_weekday, made_up.swapped_with) == (3, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("lines", "issue"),
    [
        pytest.param([], Issue.EMPTY, id="nothing"),
        pytest.param(
            [off("2026-12-31", swapped_with="2027-01-09")], Issue.HALF_A_SWAP, id="only the day off"
        ),
        pytest.param([off("2026-12-31", "Hoán đổi")], Issue.HALF_A_SWAP, id="a swap by its name"),
        pytest.param(
            [work("2027-01-09", swapped_with="2026-12-31")], Issue.HALF_A_SWAP, id="only the work"
        ),
        pytest.param([work("2027-01-09")], Issue.MADE_UP_FOR_NOTHING, id="a Saturday for nothing"),
        pytest.param(
            [off("2026-12-31", swapped_with="2027-01-08"), off("2027-01-08")],
            Issue.HALF_A_SWAP,
            id="two days off",
        ),
        pytest.param([work("2026-08-31")], Issue.HALF_A_SWAP, id="half of a swap in force"),
        pytest.param(
            [off(f"2026-12-{n:02}") for n in range(7, 19)], Issue.NO_WORKING_TIME, id="a fortnight"
        ),
    ],
)
def test_what_cannot_be_published_is_not_even_submitted(secretary, lines, issue):
    notice = entered(*lines, by=secretary)

    with pytest.raises(Faulty) as caught:
        notices.submit(notice, by=secretary, at=AT)

    assert issue in issues(caught)
    assert CalendarRevision.objects.count() == 1


def test_half_a_swap_is_refused_again_at_publication(secretary, deputy):
    """Another notice changed the other half in between."""
    notice = entered(*swap("2026-12-31", "2027-01-09"), by=secretary)
    notices.submit(notice, by=secretary, at=AT)
    notice.days.filter(date="2027-01-09").delete()

    with pytest.raises(Faulty):
        notices.publish(notice, by=deputy, at=AT)
    assert queries.calendar().blocks(date(2026, 12, 31)) == DEFAULT_SESSIONS


def test_a_change_needs_its_document(secretary):
    notice = entered(off("2026-11-24"), by=secretary, document=replace(DOCUMENT, url=""))

    with pytest.raises(Faulty) as caught:
        notices.submit(notice, by=secretary, at=AT)

    assert issues(caught) == {Issue.NO_DOCUMENT}


def test_new_office_hours_begin_on_their_day(secretary, deputy):
    season = Hours(week_of(parse_sessions("07:00-11:30,13:30-17:00")), since=date(2027, 4, 16))

    published(at=AT, document=replace(DOCUMENT, season=season), enterer=secretary, approver=deputy)

    assert queries.calendar().blocks(date(2027, 4, 12)) == DEFAULT_SESSIONS
    assert queries.calendar().blocks(date(2027, 4, 19)) == season.week[0]
    assert list(HoursVersion.objects.values_list("valid_from", "valid_to")) == [
        (None, date(2027, 4, 15)),
        (date(2027, 4, 16), None),
    ]


def test_two_office_hours_never_begin_on_the_same_day(secretary, deputy):
    season = Hours(week_of(parse_sessions("07:00-11:30,13:30-17:00")), since=date(2027, 4, 16))
    document = replace(DOCUMENT, season=season)
    published(at=AT, document=document, enterer=secretary, approver=deputy)
    again = entered(by=secretary, document=document)

    with pytest.raises(Faulty) as caught:
        notices.submit(again, by=secretary, at=AT)

    assert issues(caught) == {Issue.HOURS_BEGIN_TWICE}


def test_a_withdrawn_notice_changes_nothing_and_stays_on_record(secretary, deputy):
    notice = entered(off("2026-11-24"), by=secretary)
    notices.submit(notice, by=secretary, at=AT)

    notices.withdraw(notice, reason="Số văn bản sai", by=deputy, at=AT)

    notice.refresh_from_db()
    assert (notice.state, notice.withdrawn_by) == (NoticeState.WITHDRAWN, deputy)
    assert Message.objects.filter(kind="calendar_withdrawn", recipient=secretary).exists()
    with pytest.raises(NotAllowed):
        notices.publish(notice, by=person(Role.HEAD_OF_BOARD), at=AT)


def test_a_notice_is_withdrawn_for_a_reason_and_by_the_competent(secretary):
    notice = entered(off("2026-11-24"), by=secretary)

    with pytest.raises(NotReady):
        notices.withdraw(notice, reason=" ", by=secretary, at=AT)
    with pytest.raises(NotAllowed):
        notices.withdraw(notice, reason="x", by=person(Role.EDITOR), at=AT)


def test_what_is_in_force_is_not_withdrawn(secretary, deputy):
    notice = published(off("2026-11-24"), at=AT, enterer=secretary, approver=deputy)

    with pytest.raises(NotAllowed):
        notices.withdraw(notice, reason="x", by=deputy, at=AT)


def test_those_who_can_approve_are_told_and_nobody_of_their_own(deputy):
    other = person(Role.HEAD_OF_BOARD)
    notice = entered(off("2026-11-24"), by=deputy)

    notices.submit(notice, by=deputy, at=AT)

    told = Message.objects.filter(kind="calendar_submitted", channel="in_app")
    assert [message.recipient for message in told] == [other]


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 10, 31, 16, 59, tzinfo=UTC), 0),
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), 2027),
        (datetime(2027, 2, 1, tzinfo=UTC), 2027),
    ],
)
def test_from_the_first_of_november_the_next_year_is_missed(secretary, at, year):
    assert notices.warn_of_missing(at=at) == year
    assert Message.objects.filter(kind="calendar_missing", channel="in_app").count() == bool(year)


def test_the_warning_comes_once_a_week_and_ends_with_the_notice(secretary, deputy):
    for hour in (1, 5, 23):
        notices.warn_of_missing(at=datetime(2026, 11, 23, hour, tzinfo=UTC))
    assert Message.objects.filter(recipient=secretary, channel="in_app").count() == 1

    tet = [off(f"2027-02-{n:02}", "Tết Đinh Mùi") for n in (4, 5, 8, 9, 10)]
    published(*tet, at=AT, enterer=secretary, approver=deputy)

    assert notices.warn_of_missing(at=datetime(2026, 12, 1, tzinfo=UTC)) == 0


def test_a_due_time_is_provisional_until_tet_of_its_year_is_official(secretary, deputy):
    from deadlines.rules.rulebook import HANDLE
    from tests.deadlines.samples import local

    received = local("2027-03-01 09:00")
    published(off("2027-12-24", "Bão"), at=AT, enterer=secretary, approver=deputy)
    assert HANDLE.due(received, queries.calendar()).provisional

    tet = [off(f"2027-02-{n:02}", "Tết Đinh Mùi") for n in (4, 5, 8, 9, 10)]
    published(*tet, at=AT, enterer=secretary, approver=deputy)

    assert not HANDLE.due(received, queries.calendar()).provisional
