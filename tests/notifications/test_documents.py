"""The register of outgoing documents: numbers, frozen content, files."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from notifications import actions
from notifications.actions import letters
from notifications.models import OutgoingDocument, OutgoingFile, OutgoingSeries
from notifications.models.documents import DOCX, PDF
from notifications.rules.letters import Letter
from tests.factories import accounts


HERE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 2, 5, 9, 0, tzinfo=HERE)
LETTER = Letter(
    superior="",
    issuer="Ban Biên tập Cổng Thông tin đối ngoại tỉnh Lào Cai",
    number="99",
    symbol="TB-BBT",
    place="Lào Cai",
    issued_on=date(1999, 1, 1),
    kind="Thông báo",
    abstract="Thời gian hoàn thành",
    addressee="Bà Nguyễn Thị Mai",
    content=("Vụ việc phức tạp.", "Hoàn thành trước 16 giờ 00."),
    authority=("KT. Trưởng Ban", "Phó Trưởng Ban"),
    signer="Trần Văn Hùng",
    recipients=("Như trên", "Lưu: VT"),
    draft=True,
)


@pytest.fixture
def deputy(db):
    return accounts.person(Role.DEPUTY_HEAD)


@pytest.fixture
def quick(monkeypatch):
    """Numbers are proved without drawing a page for each."""
    monkeypatch.setattr(letters, "letter_docx", lambda letter: letter.number.encode())
    monkeypatch.setattr(letters, "letter_pdf", lambda letter: letter.number.encode())


def issued(by, *, at: datetime = AT, **changes) -> OutgoingDocument:
    return actions.issue_letter(replace(LETTER, **changes), kind="notice", by=by, at=at)


@transaction.atomic
def issued_and_rolled_back(by) -> int:
    issued(by)
    raise RuntimeError("something else went wrong")


@pytest.mark.databases
def test_a_letter_gets_the_next_number_and_the_day_it_is_issued(deputy):
    first, second = issued(deputy), issued(deputy)

    assert (first.number, second.number) == ("01/TB-BBT", "02/TB-BBT")
    assert first.issued_on == date(2026, 2, 5)
    assert (first.signer, first.post) == ("Trần Văn Hùng", "KT. Trưởng Ban / Phó Trưởng Ban")
    assert first.letter() == replace(LETTER, number="01", issued_on=date(2026, 2, 5), draft=False)


@pytest.mark.databases
def test_numbers_begin_anew_with_the_local_year_and_for_each_symbol(deputy, quick):
    eve = datetime(2026, 12, 31, 23, 59, 59, tzinfo=HERE)
    issued(deputy, at=AT)

    last = issued(deputy, at=eve)
    first = issued(deputy, at=datetime(2027, 1, 1, 0, 0, 0, tzinfo=HERE))
    other = issued(deputy, at=eve, symbol="TC-BBT")

    assert [(each.year, each.number) for each in (last, first, other)] == [
        (2026, "02/TB-BBT"), (2027, "01/TB-BBT"), (2026, "01/TC-BBT"),
    ]  # fmt: skip


@pytest.mark.databases
def test_an_act_that_fails_gives_its_number_back(deputy, quick):
    with pytest.raises(RuntimeError):
        issued_and_rolled_back(deputy)

    assert issued(deputy).number == "01/TB-BBT"


@pytest.mark.databases
@pytest.mark.parametrize("model", [OutgoingDocument, OutgoingFile])
def test_the_database_refuses_to_change_what_was_issued(deputy, quick, model):
    issued(deputy)

    for change in (
        lambda: model.objects.update(id=7),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.databases
def test_the_files_are_kept_byte_by_byte_with_their_fingerprints(deputy):
    document = issued(deputy)
    files = {each.mime: bytes(each.content) for each in document.files.all()}

    assert files[PDF].startswith(b"%PDF-")
    assert hashlib.sha256(files[PDF]).hexdigest() == document.pdf_sha256
    assert hashlib.sha256(files[DOCX]).hexdigest() == document.docx_sha256
    assert {each.name for each in document.files.all()} == {
        "01_TB-BBT_2026.docx", "01_TB-BBT_2026.pdf",
    }  # fmt: skip


@pytest.mark.databases
def test_an_e_mail_carries_the_pdf_that_was_issued(deputy):
    document = issued(deputy)
    actions.queue(
        "case_notice", to="mai@example.invalid", context={"reference": "B7KQ"}, key="notice",
        enclosed=document, at=AT,
    )  # fmt: skip

    actions.deliver(at=AT)

    name, content, mime = mail.outbox[0].attachments[0]
    assert (name, mime) == ("01_TB-BBT_2026.pdf", "application/pdf")
    assert hashlib.sha256(content).hexdigest() == document.pdf_sha256


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_five_hundred_letters_at_once_have_neither_gaps_nor_doubles(quick):
    by = accounts.person(Role.DEPUTY_HEAD)
    chance = random.Random(30)  # noqa: S311 the same fates in every run
    fates = [chance.random() < 0.2 for _ in range(500)]

    def attempt(fails: bool) -> int:
        try:
            return issued_and_rolled_back(by) if fails else issued(by).count
        except RuntimeError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        counts = [count for count in threads.map(attempt, fates) if count]

    assert sorted(counts) == list(range(1, len(counts) + 1))
    assert len(counts) == fates.count(False)
    assert OutgoingSeries.objects.get().last == len(counts)
