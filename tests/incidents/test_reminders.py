"""Who hears of which rung: by the ladder, by appointment, by the roster; in bulk."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions as accounts
from accounts.models import Agency, Contact, Succession
from accounts.roles import Role
from deadlines.actions import Ring
from deadlines.models import Clock
from deadlines.rules import ladders
from incidents import actions
from incidents.actions import alarms, hidings, reminders, roster
from incidents.models import Case
from notifications import queries as wording
from notifications.models import Message
from notifications.rules import Channel
from tests.factories import editorial, incidents
from tests.factories.accounts import LONG_AGO, AgencyFactory, person
from tests.factories.incidents import DEMAND, HERE, MORNING


pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def board():
    class Board:
        secretary = person(Role.SECRETARY)
        member = person(Role.EDITOR)
        deputy = person(Role.DEPUTY_HEAD)
        head = person(Role.HEAD_OF_BOARD)
        admin = person(Role.ADMINISTRATOR)
        everyone = (secretary, member, deputy, head)

    return Board


@pytest.fixture
def demand(board):
    return incidents.requested(board.secretary)


def heard(kind):
    told = Message.objects.in_app().filter(kind=kind)
    return set(told.values_list("recipient", flat=True))


def keys(*people):
    return {one.pk for one in people}


def on_duty(who, board, *, at=MORNING, days=3):
    roster.add_shift(
        who, starts_at=at, ends_at=at + timedelta(days=days), by=board.secretary, at=at
    )


@pytest.mark.provision("LC-8.3")
def test_a_demand_rings_at_once_with_whoever_is_on_duty_and_with_nobody_else(board, demand):
    actions.assign(demand, board.secretary, by=board.secretary, at=MORNING)
    on_duty(board.member, board)

    actions.remind(at=MORNING)

    assert heard("demand_at_once") == keys(board.secretary, board.member)


@pytest.mark.provision("LC-8.3")
def test_a_demand_climbs_to_the_deputy_at_twelve_hours_and_to_the_head_at_eighteen(board, demand):
    actions.assign(demand, board.secretary, by=board.secretary, at=MORNING)
    on_duty(board.member, board)

    def told_at(hours):
        actions.remind(at=MORNING + hours * HOUR)
        rows = Message.objects.in_app().filter(kind="demand_hours", context__hours=hours)
        return set(rows.values_list("recipient", flat=True))

    assert told_at(6) == keys(board.secretary, board.member)
    assert told_at(12) == keys(board.secretary, board.member, board.deputy)
    assert told_at(18) == keys(*board.everyone)
    actions.remind(at=MORNING + 19 * HOUR)
    assert heard("demand_announce") == keys(*board.everyone)


@pytest.mark.provision("LC-8.3-removal")
def test_what_threatens_the_country_rings_with_everybody_at_once_even_on_tet(board):
    tet = datetime(2027, 2, 6, 1, 30, tzinfo=HERE)
    removal = replace(DEMAND, removal=True)
    incidents.requested(board.secretary, at=tet, demand=removal)

    actions.remind(at=tet)

    assert heard("demand_at_once") == keys(*board.everyone)


@pytest.mark.provision("LC-8.3")
def test_urgent_rungs_go_to_the_telephone_and_others_do_not(board, demand, settings):
    settings.NOTIFY_GATEWAYS = {"SMS": "json://127.0.0.1:9/{phone}"}
    for who in board.everyone:
        Contact.objects.create(user=who, phone="+84912345678", urgent_by=["SMS"])
    incidents.received()

    actions.remind(at=MORNING + 30 * HOUR)

    by_phone = Message.objects.by(Channel.GATEWAY).exclude(kind="alarm")
    assert set(by_phone.values_list("kind", flat=True)) == {"clock_due"}
    assert set(by_phone.values_list("context__reference", flat=True)) == {demand.number}


@pytest.mark.provision("LC-8.2")
def test_a_day_after_the_due_time_the_head_hears_of_it(board):
    case = incidents.received()
    actions.take_charge(case, by=board.member, at=MORNING)

    actions.remind(at=MORNING + timedelta(days=2, hours=3))

    assert heard("clock_day_after") == keys(*board.everyone)
    assert not heard("clock_due")  # of what was missed, the highest alone is told


@pytest.mark.provision("LC-8.2")
def test_while_nobody_handles_a_case_or_its_handler_left_everybody_hears(board):
    incidents.received()
    actions.remind(at=MORNING + 5.5 * HOUR)
    assert heard("clock_half") == keys(*board.everyone)

    Message.objects.all().delete()
    left = incidents.received(at=MORNING + 6 * HOUR)
    actions.take_charge(left, by=board.member, at=MORNING + 6 * HOUR)
    accounts.end_appointment(
        board.member.appointments.get(), by=board.admin, at=MORNING, last_day=date(2026, 11, 18)
    )
    actions.remind(at=MORNING + 26 * HOUR)
    told = Message.objects.in_app().filter(context__reference=left.number, kind__startswith="clock")
    assert set(told.values_list("recipient", flat=True)) == keys(
        board.secretary, board.deputy, board.head
    )


@pytest.mark.provision("LC-16.3")
def test_duties_follow_the_agency_that_inherits_them(board):
    old, _ = Agency.objects.get_or_create(
        code="tttt", defaults={"kind": Agency.Kind.DEPARTMENT, "name": "Sở TTTT"}
    )
    heir, stranger = AgencyFactory(), AgencyFactory()
    before = person(Role.SECRETARY, scope=old)
    elsewhere = person(Role.SECRETARY, scope=stranger)
    accounts.succeed(
        old, heir, kind=Succession.Kind.MERGED, effective_on=date(2025, 3, 1), by=None, at=LONG_AGO
    )
    after = person(Role.SECRETARY, scope=heir)

    found = reminders.People(at=MORNING).secretaries

    assert keys(before, after) <= keys(*found)
    assert elsewhere not in found


def test_somebody_is_always_told():
    head = person(Role.HEAD_OF_BOARD)
    case = incidents.received()

    found = reminders.People(at=MORNING).of((ladders.Audience.SECRETARY,), case)

    assert found == [head]


@pytest.mark.parametrize("code", sorted(ladders.CODES))
def test_every_rung_has_words(code):
    kind = reminders.kind_of(code)

    assert kind is not None
    wording.templates_of(kind)


def test_a_rung_without_words_is_passed_over(board):
    case = incidents.received()
    clock = Clock.objects.of(case).get()

    reminders.tell([Ring(clock, "of_tomorrow", ())], at=MORNING)

    assert reminders.kind_of("h5_something") is None
    assert not Message.objects.filter(dedupe_key__startswith="clock:").exists()


@pytest.mark.databases
def test_queries_do_not_grow_with_the_batch(board):
    cases = [incidents.received() for _ in range(12)]
    rings = [Ring(Clock.objects.of(case).get(), "half", ()) for case in cases]

    def asked(some):
        Message.objects.filter(dedupe_key__startswith="clock:").delete()
        with CaptureQueriesContext(connection) as queries:
            reminders.tell(some, at=MORNING + 5 * HOUR)
        return sum("INSERT" not in query["sql"] for query in queries)

    assert asked(rings) == asked(rings[:1])


@pytest.mark.databases
def test_told_twice_is_told_once(board):
    ring = Ring(Clock.objects.of(incidents.received()).get(), "half", ())

    reminders.tell([ring], at=MORNING + 5 * HOUR)
    before = Message.objects.count()
    reminders.tell([ring], at=MORNING + 6 * HOUR)

    assert Message.objects.count() == before


@pytest.mark.provision("LC-8.3")
def test_where_hiding_fails_people_are_told_all_the_same(board, demand, monkeypatch):
    def fail(rings, *, at):
        raise RuntimeError("no article")

    monkeypatch.setattr(hidings, "enforce", fail)
    ring = Ring(Clock.objects.of(demand).get(), "h20_hide", ())

    reminders.tell([ring], at=MORNING + 20 * HOUR)

    assert heard("demand_hide") >= keys(board.deputy, board.head)
    alarm = board.head.messages.in_app().get(kind="alarm")
    assert alarm.context["code"] == "hiding_failed"


@pytest.mark.provision("LC-8.3")
@pytest.mark.parametrize("first", [reminders.hide_due, reminders.remind])
def test_the_hour_of_hiding_is_told_once_whichever_job_comes_first(board, first):
    article = incidents.published_article(editorial.board())
    incidents.requested(board.deputy, articles=[article])
    due = MORNING + 20 * HOUR

    first(at=due)
    reminders.hide_due(at=due)
    reminders.remind(at=due)

    article.refresh_from_db()
    assert article.hidden_at == due
    told = [each.dedupe_key for each in board.head.messages.in_app().filter(kind="demand_hide")]
    assert len(told) == 1


@pytest.mark.provision("LC-8.3")
def test_what_was_seen_gone_from_outside_is_not_called_unverified(board, demand, monkeypatch):
    ring = Ring(Clock.objects.of(demand).get(), "h22_unverified", ())
    monkeypatch.setattr(reminders, "_verified", lambda rings: {demand.pk})
    reminders.tell([ring], at=MORNING + 22 * HOUR)
    assert not heard("demand_unverified")

    monkeypatch.undo()
    reminders.tell([ring], at=MORNING + 22 * HOUR)
    assert heard("demand_unverified") >= keys(board.deputy, board.head)


def test_an_alarm_reaches_administrators_and_the_head_once(board):
    for _ in range(2):
        alarms.raise_alarm(
            "clock_quarantined", facts={"details": "LC-8.2 #1.1"}, key="1", at=MORNING
        )

    assert heard("alarm") == keys(board.admin, board.head)
    assert Message.objects.in_app().filter(kind="alarm").count() == 2
    said = wording.wording(board.head.messages.in_app().get(), language="en")
    assert said.subject == "Alarm: a clock has been set aside"
    assert "LC-8.2 #1.1" in said.body


def test_an_alarm_nobody_wrote_words_for_is_told_as_it_is(board):
    alarms.raise_alarm("of_tomorrow", facts={}, key="1", at=MORNING)

    said = wording.wording(board.head.messages.in_app().get(), language="en")
    assert "of_tomorrow" in said.subject


def test_an_urgent_message_that_was_given_up_is_an_alarm(board, demand):
    actions.remind(at=MORNING)
    lost = Message.objects.filter(kind="demand_at_once", channel=Channel.EMAIL).first()
    Message.objects.filter(pk=lost.pk).update(dead_at=MORNING, attempts=10)

    for _ in range(2):
        assert alarms.warn_of_lost_messages(at=MORNING + HOUR) == 1

    alarm = board.admin.messages.in_app().get(kind="alarm")
    assert alarm.context["code"] == "message_given_up"
    assert alarm.context["reference"] == Case.objects.get().number
