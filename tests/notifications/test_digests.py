"""Much at once becomes one e-mail; the notices in the portal stay single."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from notifications import actions, rules
from notifications.models import Message
from tests.factories.accounts import UserFactory
from tests.faults.stubs import Mailbox


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def reader():
    return UserFactory(email="thuky@example.vn", language="en")


def tell(person, count, *, at=NOON, first=0, **options):
    for number in range(first, first + count):
        facts = {"reference": f"SV-2026-{number:04}", "title": "Trang lỗi", "url": "/vi/"}
        actions.queue(
            "case_assigned", to=person, context=facts, at=at, key=f"k:{number}", **options
        )


def test_twenty_are_sent_one_by_one(reader):
    tell(reader, 20)

    assert actions.deliver(at=NOON) == 20
    assert not Message.objects.filter(kind="digest").exists()


def test_what_an_outage_left_is_told_in_one(reader):
    tell(reader, 60)

    assert actions.deliver(at=NOON) == 1

    (sent,) = mail.outbox
    assert sent.subject == "60 notices from the portal"
    assert all(f"SV-2026-{number:04}" in sent.body for number in range(60))
    assert Message.objects.in_app().filter(recipient=reader).count() == 60
    mails = Message.objects.filter(channel="email", kind="case_assigned")
    assert mails.count() == mails.filter(sent_at=NOON).count() == 60
    assert set(mails.values_list("proof", flat=True)) == {sent.extra_headers["Message-ID"]}
    assert actions.deliver(at=NOON + timedelta(hours=1)) == 0


def test_what_is_urgent_is_never_gathered(reader):
    tell(reader, 30)
    tell(reader, 3, first=100, urgent=True)

    assert actions.deliver(at=NOON) == 4
    assert [sent.subject for sent in mail.outbox[:3]] != [mail.outbox[3].subject] * 3
    assert mail.outbox[0].extra_headers["Importance"] == "high"
    assert "33" not in mail.outbox[3].subject


def test_others_and_reporters_are_not_drawn_in(reader):
    other = UserFactory(email="other@example.vn")
    tell(reader, 30)
    actions.queue(
        "case_assigned", to=other, context={"reference": "SV-1", "title": "x"}, at=NOON, key="o"
    )
    for number in range(25):
        actions.queue(
            "case_received", to="citizen@example.vn", context={"reference": f"SV-{number}"},
            at=NOON, key=f"c:{number}",
        )  # fmt: skip

    assert actions.deliver(at=NOON) == 1 + 1 + 25


def test_a_trickle_beyond_twenty_comes_together_every_ten_minutes(reader):
    tell(reader, 20)
    actions.deliver(at=NOON)
    later = NOON + timedelta(minutes=1)
    tell(reader, 1, first=20, at=later)
    assert actions.deliver(at=later) == 1  # a digest of one, and from now on they wait
    tell(reader, 2, first=21, at=later + timedelta(minutes=1))

    assert actions.deliver(at=later + timedelta(minutes=2)) == 0
    assert actions.deliver(at=later + rules.DIGEST_WINDOW) == 2  # the window is over: single again


def test_a_digest_sent_again_after_a_crash_carries_the_same_identifier(reader):
    tell(reader, 30)
    actions.deliver(at=NOON)
    Message.objects.filter(kind="digest").update(sent_at=None)
    actions.deliver(at=NOON + timedelta(minutes=1))

    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


@pytest.mark.databases
def test_a_long_digest_lists_a_hundred_and_says_so(reader):
    tell(reader, 130)
    actions.deliver(at=NOON)

    assert mail.outbox[0].body.count("SV-2026-") == 100
    assert "The others stand in the portal alone." in mail.outbox[0].body


def test_a_real_mail_server_gets_each_message_once_with_its_identifier(reader, settings):
    server = Mailbox()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = False, False
    try:
        tell(reader, 3)
        assert actions.deliver(at=NOON) == 3
    finally:
        server.stop()

    proofs = Message.objects.filter(channel="email").values_list("proof", flat=True)
    assert sorted(server.keys) == sorted(proofs)
    assert server.repeated == 0


def test_a_mail_server_that_does_not_answer_is_asked_once_and_the_rest_waits(reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_SSL = "127.0.0.1", 9, False
    tell(reader, 5)

    assert actions.deliver(at=NOON) == 0

    rows = Message.objects.filter(channel="email").order_by("-attempts")
    assert [row.attempts for row in rows] == [1, 0, 0, 0, 0]
    assert {row.not_before for row in rows} == {NOON + timedelta(minutes=1)}
