import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from law.rules import UnknownProvision
from notifications import actions, queries, rules
from notifications.models import Message
from tests.factories.accounts import UserFactory


pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
FACTS = {"reference": "TB-2026-0001", "title": "Chợ phiên Bắc Hà"}


@pytest.fixture
def secretary():
    return UserFactory(full_name="Nguyễn Thị Thư Ký", email="thuky@example.vn", language="en")


@pytest.fixture
def tell(secretary):
    def _tell(kind="submission_received", *, to=secretary, context=FACTS, key="k", **options):
        actions.queue(kind, to=to, context=context, at=NOON, key=key, **options)

    return _tell


def test_a_person_gets_a_notice_in_the_portal_and_an_email(tell, secretary):
    tell()

    rows = {message.channel: message for message in Message.objects.all()}
    assert set(rows) == {"in_app", "email"}
    assert all(row.recipient == secretary and row.language == "en" for row in rows.values())
    assert rows["in_app"].sent_at == NOON
    assert rows["email"].sent_at is None


def test_a_person_without_an_address_gets_the_notice_only(tell, secretary):
    secretary.email = ""
    secretary.save()

    tell()

    assert [message.channel for message in Message.objects.all()] == ["in_app"]


def test_a_bare_address_gets_an_email_in_the_language_asked_for(tell):
    tell("case_received", to="citizen@example.vn", language="zh-hans")
    tell("case_received", to="other@example.vn")

    by_address = {message.address: message for message in Message.objects.all()}
    assert by_address["citizen@example.vn"].language == "zh-hans"
    assert by_address["other@example.vn"].language == "vi"
    assert {message.channel for message in by_address.values()} == {"email"}


def test_the_same_key_tells_once_and_leaves_the_transaction_whole(tell):
    with transaction.atomic():
        tell()
        tell(context={"reference": "another"})
        tell(key="k2")

    assert Message.objects.count() == 4
    assert {message.context["reference"] for message in Message.objects.all()} == {"TB-2026-0001"}


def test_a_message_vanishes_with_the_act_that_failed(tell):
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)

    assert not Message.objects.exists()


@pytest.mark.parametrize("kind", ["nothing_of_the_kind", "base", "../../etc/passwd", ""])
def test_a_kind_without_wording_is_refused_at_once(tell, kind):
    with pytest.raises(actions.UnknownKind):
        tell(kind)


def test_facts_are_plain_and_sentences_are_not_frozen_in_one_language(tell):
    with pytest.raises(TypeError):
        tell(context={"title": object()})
    with pytest.raises(TypeError):
        tell(context={"title": gettext_lazy("Notices")})


@pytest.mark.parametrize(
    "url", ["https://example.com/", "//example.com", "javascript:alert(1)", {"vi": "x:y"}]
)
def test_links_lead_into_the_portal_only(tell, url):
    with pytest.raises(ValueError, match="not a path"):
        tell(context={**FACTS, "url": url})


def test_a_provision_that_nobody_registered_is_refused(tell):
    with pytest.raises(UnknownProvision):
        tell("clock_due", context={**FACTS, "provision": "LC-99.9"})


def test_an_empty_address_is_an_error_and_not_a_lost_message(tell):
    with pytest.raises(ValueError, match="address"):
        tell(to="")


def test_the_database_refuses_a_message_to_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            kind="x", channel="in_app", address="a@b.vn", queued_at=NOON, not_before=NOON
        )


def _kinds():
    folder = Path(settings.BASE_DIR) / "templates" / "notifications"
    return sorted(path.name.partition(".")[0] for path in folder.glob("*.subject.txt"))


ALL_FACTS = {
    "reference": "TB-2026-0001",
    "title": "Lễ hội <Gầu Tào> & “Tết”",
    "language": "zh-hans",
    "reason": "Ảnh chưa rõ nguồn",
    "due": {"vi": "8 giờ làm việc", "en": "8 working hours", "zh-hans": "8个工作小时"},
    "due_at": NOON,
    "provision": "LC-8.2",
    "outcome": "Đã sửa",
    "promised_at": NOON + timedelta(days=2),
    "number": "12/TB-BBT",
    "hours": 6,
    "notices": 24,
    "code": "clock_quarantined",
    "from_at": NOON,
    "to_at": NOON + timedelta(hours=12),
    "person": "Phạm Thị Thư",
    "note": "TB-2026-0001 còn mở",
    "url": "/vi/report/track/",
}
OF_NO_CASE = {"roster_gap"}


@pytest.mark.parametrize("language", ["vi", "zh-hans", "en"])
@pytest.mark.parametrize("kind", _kinds())
def test_every_kind_speaks_every_language(tell, kind, language):
    tell(kind, to="citizen@example.vn", context=ALL_FACTS, language=language)

    said = queries.wording(Message.objects.get())

    assert kind in OF_NO_CASE or "TB-2026-0001" in said.subject + said.body
    assert "\n" not in said.subject
    assert "&amp;" not in said.subject + said.body
    assert "\n\n\n" not in said.body
    assert f"{settings.CANONICAL_ORIGIN}/vi/report/track/" in said.body


def test_a_kind_has_both_templates_and_stands_in_the_document():
    folder = Path(settings.BASE_DIR) / "templates" / "notifications"
    bodies = sorted(path.name.partition(".")[0] for path in folder.glob("*.body.txt"))
    document = (Path(settings.BASE_DIR) / "docs" / "notifications.md").read_text()

    assert bodies == sorted([*_kinds(), "base"])
    assert [kind for kind in _kinds() if not _is_documented(kind, document)] == []


def _is_documented(kind: str, document: str) -> bool:
    return f"`{kind}`" in document.partition("## Kinds")[2]


def test_facts_are_written_in_the_form_of_the_language(tell, secretary):
    tell("clock_half", context=ALL_FACTS)
    message = Message.objects.filter(channel="email").get()

    said = {code: queries.wording(message, language=code).body for code in ("vi", "en")}

    assert "20/11/2026, 12:00" in said["vi"]
    assert "8 giờ làm việc" in said["vi"]
    assert "8 working hours" in said["en"]
    assert "Khoản 2 Điều 8, Quyết định 02/2025/QĐ-UBND" in said["en"]
    assert "Lễ hội <Gầu Tào> & “Tết”" in said["en"]
    assert "Nguyễn Thị Thư Ký" in said["en"]


def test_a_text_that_lacks_the_language_is_told_in_the_one_there_is(tell):
    tell(context={**FACTS, "title": {"vi": "Chợ phiên"}, "happened_on": "2026-11-20"})

    said = queries.wording(Message.objects.first(), language="en")

    assert "Chợ phiên" in said.body


def test_a_long_or_broken_title_makes_no_second_line_of_the_subject(tell):
    tell(context={**FACTS, "title": "a\r\nBcc: x@example.com\n" + "b" * 5000})

    said = queries.wording(Message.objects.first())

    assert len(said.subject) <= queries.SUBJECT_LENGTH
    assert len(said.subject.splitlines()) == 1


def test_reading_marks_the_readers_own_notices_only(tell, secretary):
    colleague = UserFactory()
    tell()
    tell(to=colleague)
    tell(key="k2")

    read = actions.mark_read(Message.objects.all(), by=secretary, at=NOON)

    assert read == 2
    assert not queries.unread_for(secretary).exists()
    assert queries.unread_for(colleague).count() == 1
    assert actions.mark_all_read(by=colleague, at=NOON) == 1
    assert actions.mark_all_read(by=colleague, at=NOON) == 0


def test_a_message_is_stored_as_plain_json(tell):
    tell("clock_half", context=ALL_FACTS)

    stored = Message.objects.first().context
    assert json.loads(json.dumps(stored)) == stored
    assert stored["due_at"] == "2026-11-20T05:00:00Z"
    assert rules.is_kind(Message.objects.first().kind)
    assert str(Message.objects.first()).startswith("clock_half: ")
