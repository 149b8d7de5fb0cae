"""Điều 8: one intake, 8 working hours, the written notice, 24 hours for authorities."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import translation

import notifications.actions
from accounts.roles import Role
from audit.models import Record
from deadlines.models import Clock, ClockState
from editorial.rules.reasons import Ground
from incidents import actions
from incidents.models import Authority, Case
from incidents.queries import words
from incidents.rules.states import Action, Channel, Kind, State
from tests.factories import editorial, incidents
from tests.factories.accounts import person
from tests.factories.incidents import DEMAND, HERE, MORNING, REPORT


# Office hours 07:30-11:30 and 13:00-17:00; Tết Bính Ngọ: off from 14/02 (a Saturday) to 22/02.
EVE_OF_TET = datetime(2026, 2, 13, 16, 0, tzinfo=HERE)
AN_HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evening():
    """Pages read the clock: let it be the evening of that day."""
    with time_machine.travel(MORNING + timedelta(hours=12)):
        yield


@pytest.fixture
def secretary():
    return person(Role.SECRETARY)


@pytest.fixture
def deputy():
    return person(Role.DEPUTY_HEAD)


@pytest.fixture
def who():
    return editorial.board()


def clock(case: Case, provision: str) -> Clock:
    return Clock.objects.of(case).get(provision=provision)


@pytest.mark.provision("LC-8.1")
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.LETTER, Channel.EMAIL])
def test_whatever_the_channel_there_is_one_register_and_one_clock(channel, secretary):
    by_form = incidents.received()
    by_hand = incidents.received(channel=channel, by=secretary)

    assert by_form.number == "SV-2026-00001"
    assert by_hand.number == "SV-2026-00002"
    assert clock(by_form, "LC-8.2").due_at == clock(by_hand, "LC-8.2").due_at
    assert by_form.tracking_code != by_hand.tracking_code


@pytest.mark.provision("LC-8.1")
def test_the_whole_board_hears_of_a_case_until_somebody_handles_it(secretary, deputy):
    case = incidents.received()

    actions.remind(at=clock(case, "LC-8.2").due_at)

    for member in (secretary, deputy):
        kinds = set(member.messages.values_list("kind", flat=True))
        assert kinds == {"case_new", "clock_due"}


@pytest.mark.provision("LC-8.2")
def test_eight_working_hours_stop_for_tet():
    case = incidents.received(at=EVE_OF_TET)

    due = clock(case, "LC-8.2")

    assert due.due_at == datetime(2026, 2, 23, 16, 0, tzinfo=HERE)
    with translation.override("vi"):
        told = words.of_clock(due, at=EVE_OF_TET)
    assert "LC-8.2" in told
    assert "Tết" in told
    assert "23/02" in told


@pytest.mark.provision("LC-8.2")
def test_the_clock_starts_with_the_telephone_call_not_with_its_entry(secretary):
    entered = MORNING + timedelta(hours=6)

    case = actions.receive(
        replace(REPORT, channel=Channel.PHONE), received_at=MORNING, by=secretary, at=entered
    )

    assert clock(case, "LC-8.2").started_at == MORNING
    assert case.recorded_at == entered


@pytest.mark.provision("LC-8.2")
def test_an_answer_within_the_time_is_on_record_and_told(secretary):
    case = incidents.received()

    actions.take_charge(case, by=secretary, at=MORNING + AN_HOUR)
    actions.resolve(case, "Đã khắc phục.", by=secretary, at=MORNING + 2 * AN_HOUR)
    notifications.actions.deliver(at=MORNING + 3 * AN_HOUR)

    case = incidents.fresh(case)
    assert case.state == State.RESOLVED
    assert (case.handler, case.handled_by) == (secretary, secretary)
    assert clock(case, "LC-8.2").state == ClockState.MET
    told = [sent.body for sent in mail.outbox if sent.to == ["mai@example.invalid"]]
    assert "Đã khắc phục." in told[-1]
    verbs = set(Record.objects.of(case).values_list("verb", flat=True))
    assert verbs == {"incidents.receive", "incidents.assign", "incidents.resolve"}


@pytest.mark.provision("LC-8.2")
def test_the_ladder_is_told_to_the_handler_and_the_last_of_it_to_who_leads(secretary, deputy):
    case = incidents.received()
    actions.take_charge(case, by=secretary, at=MORNING)

    for hours in (5.5, 7.5, 8.8, 26):  # 90 % of 8 hours from 08:00 is 16:42
        actions.remind(at=MORNING + timedelta(hours=hours))
        actions.remind(at=MORNING + timedelta(hours=hours))

    told = secretary.messages.in_app().exclude(kind="case_new").order_by("pk")
    assert list(told.values_list("kind", flat=True)) == [
        "clock_half", "clock_three_quarters", "clock_ninety", "clock_due",
    ]  # fmt: skip
    led = deputy.messages.in_app().filter(kind__startswith="clock_").order_by("pk")
    assert list(led.values_list("kind", flat=True)) == ["clock_ninety", "clock_due"]


@pytest.mark.provision("LC-8.2-notice")
def test_a_complex_case_is_never_without_a_clock(secretary):
    case = incidents.received()
    promised = MORNING + timedelta(days=5)

    notice = actions.mark_complex(
        case, "Phải thay máy chủ.", promised_at=promised, by=secretary, at=MORNING + AN_HOUR
    )

    assert notice.number == "01/TB-BBT"
    assert clock(case, "LC-8.2").state == ClockState.RUNNING  # written is not delivered

    notifications.actions.deliver(at=MORNING + 2 * AN_HOUR)
    actions.remind(at=MORNING + 3 * AN_HOUR)

    notice.refresh_from_db()
    assert notice.delivered_at == MORNING + 2 * AN_HOUR
    assert clock(case, "LC-8.2").state == ClockState.MET
    assert clock(case, "LC-8.2-notice").due_at == promised
    assert any("01/TB-BBT" in sent.body for sent in mail.outbox)


@pytest.mark.provision("LC-8.2-notice")
def test_a_notice_handed_over_meets_the_time_when_it_is_handed_over(secretary):
    case = incidents.received(reporter=incidents.Reporter(name="Mai"))

    notice = actions.mark_complex(
        case,
        "Phải thay máy chủ.",
        promised_at=MORNING + timedelta(days=5),
        by=secretary,
        at=MORNING,
    )

    in_hand = actions.Delivery(at=MORNING + AN_HOUR, proof="Giấy biên nhận số 7")
    actions.deliver_notice(notice, in_hand, by=secretary, at=MORNING + 2 * AN_HOUR)

    assert clock(case, "LC-8.2").met_at == MORNING + AN_HOUR
    assert len(incidents.fresh(case).clocks_running()) == 1


@pytest.mark.provision("LC-8.2-notice")
def test_a_missing_notice_is_a_breach_even_if_it_is_mended_later(secretary):
    case = incidents.received(reporter=incidents.Reporter())
    actions.mark_complex(
        case,
        "Phải thay máy chủ.",
        promised_at=MORNING + timedelta(days=5),
        by=secretary,
        at=MORNING,
    )

    actions.resolve(case, "Đã xong.", by=secretary, at=MORNING + timedelta(days=4))

    assert clock(case, "LC-8.2").state == ClockState.MET_LATE


@pytest.mark.provision("LC-8.3")
def test_twenty_four_hours_run_through_tet(deputy):
    received = datetime(2026, 2, 13, 16, 45, tzinfo=HERE)

    demand = incidents.requested(deputy, at=received)
    report = incidents.received(at=received)

    assert clock(demand, "LC-8.3").due_at == received + timedelta(hours=24)
    assert clock(report, "LC-8.2").due_at > datetime(2026, 2, 23, tzinfo=HERE)


@pytest.mark.provision("LC-8.3")
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.LETTER, Channel.EMAIL])
def test_an_authority_asks_by_telephone_document_or_electronic_means(channel, secretary):
    demand = replace(DEMAND, letter_number="125/CV-A05")

    case = incidents.requested(secretary, channel=channel, demand=demand)

    assert case.kind == Kind.AUTHORITY_REQUEST
    assert case.call_confirmed_by == secretary
    assert clock(case, "LC-8.3").priority < clock(incidents.received(), "LC-8.2").priority


@pytest.mark.provision("LC-8.3")
def test_a_private_complaint_is_no_request_of_an_authority(who):
    article = incidents.published_article(who)
    complaint = incidents.received(kind=Kind.VIOLATION_REPORT)

    assert clock(complaint, "LC-8.2").is_open
    assert not Clock.objects.of(complaint).filter(provision__startswith="LC-8.3").exists()
    with pytest.raises(actions.NotAllowed, match="private_complaint"):
        actions.order_takedown(
            article,
            ground=Ground.AUTHORITY_REQUEST,
            reason="Theo phản ánh.",
            ordered_by="A reader",
            case=complaint,
            by=who.deputy,
            at=MORNING,
        )


@pytest.mark.provision("LC-8.3")
def test_a_complaint_taken_up_by_an_authority_runs_on_both_clocks(secretary):
    case = incidents.received(kind=Kind.VIOLATION_REPORT)
    asked = MORNING + AN_HOUR

    actions.escalate(case, DEMAND, received_at=asked, by=secretary, at=asked + AN_HOUR)

    case = incidents.fresh(case)
    assert case.provision == "LC-8.3"
    assert clock(case, "LC-8.3").due_at == asked + timedelta(hours=24)
    assert clock(case, "LC-8.2").is_open
    assert not case.events.told_to_the_public().filter(action=Action.ESCALATE).exists()


@pytest.mark.provision("LC-8.3")
def test_a_dissolved_body_asks_no_more_but_its_heir_does(secretary):
    gone = replace(DEMAND, authority="so-tttt")

    with pytest.raises(actions.NotReady, match="authority_succeeded"):
        incidents.requested(secretary, demand=gone)

    heir = Authority.objects.get(code="so-tttt").successor
    assert incidents.requested(secretary, demand=replace(DEMAND, authority=heir.code)).pk


@pytest.mark.provision("LC-8.3-removal")
def test_only_some_bodies_may_demand_removal_for_national_security(secretary):
    department = replace(DEMAND, authority="so-khcn", removal=True)

    with pytest.raises(actions.NotReady, match="authority_not_competent"):
        incidents.requested(secretary, demand=department)

    case = incidents.requested(secretary, demand=replace(DEMAND, removal=True))
    assert clock(case, "LC-8.3-removal").due_at == MORNING + timedelta(hours=24)


@pytest.mark.provision("LC-8.3-removal")
def test_what_is_ordered_down_is_gone_in_every_language_and_on_record(who, client):
    article = incidents.published_article(who, "en")
    demand = replace(DEMAND, removal=True, confirmed_by_call=False)  # else hidden at once
    case = incidents.requested(who.secretary, demand=demand, articles=[article])
    addresses = [article.url("vi"), article.url("en")]
    assert [client.get(path).status_code for path in addresses] == [200, 200]

    order = actions.order_takedown(
        article,
        ground=Ground.NATIONAL_SECURITY,
        reason="Theo yêu cầu của A05.",
        ordered_by="A05",
        case=case,
        settles=True,
        by=who.deputy,
        at=MORNING + AN_HOUR,
    )

    assert [client.get(path).status_code for path in addresses] == [410, 410]
    assert sorted(order.addresses.values()) == sorted(addresses)
    assert (order.provision, order.by, order.at) == (
        "LC-8.3-removal", who.deputy, MORNING + AN_HOUR,
    )  # fmt: skip
    assert clock(case, "LC-8.3-removal").state == ClockState.MET
    assert Record.objects.of(case).filter(verb="incidents.order_takedown").exists()


@pytest.mark.provision("LC-8.3-removal")
def test_a_demand_for_removal_is_not_done_while_anything_is_public(who):
    article = incidents.published_article(who)
    unsure = replace(DEMAND, removal=True, confirmed_by_call=False)  # else hidden at once
    case = incidents.requested(who.secretary, demand=unsure, articles=[article])

    with pytest.raises(actions.NotReady, match="still_public"):
        actions.resolve(case, "Đã gỡ.", by=who.secretary, at=MORNING)


@pytest.mark.provision("LC-8.3-removal")
def test_what_an_authority_demands_rings_at_night_too(secretary):
    evening = datetime(2026, 2, 13, 20, 0, tzinfo=HERE)
    incidents.requested(secretary, at=evening, demand=replace(DEMAND, removal=True))

    actions.remind(at=evening + timedelta(hours=2))

    assert secretary.messages.filter(kind="demand_hours").exists()
