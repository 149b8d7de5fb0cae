"""Urgent messages by messenger and SMS, against a gateway on this machine."""

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Contact
from notifications import actions, rules
from notifications.actions import delivery, urgent
from notifications.models import Message
from notifications.rules import Channel
from tests.factories.accounts import UserFactory
from tests.faults.stubs import Gateway


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
TOKEN = "s3cr3t-t0ken"
FACTS = {
    "reference": "SV-2026-0001",
    "title": "Tin sai",
    "due_at": NOON + timedelta(hours=24),
    "hours": 6,
}


@pytest.fixture
def gateway():
    stub = Gateway()
    stub.start()
    yield stub
    stub.stop()


@pytest.fixture
def sms(gateway, settings):
    settings.NOTIFY_GATEWAYS = {"SMS": f"json://127.0.0.1:{gateway.port}/{TOKEN}/{{phone}}"}
    return gateway


@pytest.fixture
def officer():
    person = UserFactory(full_name="Phạm Thị Thư", language="vi")
    Contact.objects.create(user=person, phone="+84912345678", urgent_by=["SMS"])
    return person


def tell(person, *, key="k", kind="demand_hours", **options):
    options = {"urgent": True, "matter": "m"} | options
    actions.queue(kind, to=person, context=FACTS, at=NOON, key=key, **options)


def by_gateway():
    return Message.objects.by(Channel.GATEWAY)


def test_what_is_urgent_goes_by_the_gateway_a_person_chose_with_its_own_proof(sms, officer):
    tell(officer)

    assert actions.deliver_urgent(at=NOON) == 1

    (asked,) = sms.requests
    message = by_gateway().get()
    assert asked["path"] == f"/{TOKEN}/+84912345678"
    assert asked["headers"]["Idempotency-Key"] == rules.reference(message.dedupe_key)
    assert "SV-2026-0001" in asked["body"]["message"]
    assert "21/11 12:00" in asked["body"]["message"]
    assert message.sent_at == NOON
    assert message.proof == f"SMS: {rules.reference(message.dedupe_key)}"
    assert {row.channel for row in Message.objects.all()} == {"in_app", "email", "gateway"}


def test_what_is_not_urgent_stays_in_the_portal_and_the_mail(sms, officer):
    tell(officer, urgent=False)

    assert not by_gateway().exists()


@pytest.mark.parametrize("changes", [{"phone": ""}, {"urgent_by": []}, {"urgent_by": ["Telegram"]}])
def test_nobody_is_reached_by_a_way_they_did_not_choose_or_gave_no_number_for(
    sms, officer, changes
):
    Contact.objects.filter(user=officer).update(**changes)

    tell(officer)

    assert not by_gateway().exists()


def test_a_number_taken_back_while_a_message_waits_is_not_called(sms, officer):
    tell(officer)
    Contact.objects.update(phone="")

    assert actions.deliver_urgent(at=NOON) == 0
    assert sms.requests == []
    assert "no number" in by_gateway().get().last_error


def test_a_group_hears_of_a_matter_once_however_many_people_do(gateway, settings, officer):
    settings.NOTIFY_GATEWAYS = {"Tổ trực": f"json://127.0.0.1:{gateway.port}/group"}

    for number, person in enumerate((officer, UserFactory(), UserFactory())):
        tell(person, key=f"k:{number}")
    assert actions.deliver_urgent(at=NOON) == 1

    assert [asked["path"] for asked in gateway.requests] == ["/group"]


def test_a_sender_that_died_before_it_wrote_it_down_sends_again_under_the_same_key(sms, officer):
    tell(officer)
    (held,) = delivery.take_in_hand(
        Channel.GATEWAY, at=NOON, limit=1, lease=rules.LEASE_OF_GATEWAYS, gateway="SMS"
    )
    urgent._hand_over(held, urgent.gateways.configured()["SMS"], rules.reference(held.dedupe_key))

    assert actions.deliver_urgent(at=NOON + timedelta(minutes=1)) == 0  # still in dead hands
    assert actions.deliver_urgent(at=NOON + rules.LEASE_OF_GATEWAYS) == 1

    keys = [asked["headers"]["Idempotency-Key"] for asked in sms.requests]
    assert len(keys) == 2
    assert len(set(keys)) == 1  # a gateway that stores by key has one


def test_a_gateway_without_headers_is_given_the_reference_in_its_address_or_the_text(
    gateway, settings, officer
):
    url = f"json://127.0.0.1:{gateway.port}/{{phone}}?-ref={{key}}"
    settings.NOTIFY_GATEWAYS = {"SMS": url}
    tell(officer)
    actions.deliver_urgent(at=NOON)

    assert f"ref={rules.reference(by_gateway().get().dedupe_key)}" in gateway.requests[0]["path"]


def test_a_refusal_is_tried_again_later_and_never_tells_the_address(sms, officer, caplog):
    sms.status = 500
    caplog.set_level(logging.DEBUG)
    tell(officer)

    assert actions.deliver_urgent(at=NOON) == 0

    message = by_gateway().get()
    assert message.sent_at is None
    assert message.not_before == NOON + timedelta(minutes=1)
    written = caplog.text + message.last_error
    assert TOKEN not in written
    assert "912345678" not in written

    sms.status = 200
    assert actions.deliver_urgent(at=NOON + timedelta(minutes=1)) == 1


def test_an_address_nobody_understands_is_an_error_of_that_message_alone(
    settings, officer, caplog, gateway
):
    settings.NOTIFY_GATEWAYS = {
        "A": f"nonsense://{TOKEN}/{{phone}}",
        "SMS": f"json://127.0.0.1:{gateway.port}/{{phone}}",
    }
    Contact.objects.update(urgent_by=["A", "SMS"])
    tell(officer)

    assert actions.deliver_urgent(at=NOON) == 1
    assert "not understood" in by_gateway().get(gateway="A").last_error
    assert TOKEN not in caplog.text


def test_a_gateway_that_hangs_holds_up_neither_the_others_nor_the_mail(
    sms, settings, officer, monkeypatch, mailoutbox
):
    monkeypatch.setattr(rules, "GATEWAY_SECONDS", 0.3)
    settings.NOTIFY_GATEWAYS = {"Hung": "json://127.0.0.1:9/{phone}"} | settings.NOTIFY_GATEWAYS
    Contact.objects.update(urgent_by=["Hung", "SMS"])
    real = urgent._within

    def hang(seconds, act):
        def wait():
            time.sleep(2)

        return real(seconds, wait if hung.pop(0) else act)

    hung = [True, False, False, False]
    monkeypatch.setattr(urgent, "_within", hang)
    for number in range(3):
        tell(officer, key=f"k:{number}")

    before = time.monotonic()
    assert actions.deliver_urgent(at=NOON) == 3
    assert time.monotonic() - before < 1.5
    assert actions.deliver(at=NOON) == 3
    waiting = by_gateway().filter(gateway="Hung").order_by("-attempts")
    assert [row.attempts for row in waiting] == [1, 0, 0]
    assert {row.not_before for row in waiting} == {NOON + timedelta(minutes=1)}
    assert "no answer" in waiting[0].last_error


def test_a_gateway_taken_out_of_the_settings_leaves_nothing_waiting(sms, settings, officer):
    tell(officer)
    settings.NOTIFY_GATEWAYS = {}

    assert actions.deliver_urgent(at=NOON) == 0
    assert by_gateway().get().dead_at == NOON


def test_what_was_called_back_is_not_sent(sms, officer):
    tell(officer)
    held = delivery.take_in_hand(
        Channel.GATEWAY, at=NOON, limit=1, lease=rules.LEASE_OF_GATEWAYS, gateway="SMS"
    )
    actions.recall(by_gateway(), reason="taken down", at=NOON)

    assert urgent._send(held[0], "json://127.0.0.1:9/{phone}", at=NOON) is None
    assert sms.requests == []


def test_the_short_text_is_in_the_language_of_the_recipient(sms, officer):
    officer.language = "en"
    officer.save()
    tell(officer, kind="demand_announce")
    actions.deliver_urgent(at=NOON)

    said = sms.requests[0]["body"]["message"]
    assert said == "In one hour SV-2026-0001 is hidden automatically Due 21/11 12:00."
