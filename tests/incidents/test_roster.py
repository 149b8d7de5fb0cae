"""The duty roster: acts, people on call, gaps, pages."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts import actions as accounts
from accounts.roles import Role
from incidents.actions import roster as actions
from incidents.models import HandOver, Shift
from incidents.queries import roster as queries
from incidents.rules import roster as rules
from incidents.rules.roster import Span
from kernel.verdict import Conflict, NotAllowed, NotReady
from notifications.models import Message
from tests.factories.accounts import person


pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=HERE)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def board():
    class Board:
        secretary = person(Role.SECRETARY)
        member = person(Role.EDITOR)
        other = person(Role.EDITOR)
        deputy = person(Role.DEPUTY_HEAD)
        head = person(Role.HEAD_OF_BOARD)
        translator = person(Role.TRANSLATOR, language="en")

    return Board


def shift(who, start=NOW, length=DAY, *, by, **options):
    return actions.add_shift(who, starts_at=start, ends_at=start + length, by=by, at=NOW, **options)


@pytest.mark.provision("LC-8.3")
@pytest.mark.databases
def test_whoever_is_on_duty_is_called_in_the_order_of_the_lines(board):
    shift(board.other, line=2, by=board.secretary)
    shift(board.member, by=board.secretary)

    assert queries.on_call(at=NOW) == [board.member, board.other]


@pytest.mark.provision("LC-8.3")
def test_while_nobody_is_on_duty_the_deputies_are_called_and_then_the_head(board):
    assert queries.on_call(at=NOW) == [board.deputy]

    board.deputy.is_active = False
    board.deputy.save()
    assert queries.on_call(at=NOW) == [board.head]


@pytest.mark.provision("LC-8.3")
def test_duty_goes_on_over_tet(board):
    tet = datetime(2027, 2, 6, 8, 0, tzinfo=HERE)
    shift(board.member, tet, by=board.secretary)

    assert queries.on_call(at=tet + 18 * HOUR) == [board.member]
    day = next(
        day for week in queries.roster(at=tet).weeks for day in week if day.day == date(2027, 2, 6)
    )
    assert day.holiday
    assert day.off


def test_a_shift_is_half_open(board):
    shift(board.member, NOW, HOUR, by=board.secretary)
    shift(board.other, NOW + HOUR, HOUR, by=board.secretary)

    assert queries.on_call(at=NOW + HOUR - timedelta(microseconds=1)) == [board.member]
    assert queries.on_call(at=NOW + HOUR) == [board.other]


@pytest.mark.provision("LC-16.3")
def test_who_lost_the_appointment_or_was_shut_out_drops_out_by_themselves(board):
    admin = person(Role.ADMINISTRATOR)
    shift(board.member, by=board.secretary)
    shift(board.other, line=2, by=board.secretary)

    accounts.end_appointment(
        board.member.appointments.get(), by=admin, at=NOW, last_day=date(2026, 11, 17)
    )
    assert queries.on_call(at=NOW) == [board.other]

    board.other.is_active = False
    board.other.save()
    assert queries.on_call(at=NOW) == [board.deputy]
    shown = queries.roster(at=NOW)
    assert all(watch.absent for watch in shown.now)
    assert shown.gaps[0].start == NOW


@pytest.mark.parametrize(
    ("start", "length", "code"),
    [
        (NOW, timedelta(), "ends_first"),
        (NOW, -HOUR, "ends_first"),
        (NOW, timedelta(days=7, seconds=1), "too_long"),
        (NOW - 2 * DAY, DAY, "in_the_past"),
    ],
)
def test_a_shift_that_cannot_be_is_refused(board, start, length, code):
    with pytest.raises(NotReady, match=code):
        shift(board.member, start, length, by=board.secretary)


def test_only_who_handles_cases_is_put_on_duty(board):
    with pytest.raises(NotReady, match="handler_may_not"):
        shift(board.translator, by=board.secretary)


def test_only_the_secretary_and_who_leads_keep_the_roster(board):
    made = shift(board.member, by=board.deputy)
    for act in (
        lambda: shift(board.other, by=board.member),
        lambda: actions.cancel_shift(made, by=board.member, at=NOW),
        lambda: actions.swap(made, made, by=board.translator, at=NOW),
        lambda: actions.give_away(made, board.other, by=board.member, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.databases
def test_nobody_is_on_duty_twice_at_once(board):
    shift(board.member, by=board.secretary)

    with pytest.raises(NotReady, match="twice_at_once"):
        shift(board.member, NOW + DAY - HOUR, by=board.secretary)
    shift(board.member, NOW + DAY, by=board.secretary)
    assert Shift.objects.count() == 2


@pytest.mark.databases
def test_the_database_itself_refuses_two_shifts_at_once(board):
    made = shift(board.member, by=board.secretary)
    values = {"person": board.member, "created_at": NOW, "created_by": board.secretary}

    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, **values)
    later = Shift.objects.create(starts_at=NOW + 2 * DAY, ends_at=NOW + 3 * DAY, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=later.pk).update(starts_at=NOW)

    actions.cancel_shift(made, by=board.secretary, at=NOW)
    Shift.objects.create(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, **values)


@pytest.mark.databases
def test_a_swap_cancels_two_shifts_and_makes_two(board):
    first = shift(board.member, NOW + DAY, by=board.secretary)
    second = shift(board.other, NOW + 2 * DAY, by=board.secretary)

    actions.swap(first, second, by=board.secretary, at=NOW)

    standing = Shift.objects.standing().order_by("starts_at")
    assert [one.person for one in standing] == [board.other, board.member]
    assert Shift.objects.count() == 4
    kinds = {message.kind for message in board.member.messages.in_app()}
    assert kinds == {"shift_given", "shift_cancelled"}


def test_what_has_begun_is_given_away_from_now_on(board):
    made = shift(board.member, NOW - HOUR, by=board.secretary)
    with pytest.raises(NotReady, match="begun"):
        actions.swap(made, shift(board.other, NOW + DAY, by=board.secretary),
                     by=board.secretary, at=NOW)  # fmt: skip

    new = actions.give_away(made, board.secretary, by=board.secretary, at=NOW)

    assert (new.starts_at, new.ends_at) == (NOW, made.ends_at)
    assert queries.on_call(at=NOW) == [board.secretary]


def test_a_shift_is_cancelled_once(board):
    made = shift(board.member, by=board.secretary)
    actions.cancel_shift(made, by=board.secretary, at=NOW)

    with pytest.raises(Conflict):
        actions.cancel_shift(made, by=board.secretary, at=NOW)


def test_what_is_open_is_handed_over_read_and_taken_over_by_another(board):
    gone = shift(board.member, NOW - DAY + HOUR, by=board.secretary)
    shift(board.other, NOW + HOUR, by=board.secretary)

    note = actions.hand_over(gone, "SV-2026-0001 còn mở.", by=board.member, at=NOW)

    told = board.other.messages.in_app().get(kind="shift_handed_over")
    assert told.context["note"] == "SV-2026-0001 còn mở."
    with pytest.raises(NotAllowed):
        actions.take_over(note, by=board.member, at=NOW)
    actions.take_over(note, by=board.other, at=NOW + HOUR)
    note.refresh_from_db()
    assert (note.taken_over_by, note.taken_over_at) == (board.other, NOW + HOUR)
    with pytest.raises(Conflict):
        actions.take_over(note, by=board.secretary, at=NOW + HOUR)
    with pytest.raises(Conflict):
        actions.hand_over(gone, "Nữa.", by=board.member, at=NOW)


def test_nothing_is_handed_over_before_the_shift_begins_or_without_words(board):
    made = shift(board.member, NOW + HOUR, by=board.secretary)

    with pytest.raises(NotReady, match="not_begun"):
        actions.hand_over(made, "x", by=board.member, at=NOW)
    with pytest.raises(NotReady, match="text_missing"):
        actions.hand_over(made, " \n ", by=board.member, at=NOW + 2 * HOUR)
    with pytest.raises(NotAllowed):
        actions.hand_over(made, "x", by=board.other, at=NOW + 2 * HOUR)


def test_the_day_before_a_gap_those_who_keep_the_roster_are_told_once_a_day(board):
    shift(board.member, NOW, 30 * HOUR, by=board.secretary)
    assert actions.warn_of_gaps(at=NOW) == 0

    evening = NOW + 6 * HOUR
    assert actions.warn_of_gaps(at=evening) == 1
    assert actions.warn_of_gaps(at=evening + HOUR) == 1
    for who in (board.secretary, board.deputy, board.head):
        assert who.messages.in_app().filter(kind="roster_gap").count() == 1
    assert not board.member.messages.filter(kind="roster_gap").exists()


def test_where_no_roster_is_kept_nobody_is_warned(board):
    assert actions.warn_of_gaps(at=NOW) == 0
    assert not Message.objects.exists()


def test_gaps_are_what_no_shift_covers():
    def at(hour):
        return NOW + hour * HOUR

    covered = [Span(at(2), at(4)), Span(at(0), at(1)), Span(at(3), at(5)), Span(at(8), at(9))]

    assert rules.gaps(covered, within=Span(at(0), at(10))) == [
        Span(at(1), at(2)), Span(at(5), at(8)), Span(at(9), at(10)),
    ]  # fmt: skip
    assert rules.gaps([], within=Span(at(0), at(1))) == [Span(at(0), at(1))]
    assert rules.gaps([Span(at(-5), at(50))], within=Span(at(0), at(10))) == []
    assert rules.gaps([Span(at(20), at(50))], within=Span(at(0), at(10))) == [Span(at(0), at(10))]


def test_the_roster_is_read_with_a_fixed_number_of_queries(board, django_assert_max_num_queries):
    for number in range(20):
        shift(board.member, NOW + number * DAY, by=board.secretary)
        shift(board.other, NOW + number * DAY, line=2, by=board.secretary)

    with django_assert_max_num_queries(12):
        shown = queries.roster(at=NOW)
    assert sum(len(day.watches) for week in shown.weeks for day in week) >= 38


@pytest.fixture
def at_noon(time_machine_or_skip):
    return time_machine_or_skip


@pytest.fixture
def time_machine_or_skip():
    import time_machine

    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
def test_the_pages_open_in_each_language(board, client, at_noon, language):
    made = shift(board.member, by=board.secretary)
    actions.hand_over(made, "Còn mở.", by=board.member, at=NOW)
    client.force_login(board.secretary)
    with translation.override(language):
        urls = [reverse("roster:roster"), reverse("roster:add")]
        urls += [reverse(f"roster:{name}", args=[made.pk])
                 for name in ("shift", "swap", "cancel", "hand_over")]  # fmt: skip

    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
    assert str(board.member) in client.get(urls[0]).content.decode()


@pytest.mark.parametrize("role", [Role.AGENCY_OFFICER, Role.TRANSLATOR, Role.ADMINISTRATOR])
def test_the_roster_is_for_those_who_handle_cases(client, role):
    client.force_login(person(role, language="en" if role is Role.TRANSLATOR else ""))

    assert client.get("/vi/admin/roster/").status_code == 403


def test_a_member_sees_the_roster_and_changes_nothing(board, client, at_noon):
    made = shift(board.other, by=board.secretary)
    client.force_login(board.member)

    page = client.get("/en/admin/roster/").content.decode()
    assert "/en/admin/roster/add/" not in page
    for path in ("add/", f"{made.pk}/swap/", f"{made.pk}/cancel/", f"{made.pk}/hand-over/"):
        assert client.get(f"/en/admin/roster/{path}").status_code == 403
        assert client.post(f"/en/admin/roster/{path}", {}).status_code == 403


def test_somebody_is_put_on_duty_swapped_and_taken_off_by_the_pages(board, client, at_noon):
    client.force_login(board.secretary)
    typed = {
        "person": board.member.pk, "starts_at": "2026-11-19T08:00",
        "ends_at": "20/11/2026 08:00", "line": "1", "note": "Mang theo điện thoại trực",
    }  # fmt: skip

    assert client.post("/en/admin/roster/add/", typed).status_code == 302
    made = Shift.objects.get()
    assert made.starts_at == datetime(2026, 11, 19, 8, 0, tzinfo=HERE)

    url = f"/en/admin/roster/{made.pk}/"
    assert client.post(f"{url}swap/", {"person": board.other.pk}).status_code == 302
    new = Shift.objects.standing().get()
    assert new.person == board.other
    client.post(f"/en/admin/roster/{new.pk}/cancel/")
    assert not Shift.objects.standing().exists()


def test_what_is_open_is_handed_over_and_taken_over_by_the_pages(board, client, at_noon):
    made = shift(board.member, NOW - HOUR, by=board.secretary)
    client.force_login(board.member)
    url = f"/vi/admin/roster/{made.pk}/hand-over/"

    assert client.post(url, {"text": "  "}).status_code == 200
    assert client.post(url, {"text": "SV-2026-0001 <b>"}).status_code == 302
    note = HandOver.objects.get()
    client.force_login(board.other)
    assert "SV-2026-0001 &lt;b&gt;" in client.get("/vi/admin/roster/").content.decode()
    client.post(f"/vi/admin/roster/hand-overs/{note.pk}/take-over/")
    client.post(f"/vi/admin/roster/hand-overs/{note.pk}/take-over/")  # twice is once
    note.refresh_from_db()
    assert note.taken_over_by == board.other


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"person": "9" * 40, "starts_at": "x", "ends_at": "\0", "line": "3"},
        {"person": "1\0", "starts_at": "9999-12-31T23:59", "ends_at": "0001-01-01T00:00"},
        {"starts_at": "2026-11-19T08:00", "ends_at": "2026-11-18T08:00", "line": "1"},
        {"note": "x" * 10_000},
    ],
)
def test_hostile_input_is_refused_kindly(board, client, at_noon, typed):
    client.force_login(board.secretary)

    assert client.post("/en/admin/roster/add/", typed).status_code == 200
    assert not Shift.objects.exists()


@pytest.mark.parametrize("day", ["", "x", "\0", "9999-99-99", "1899-01-01", "2026-12-24"])
def test_a_day_in_the_address_only_fills_in_the_form(board, client, at_noon, day):
    client.force_login(board.secretary)

    assert client.get("/en/admin/roster/add/", {"day": day}).status_code in {200, 400}
    assert client.get("/en/admin/roster/99999999999999999/").status_code == 404
