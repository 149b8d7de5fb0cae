"""The one intake: who called, which body asks, which documents came, what was read back."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts import queries as accounts
from deadlines.models import Clock
from files.models import Enclosure
from incidents import actions
from incidents.forms import token
from incidents.models import Authority, Case
from incidents.queries import authorities
from incidents.rules.states import Kind
from incidents.rules.triage import Triage
from tests.factories import incidents
from tests.factories.accounts import AgencyFactory
from tests.factories.incidents import MORNING
from tests.factories.uploads import pdf


DESK = "/vi/admin/cases/"
FORM = "/vi/report/"
pytestmark = pytest.mark.django_db


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def a_document(name="cong-van.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf(), content_type="application/pdf")


def a_report(**changes):
    fields = {
        "kind": "incident",
        "subject": "Ảnh không hiện",
        "description": "Trang chủ thiếu ảnh.",
        "token": token.issue(at=timezone.now() - timedelta(seconds=30)),
    }
    return fields | changes


def by_hand(**changes):
    now = timezone.now()
    return {
        "kind": "support",
        "channel": "phone",
        "received_at": local(now - timedelta(hours=2)),
        "subject": "Không mở được",
        "description": "Gọi lúc sáng.",
        "language": "vi",
        "read_back": "on",
        "token": token.issue(at=now),
    } | changes


def requested(**changes):
    return by_hand(authority="a05", officer="Thiếu tá Hùng") | changes


@pytest.mark.provision("LC-8.1")
def test_documents_come_along_with_a_report(client):
    client.post(FORM, a_report(enclosures=[a_document(), a_document("2.pdf")]))

    case = Case.objects.get()
    assert {each.original_name for each in case.enclosures.all()} == {"cong-van.pdf", "2.pdf"}


def test_documents_are_kept_while_the_rest_is_corrected(client):
    faulty = client.post(FORM, a_report(subject="", enclosures=[a_document()]))
    kept = faulty.context["form"]["kept"].value()
    assert "cong-van.pdf" in faulty.text
    assert not Case.objects.exists()

    client.post(FORM, a_report(kept=kept, enclosures=[a_document("them.pdf")]))

    names = {each.original_name for each in Case.objects.get().enclosures.all()}
    assert names == {"cong-van.pdf", "them.pdf"}


def test_a_kept_document_can_be_left_out(client):
    faulty = client.post(FORM, a_report(subject="", enclosures=[a_document()]))
    kept = faulty.context["form"]["kept"].value()

    client.post(FORM, a_report(kept=kept, aside=[str(Enclosure.objects.get().pk)]))

    assert not Case.objects.get().enclosures.exists()


@pytest.mark.parametrize("forged", ["x", "\x00", "z" * 5000, "WyIwMDAiXQ:abc:def"])
def test_a_forged_list_of_documents_is_no_list(client, forged):
    Enclosure.objects.all()
    client.post(FORM, a_report(kept=forged))

    assert not any(case.enclosures.exists() for case in Case.objects.all())


def test_a_program_is_refused_in_words_and_nothing_typed_is_lost(client):
    answer = client.post(FORM, a_report(enclosures=[a_document("x.pdf", b"MZ\x90\x00" * 99)]))

    assert answer.status_code == 200
    assert "x.pdf" in answer.text
    assert "Trang chủ thiếu ảnh." in answer.text
    assert not Case.objects.exists()


def test_six_documents_are_one_too_many(client):
    answer = client.post(FORM, a_report(enclosures=[a_document(f"{n}.pdf") for n in range(6)]))

    assert "enclosures" in answer.context["form"].errors
    assert Enclosure.objects.count() == 5


@pytest.mark.provision("LC-8.1")
def test_a_call_is_written_down_once_it_was_read_back(client, secretary):
    client.force_login(secretary)
    agency = AgencyFactory()

    silent = client.post(f"{DESK}report/", by_hand(read_back=""))
    client.post(f"{DESK}report/", by_hand(office="Công ty Hoàng Liên", agency=agency.code))

    assert "read_back" in silent.context["form"].errors
    case = Case.objects.get()
    assert (case.read_back_by, case.office, case.agency) == (
        secretary, "Công ty Hoàng Liên", agency,
    )  # fmt: skip
    page = client.get(case.get_absolute_url()).text
    assert "Công ty Hoàng Liên" in page


def test_a_letter_brings_number_day_and_scan(client, secretary):
    client.force_login(secretary)
    client.post(
        f"{DESK}report/",
        by_hand(channel="letter", read_back="", letter_number="15/CV", letter_on="2026-11-16",
                enclosures=[a_document()]),
    )  # fmt: skip

    case = Case.objects.get()
    assert (case.letter_number, case.letter_on) == ("15/CV", date(2026, 11, 16))
    assert case.enclosures.count() == 1
    assert case.read_back_at is None


@pytest.mark.provision("LC-8.2")
@pytest.mark.parametrize(("minutes", "taken"), [(-1, True), (0, True), (1, False)])
def test_receipt_lies_in_the_past_to_the_minute(client, secretary, minutes, taken):
    client.force_login(secretary)
    moment = timezone.now() + timedelta(minutes=minutes)

    client.post(f"{DESK}report/", by_hand(received_at=local(moment)))

    assert Case.objects.exists() is taken


@pytest.mark.provision("LC-16.3")
def test_a_request_in_the_name_of_a_body_that_is_no_more_offers_its_heir(client, secretary):
    client.force_login(secretary)

    answer = client.post(f"{DESK}request/", requested(authority="bo-tttt"))
    assert not Case.objects.exists()
    assert answer.context["form"]["authority"].value() == "bo-khcn"
    again = requested(authority=answer.context["form"]["authority"].value())
    client.post(f"{DESK}request/", again)

    assert Case.objects.get().authority.code == "bo-khcn"


@pytest.mark.provision("LC-16.3")
def test_bodies_of_before_are_listed_with_whoever_carries_on():
    before, after = date(2025, 2, 28), date(2025, 3, 1)
    old = Authority.objects.get(code="bo-tttt")

    assert old.current(on=before) == old
    assert old.current(on=after).code == "bo-khcn"
    (group,) = [names for name, names in authorities.offered(on=after) if isinstance(names, list)]
    assert any("→" in name for _code, name in group)


def test_the_standing_agency_asks_under_its_name_of_the_day(client, secretary):
    client.force_login(secretary)
    standing = AgencyFactory(code=accounts.STANDING_AGENCY)

    client.post(f"{DESK}request/", requested(authority="standing"))

    case = Case.objects.get()
    assert case.agency == standing
    assert Clock.objects.of(case).get().provision == "LC-8.3"


@pytest.mark.provision("LC-8.3")
def test_what_the_board_finds_itself_runs_24_hours_as_its_own_norm(client, secretary):
    client.force_login(secretary)
    found = timezone.now() - timedelta(hours=1)

    client.post(
        f"{DESK}finding/",
        {
            "received_at": local(found),
            "violation": "6.1e",
            "subject": "Ảnh sai",
            "description": "Ảnh minh họa sai địa danh.",
            "token": token.issue(at=timezone.now()),
        },
    )

    case = Case.objects.get()
    clock = Clock.objects.of(case).get()
    assert (case.kind, case.authority, case.violation) == (Kind.OWN_FINDING, None, "6.1e")
    assert clock.provision == "norm:self-detected"
    assert clock.due_at - clock.started_at == timedelta(hours=24)
    page = client.get(case.get_absolute_url().replace("/vi/", "/en/")).text
    assert "Internal norm" in page
    assert "to be confirmed" in page


@pytest.mark.provision("LC-8.2")
def test_a_private_complaint_waits_to_be_examined_and_stays_a_report(secretary):
    case = incidents.received(kind=Kind.VIOLATION_REPORT)
    assert case.triage == Triage.WAITING

    actions.examine(case, "Không trái luật.", violation="6.1d", by=secretary, at=MORNING)

    case = incidents.fresh(case)
    assert (case.triage, case.violation, case.authority) == (Triage.KEPT, "6.1d", None)
    assert Clock.objects.of(case).get().provision == "LC-8.2"
    with pytest.raises(actions.NotAllowed, match="examined_before"):
        actions.examine(case, "Lại.", by=secretary, at=MORNING)
    actions.resolve(case, "Đã giải thích.", by=secretary, at=MORNING)
    assert incidents.fresh(case).triage == Triage.ANSWERED


@pytest.mark.provision("LC-8.3")
def test_a_call_back_is_recorded_afterwards_once(secretary):
    unsure = incidents.replace(incidents.DEMAND, confirmed_by_call=False)
    case = incidents.requested(secretary, demand=unsure)

    actions.confirm_call(case, by=secretary, at=MORNING + timedelta(minutes=5))

    assert incidents.fresh(case).call_confirmed_by == secretary
    with pytest.raises(actions.NotAllowed, match="nothing_to_confirm"):
        actions.confirm_call(case, by=secretary, at=MORNING + timedelta(minutes=6))


def test_a_document_is_added_later_from_its_page(client, secretary):
    case = incidents.received()
    client.force_login(secretary)
    act = f"{DESK}{case.number}/acts/enclose/"

    nothing = client.post(act, {"words": "Trống"})
    client.post(act, {"words": "Bản quét", "enclosures": [a_document()]})

    assert nothing.status_code == 200
    assert case.enclosures.count() == 1
    assert "cong-van.pdf" in case.events.order_by("seq").last().note


@pytest.mark.provision("LC-8.2-notice")
def test_a_promise_stands_still_while_the_reporter_is_asked(secretary):
    case = incidents.received()
    with pytest.raises(actions.NotAllowed):
        actions.ask_reporter(case, "Lỗi ở trang nào?", by=secretary, at=MORNING)
    actions.mark_complex(
        case, "Cần thêm.", promised_at=MORNING + timedelta(days=2),
        delivery=actions.Delivery(at=MORNING, proof="Tận tay"), by=secretary, at=MORNING,
    )  # fmt: skip
    promised = incidents.fresh(case).due_at

    actions.ask_reporter(case, "Lỗi ở trang nào?", by=secretary, at=MORNING)
    assert incidents.fresh(case).due_at is None
    actions.go_on(case, by=secretary, at=MORNING + timedelta(hours=2))

    assert incidents.fresh(case).due_at > promised
    with pytest.raises(actions.NotAllowed, match="not_suspended"):
        actions.go_on(case, by=secretary, at=MORNING + timedelta(hours=3))
