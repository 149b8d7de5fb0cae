"""The letter of a complex case on the desk: seen before, issued, delivered, downloaded."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

import notifications.actions
from deadlines.models import Clock, ClockState
from incidents import actions
from incidents.models import Case, CaseNotice
from incidents.rules import notices as rules
from incidents.rules.notices import Way
from notifications.models import Message, OutgoingDocument
from tests.factories import incidents, uploads
from tests.factories.incidents import HERE, MORNING


DESK = "/en/admin/cases/"
PROMISED = MORNING + timedelta(days=5)
DUE = MORNING + timedelta(days=1)  # the day of the office is 8 hours long

pytestmark = pytest.mark.databases


def local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def issued(case: Case, by, *, at: datetime = MORNING, **changes) -> CaseNotice:
    facts = {"promised_at": PROMISED, "by": by, "at": at} | changes
    return actions.mark_complex(case, "Phải thay máy chủ.", **facts)


def words_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def clock(case: Case, provision: str) -> Clock:
    return Clock.objects.of(case).get(provision=provision)


@pytest.fixture(params=[incidents.READER, incidents.Reporter()], ids=["e-mail", "no e-mail"])
def open_case(request, client, secretary):
    client.force_login(secretary)
    at = timezone.now() - timedelta(minutes=30)
    return incidents.received(at=at, reporter=request.param)


def asked(days: float = 3, **changes: str) -> dict[str, str]:
    moment = timezone.now() + timedelta(days=days)
    return {"reason": "Phải thay máy chủ.", "promised_at": local(moment)} | changes


@pytest.mark.provision("LC-8.2-notice")
def test_the_letter_is_read_before_anything_is_written(client, open_case):
    act = f"{DESK}{open_case.number}/acts/complex/"

    page = client.post(act, asked(look="text"))

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page.content.decode()
    assert "Phải thay máy chủ." in page.context["letter"]
    assert not OutgoingDocument.objects.exists()
    assert incidents.fresh(open_case).state != "complex"


def test_the_preview_is_a_pdf_without_a_number(client, open_case):
    answer = client.post(f"{DESK}{open_case.number}/notice/preview.pdf", asked())

    text = words_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "BẢN XEM TRƯỚC" in text
    assert "Phải thay máy chủ." in text
    assert not OutgoingDocument.objects.exists()


def test_a_preview_of_half_a_form_says_what_is_missing(client, open_case):
    answer = client.post(f"{DESK}{open_case.number}/notice/preview.pdf", asked(reason=""))

    assert "text/html" in answer["Content-Type"]
    assert answer.context["form"].errors.keys() == {"reason"}


def test_a_promise_at_night_is_warned_of(client, open_case):
    night = timezone.localtime(timezone.now() + timedelta(days=3)).replace(hour=2, minute=0)

    page = client.post(
        f"{DESK}{open_case.number}/acts/complex/", asked(promised_at=local(night), look="text")
    )

    assert page.context["warning"]


def test_a_letter_is_issued_downloaded_by_the_board_and_by_its_reader(client, open_case):
    client.post(f"{DESK}{open_case.number}/acts/complex/", asked(issue="yes"))
    notice = open_case.notices.get()
    files = f"{DESK}{open_case.number}/notices/{notice.pk}"

    pdf, docx = client.get(f"{files}.pdf"), client.get(f"{files}.docx")
    client.logout()
    tracked = client.get("/en/report/track/", {"code": open_case.tracking_code})
    address = f"{reverse('incidents:notice', args=[notice.pk])}?code={open_case.tracking_code}"
    read = client.get(address)

    assert "01/TB-BBT" in words_of(pdf.content)
    name = f"01_TB-BBT_{notice.document.year}.pdf"
    assert pdf["Content-Disposition"] == f'attachment; filename="{name}"'
    assert docx.content.startswith(b"PK")
    assert "01/TB-BBT" in tracked.content.decode()
    assert read.content == pdf.content
    assert client.get(f"{files}.pdf").status_code == 302  # to the door
    another = "Y" if address.endswith("X") else "X"
    assert client.get(address[:-1] + another).status_code == 404
    assert client.get(address.partition("?")[0]).status_code == 404


@pytest.mark.parametrize("path", ["0.pdf", "99999999999999999999.pdf", "{pk}.exe", "{pk}."])
def test_there_are_no_other_files(client, open_case, secretary, path):
    notice = issued(
        open_case, secretary, at=timezone.now(), promised_at=timezone.now() + timedelta(days=3)
    )

    answer = client.get(f"{DESK}{open_case.number}/notices/{path.format(pk=notice.pk)}")

    assert answer.status_code == 404


@pytest.mark.provision("LC-8.2-notice")
def test_a_letter_by_post_is_delivered_with_its_number_and_receipt(client, open_case, secretary):
    now = timezone.now()
    notice = issued(open_case, secretary, at=now, promised_at=now + timedelta(days=3))
    act = f"{DESK}{open_case.number}/acts/deliver/"
    fields = {
        "way": "post", "delivered_at": local(now), "to": "Nguyễn Thị Mai", "proof": "RA123456789VN",
    }  # fmt: skip

    refused = client.post(act, fields | {"enclosures": uploads.upload(b"MZ", "receipt.pdf")})
    done = client.post(act, fields | {"enclosures": uploads.upload(uploads.pdf(), "receipt.pdf")})

    notice.refresh_from_db()
    assert refused.context["form"].errors.keys() == {"enclosures"}
    assert done.status_code == 302
    assert (notice.way, notice.delivered_to) == (Way.POST, "Nguyễn Thị Mai")
    assert notice.receipt.original_name == "receipt.pdf"
    assert "receipt" in client.get(f"{DESK}{open_case.number}/").content.decode()
    receipt = client.get(notice.receipt.get_absolute_url())
    assert receipt.getvalue() == uploads.pdf()
    receipt.close()


@pytest.mark.provision("LC-8.2-notice")
@pytest.mark.parametrize(
    ("late", "state"), [(timedelta(0), ClockState.MET), (timedelta(seconds=1), ClockState.MET_LATE)]
)
def test_a_letter_delivered_when_it_is_due_is_in_time_and_a_second_later_is_not(
    secretary, late, state
):
    case = incidents.received(reporter=incidents.Reporter(name="Mai"))
    assert clock(case, "LC-8.2").due_at == DUE
    notice = issued(case, secretary)

    delivery = actions.Delivery(DUE + late, "Giấy biên nhận")
    actions.deliver_notice(notice, delivery, by=secretary, at=DUE + timedelta(hours=1))

    assert clock(case, "LC-8.2").state == state
    assert clock(case, "LC-8.2-notice").due_at == PROMISED


@pytest.mark.provision("LC-8.2-notice")
@pytest.mark.parametrize(
    ("late", "state"), [(timedelta(0), ClockState.MET), (timedelta(seconds=1), ClockState.MET_LATE)]
)
def test_an_e_mail_counts_from_the_second_it_went_out(secretary, late, state):
    case = incidents.received()
    issued(case, secretary)

    notifications.actions.deliver(at=DUE + late)
    actions.confirm_deliveries(at=DUE + timedelta(hours=1))

    assert clock(case, "LC-8.2").state == state


@pytest.mark.provision("LC-8.2-notice")
def test_of_an_e_mail_given_up_the_handler_is_told_once_and_the_clock_runs_on(secretary):
    case = incidents.received()
    actions.take_charge(case, by=secretary, at=MORNING)
    notice = issued(case, secretary)
    Message.objects.filter(kind="case_notice").update(dead_at=MORNING)

    for _ in range(2):
        actions.confirm_deliveries(at=MORNING + timedelta(hours=1))

    notice.refresh_from_db()
    assert secretary.messages.in_app().filter(kind="case_notice_undelivered").count() == 1
    assert notice.delivered_at is None
    assert clock(case, "LC-8.2").state == ClockState.RUNNING


@pytest.mark.provision("LC-8.2-notice")
def test_a_reader_of_another_language_gets_a_translation_and_the_original(secretary):
    case = incidents.received(language="zh-hans")
    notice = issued(case, secretary, translation="需要更换服务器。")

    notifications.actions.deliver(at=MORNING)

    (sent,) = [each for each in mail.outbox if each.attachments]
    name, content, _mime = sent.attachments[0]
    assert "需要更换服务器。" in sent.body
    assert notice.number in sent.body
    assert name == "01_TB-BBT_2026.pdf"
    assert "Phải thay máy chủ." in words_of(content)
    assert notice.document.translations == {"zh-hans": "需要更换服务器。"}


@pytest.mark.parametrize(
    ("roles", "lines"),
    [
        ({"head_of_board", "editor"}, ("Trưởng Ban",)),
        ({"deputy_head"}, ("KT. Trưởng Ban", "Phó Trưởng Ban")),
        ({"secretary"}, ("TL. Trưởng Ban", "Thư ký Ban Biên tập")),
        (set(), ("TL. Trưởng Ban",)),
    ],
)
def test_each_role_signs_in_its_own_way(roles, lines):
    assert rules.authority_of(frozenset(roles)) == lines


def test_hostile_words_stay_words(client, open_case):
    hostile = "{=1+1} <b>x</b> \x00\u202e =cmd|' /C calc'!A0 {nb} **x** " + "dài" * 1_000
    act = f"{DESK}{open_case.number}/acts/complex/"

    page = client.post(act, asked(reason=hostile, look="text"))
    client.post(act, asked(reason=hostile, issue="yes"))

    assert "<b>x</b>" not in page.content.decode()
    pdf = client.get(f"{DESK}{open_case.number}/notices/{open_case.notices.get().pk}.pdf")
    assert "{=1+1} <b>x</b>" in words_of(pdf.content)
    assert "{nb} **x**" in words_of(pdf.content)


def test_the_local_day_stands_on_the_letter(secretary):
    late = datetime(2026, 2, 5, 23, 59, 59, tzinfo=HERE)
    case = incidents.received(at=late)

    notice = issued(case, secretary, at=late, promised_at=late + timedelta(days=1))

    assert notice.issued_on.isoformat() == "2026-02-05"
