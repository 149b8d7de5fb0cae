"""A changed calendar and cases: who is told, when they are due, who decides."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from deadlines.actions import decisions
from deadlines.models import Clock
from incidents.actions import recounts
from notifications.models import Message
from tests.deadlines.samples import local
from tests.factories.accounts import person
from tests.factories.incidents import fresh, received, requested
from tests.factories.notices import off, published, swap


pytestmark = pytest.mark.django_db

MONDAY = local("2026-11-23 16:00")  # due on 24/11 at 16:00, which is pending
AT = local("2026-11-23 16:30")
FRIDAY = local("2026-11-27 11:00")  # due on Monday at 11:00
TOO_LATE = local("2026-11-27 17:00")


@pytest.fixture
def secretary():
    return person(Role.SECRETARY)


@pytest.fixture
def deputy():
    return person(Role.DEPUTY_HEAD)


def told(kind):
    return Message.objects.filter(kind=kind)


@pytest.fixture
def flagged(secretary, deputy):
    case = received(at=FRIDAY)
    published(*swap("2026-12-31", "2026-11-28"), at=TOO_LATE, enterer=secretary, approver=deputy)
    recounts.recount(at=TOO_LATE)
    return Clock.objects.of(case).get()


def test_the_case_is_due_later_and_everybody_who_counted_on_it_hears(secretary, deputy):
    case = received(at=MONDAY)
    published(off("2026-11-24"), at=AT, enterer=secretary, approver=deputy)

    recounts.recount(at=AT)

    assert fresh(case).due_at == local("2026-11-25 16:00")
    handlers = told("clock_moved").filter(channel="in_app")
    assert {message.recipient for message in handlers} == {secretary, deputy}
    assert told("case_moved").get().address == case.reporter_email


def test_nobody_hears_twice(secretary, deputy):
    received(at=MONDAY)
    published(off("2026-11-24"), at=AT, enterer=secretary, approver=deputy)
    recounts.recount(at=AT)
    before = Message.objects.count()

    recounts.recount(at=AT)

    assert Message.objects.count() == before


def test_a_reporter_is_not_told_of_an_earlier_time(secretary, deputy):
    case = received(at=FRIDAY)
    at = local("2026-11-27 15:00")
    published(*swap("2026-12-31", "2026-11-28"), at=at, enterer=secretary, approver=deputy)

    recounts.recount(at=at)

    assert fresh(case).due_at == local("2026-11-28 11:00")
    assert not told("case_moved").exists()
    assert told("clock_moved").exists()


@pytest.mark.provision("LC-8.3")
def test_a_request_of_an_authority_is_not_moved_and_nobody_is_told(secretary, deputy):
    case = requested(secretary, at=MONDAY)
    published(off("2026-11-24"), at=AT, enterer=secretary, approver=deputy)

    recounts.recount(at=AT)

    assert fresh(case).due_at == local("2026-11-24 16:00")
    assert not told("clock_moved").exists()


def test_deputies_and_the_head_are_asked_to_decide(flagged, deputy):
    asked = told("clock_kept").filter(channel="in_app")

    assert [message.recipient for message in asked] == [deputy]
    assert asked.get().context["asked_at"].startswith("2026-11-28")


def test_the_two_buttons(client, flagged, deputy):
    url = reverse("case_desk:decisions")
    with time_machine.travel(local("2026-11-27 18:00"), tick=False):
        client.force_login(deputy)
        assert str(flagged.subject) in client.get(url).content.decode()

        page = client.post(url, {"clock": flagged.pk, "decision": "accept", "reason": ""})
        assert page.status_code == 200
        assert "field-error" in page.content.decode()
        client.post(url, {"clock": flagged.pk, "decision": "accept", "reason": "Còn đủ giờ"})

    flagged.refresh_from_db()
    assert (flagged.due_at, flagged.needs_decision) == (local("2026-11-28 11:00"), False)
    assert fresh(flagged.subject).due_at == flagged.due_at


def test_keeping_the_time(client, flagged, deputy):
    with time_machine.travel(local("2026-11-27 18:00"), tick=False):
        client.force_login(deputy)
        client.post(
            reverse("case_desk:decisions"),
            {"clock": flagged.pk, "decision": "keep", "reason": "Đã hẹn"},
        )

    flagged.refresh_from_db()
    assert (flagged.due_at, flagged.needs_decision) == (local("2026-11-30 11:00"), False)


def test_a_decision_that_comes_too_late_says_so(client, flagged, deputy):
    with time_machine.travel(local("2026-11-28 12:00"), tick=False), translation.override("en"):
        client.force_login(deputy)
        page = client.post(
            reverse("case_desk:decisions"),
            {"clock": flagged.pk, "decision": "accept", "reason": "x"},
        )

    assert "nobody is made late" in page.content.decode()
    flagged.refresh_from_db()
    assert flagged.needs_decision


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.EDITOR, Role.AGENCY_OFFICER])
def test_others_do_not_decide(client, flagged, role):
    client.force_login(person(role))

    answer = client.post(
        reverse("case_desk:decisions"), {"clock": flagged.pk, "decision": "keep", "reason": "x"}
    )

    assert answer.status_code == 403
    flagged.refresh_from_db()
    assert flagged.needs_decision


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"clock": "x", "decision": "keep", "reason": "x"},
        {"clock": "9" * 40, "decision": "keep", "reason": "x"},
        {"clock": "1", "decision": "burn", "reason": "x"},
        {"clock": str(2**62), "decision": "keep", "reason": "x"},
    ],
)
def test_hostile_decisions_change_nothing(client, flagged, deputy, data):
    client.force_login(deputy)

    assert client.post(reverse("case_desk:decisions"), data).status_code in {200, 404}
    flagged.refresh_from_db()
    assert flagged.needs_decision


def test_the_daily_check_raises_an_alarm(secretary):
    administrator = person(Role.ADMINISTRATOR)
    case = received(at=MONDAY)
    Clock.objects.of(case).update(due_at=local("2026-11-24 17:00"))

    assert recounts.check_dues(at=AT) == 1
    recounts.check_dues(at=AT)

    alarm = told("alarm").get(channel="in_app", recipient=administrator)
    assert alarm.context["code"] == "self_check_differs"


def test_the_daily_check_is_silent_when_all_is_well(flagged):
    assert recounts.check_dues(at=TOO_LATE) == 0
    assert decisions.asked_for(flagged) != flagged.due_at
