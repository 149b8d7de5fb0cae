from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from notifications import actions, rules, tasks
from notifications.actions import delivery
from notifications.models import Message
from notifications.rules import Channel
from tests.factories.accounts import UserFactory


NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
FACTS = {"reference": "SV-2026-0001", "title": "Trang không mở được"}


def queue(*addresses, key="k"):
    for address in addresses:
        actions.queue("case_received", to=address, context=FACTS, at=NOON, key=key, language="en")


class Refusing(EmailBackend):
    """A server that refuses one address and takes the others."""

    def send_messages(self, messages):
        if any("broken@" in address for message in messages for address in message.to):
            raise OSError("550 no such\0 mailbox")
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


@pytest.mark.django_db
def test_what_is_due_goes_out_once():
    queue("citizen@example.vn")

    assert actions.deliver(at=NOON) == 1
    assert actions.deliver(at=NOON + timedelta(days=1)) == 0

    (sent,) = mail.outbox
    assert sent.to == ["citizen@example.vn"]
    assert "SV-2026-0001" in sent.subject
    assert Message.objects.get().sent_at == NOON


@pytest.mark.django_db
def test_a_notice_in_the_portal_is_not_mailed_twice():
    reader = UserFactory(email="thuky@example.vn")
    actions.queue("case_assigned", to=reader, context=FACTS, at=NOON, key="k")

    assert actions.deliver(at=NOON) == 1
    assert mail.outbox[0].to == ["thuky@example.vn"]


@pytest.mark.django_db
def test_nothing_goes_out_before_its_time():
    queue("citizen@example.vn")
    Message.objects.update(not_before=NOON + timedelta(minutes=1))

    assert actions.deliver(at=NOON) == 0
    assert actions.deliver(at=NOON + timedelta(minutes=1)) == 1


@pytest.mark.django_db
def test_a_failing_message_waits_and_holds_up_nobody(refusing):
    queue("broken@example.vn", "citizen@example.vn", "other@example.vn")

    assert actions.deliver(at=NOON) == 2

    failed = Message.objects.get(address="broken@example.vn")
    assert failed.sent_at is None
    assert failed.attempts == 1
    assert failed.not_before == NOON + timedelta(minutes=1)
    assert failed.last_error == "OSError: 550 no such mailbox"
    assert failed.lease_until is None


@pytest.mark.django_db
def test_a_message_that_always_fails_is_given_up_after_ten_attempts(refusing):
    queue("broken@example.vn")
    at = NOON

    for _ in range(rules.MAX_ATTEMPTS + 3):
        actions.deliver(at=at)
        at += rules.LONGEST_WAIT

    given_up = Message.objects.dead().get()
    assert given_up.attempts == rules.MAX_ATTEMPTS
    assert given_up.dead_at is not None
    assert not Message.objects.waiting().exists()


@pytest.mark.django_db
def test_wording_that_cannot_be_written_fails_alone():
    queue("citizen@example.vn", "other@example.vn")
    Message.objects.filter(address="other@example.vn").update(kind="gone_since")

    assert actions.deliver(at=NOON) == 1
    assert "UnknownKind" in Message.objects.get(address="other@example.vn").last_error


@pytest.mark.django_db
def test_a_person_who_lost_the_address_meanwhile_is_no_false_success():
    reader = UserFactory(email="thuky@example.vn")
    actions.queue("case_assigned", to=reader, context=FACTS, at=NOON, key="k")
    reader.email = ""
    reader.save()

    assert actions.deliver(at=NOON) == 0
    assert "no address" in Message.objects.get(channel="email").last_error


@pytest.mark.django_db
def test_an_address_that_changed_meanwhile_is_the_one_used():
    reader = UserFactory(email="old@example.vn")
    actions.queue("case_assigned", to=reader, context=FACTS, at=NOON, key="k")
    reader.email = "new@example.vn"
    reader.save()

    actions.deliver(at=NOON)

    assert mail.outbox[0].to == ["new@example.vn"]


@pytest.mark.django_db
def test_a_message_in_the_hands_of_another_is_left_alone_until_the_lease_ends():
    queue("citizen@example.vn")
    dead_deliverer = delivery.take_in_hand(Channel.EMAIL, at=NOON, limit=10, lease=rules.LEASE)

    assert actions.deliver(at=NOON + timedelta(minutes=1)) == 0
    assert actions.deliver(at=NOON + rules.LEASE) == 1

    assert len(dead_deliverer) == 1
    assert Message.objects.get().attempts == 2


@pytest.mark.django_db
def test_a_message_sent_again_carries_the_same_identifier():
    queue("citizen@example.vn")
    actions.deliver(at=NOON)
    Message.objects.update(sent_at=None)
    actions.deliver(at=NOON)

    first, again = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first == again


@pytest.mark.django_db
def test_a_batch_has_a_limit_and_the_oldest_go_first():
    queue("a@example.vn", "b@example.vn", "c@example.vn")

    assert actions.deliver(at=NOON, limit=2) == 2
    assert [sent.to for sent in mail.outbox] == [["a@example.vn"], ["b@example.vn"]]
    assert actions.deliver(at=NOON, limit=2) == 1


@pytest.mark.django_db
def test_the_scheduler_has_a_door():
    queue("citizen@example.vn")

    tasks.deliver()

    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_many_deliverers_at_once_send_each_message_once():
    queue(*(f"citizen{number}@example.vn" for number in range(30)))
    start = Barrier(4)
    sent = []

    def deliver():
        start.wait()
        sent.append(actions.deliver(at=NOON, limit=10))
        sent.append(actions.deliver(at=NOON, limit=10))
        connection.close()

    threads = [Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == 30
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 30
