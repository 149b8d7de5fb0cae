"""Anybody reports and follows, in three languages, whatever they type."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

import notifications.actions
from incidents import actions
from incidents.forms import token
from incidents.models import Case
from tests.factories import incidents


pytestmark = pytest.mark.django_db
LANGUAGES = ["vi", "zh", "en"]
GOOD = {
    "kind": "incident",
    "subject": "Trang chủ không mở được",
    "description": "Từ sáng nay.",
    "reporter_email": "mai@example.invalid",
}


def a_token(*, age=timedelta(minutes=1)) -> str:
    return token.issue(at=timezone.now() - age)


def send(client, language="vi", **changes):
    fields = GOOD | {"token": a_token()} | changes
    return client.post(f"/{language}/report/", fields)


@pytest.mark.provision("LC-8.1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_leads_to_a_code_and_the_code_to_its_state(client, language):
    answer = send(client, language)

    assert answer.status_code == 302
    assert answer.url == f"/{language}/report/received/"
    case = Case.objects.get()
    page = client.get(answer.url)
    assert case.tracking_code in page.text
    assert "LC-8.2" in page.text
    followed = client.post(f"/{language}/report/track/", {"code": case.tracking_code.lower()})
    assert case.tracking_code in followed.text
    assert "mai@example.invalid" not in followed.text


def test_the_confirmation_is_written_in_the_language_of_the_report(client):
    send(client, "en")
    notifications.actions.deliver(at=timezone.now())

    (sent,) = [each for each in mail.outbox if each.to == ["mai@example.invalid"]]
    assert Case.objects.get().tracking_code in sent.body
    assert "/en/report/track/?code=" in sent.body


def test_sent_twice_it_is_one_case_and_the_same_page(client):
    same = a_token()

    first, second = send(client, token=same), send(client, token=same)

    assert (first.url, second.url) == (first.url, first.url)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"description": ""},
        {"kind": "authority_request"},
        {"kind": "\x00"},
        {"subject": "x" * 201},
        {"description": "y" * 1_000_000},
        {"reporter_email": "nobody"},
        {"reporter_email": "a@" + "b" * 400 + ".vn"},
        {"reporter_phone": "ring me"},
        {"page_url": "https://elsewhere.example/vi/"},
        {"page_url": "//elsewhere.example/vi/"},
        {"page_url": "javascript:alert(1)"},
        {"page_url": "http://[half"},
        {"page_url": "/vi/" + "a" * 600},
        {"website": "http://spam.example"},
        {"token": ""},
        {"token": "made:up:here"},
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(client, language, changes):
    answer = send(client, language, **changes)

    assert answer.status_code == 200
    assert not Case.objects.exists()
    assert "data-error-summary" in answer.text
    assert "Từ sáng nay." in answer.text or "description" in changes


def test_control_characters_are_left_out(client):
    send(client, subject="Trang\x00 chủ\x1b", description="Dòng một\r\nDòng\x00 hai")

    case = Case.objects.get()
    assert case.subject == "Trang chủ"
    assert "\x00" not in case.description
    assert "hai" in case.description


def test_a_form_left_open_for_a_day_can_be_sent_again(client):
    stale = send(client, token=a_token(age=timedelta(days=2)))
    renewed = re.search(r'name="token" value="([^"]+)"', stale.text)[1]

    again = send(client, token=renewed)

    assert again.status_code == 302


def test_what_posts_links_faster_than_anybody_reads_is_asked_again(client):
    hasty = a_token(age=timedelta(0))

    assert send(client, token=hasty, description="see http://spam.example").status_code == 200
    assert send(client, token=hasty, description="Gửi nhanh mà thật.").status_code == 302


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("/vi/sections/news/", "/vi/sections/news/"),
        ("http://testserver/zh/", "/zh/"),
        ("https://elsewhere.example/vi/", ""),
        ("//elsewhere.example", ""),
        ("/admin/", ""),
        ("\\\\elsewhere", ""),
    ],
)
def test_the_page_is_filled_in_only_if_it_is_ours(client, page, kept):
    answer = client.get("/vi/report/", {"page": page})

    assert answer.context["form"]["page_url"].value() == kept


def test_a_report_about_an_article_is_tied_to_it(client, who):
    article = incidents.published_article(who)

    send(client, page_url=article.url("vi"))

    assert list(Case.objects.get().articles.all()) == [article]


@pytest.mark.parametrize("path", ["report/", "report/track/", "report/track/?code=B7KQ-2MXT-9RWD"])
def test_no_page_of_the_intake_is_kept_or_indexed(client, path):
    answer = client.get(f"/en/{path}")

    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["", "B7KQ-2MXT-9RWD", "'; DROP TABLE", "9" * 5_000, "老街"])
def test_an_unknown_code_is_answered_kindly(client, language, code):
    answer = client.post(f"/{language}/report/track/", {"code": code})

    assert answer.status_code == 200
    assert 'name="code"' in answer.text


def test_the_received_page_belongs_to_whoever_sent_the_report(client):
    assert client.get("/vi/report/received/").url == "/vi/report/"


@pytest.mark.provision("LC-8.3")
def test_the_public_page_tells_nothing_of_an_authority(client, secretary):
    case = incidents.received(kind="violation_report")
    actions.escalate(
        case, incidents.DEMAND, received_at=incidents.MORNING, by=secretary, at=incidents.MORNING
    )
    actions.note(case, "Chỉ nội bộ", by=secretary, at=incidents.MORNING)
    actions.note(case, "Đang xem", public=True, by=secretary, at=incidents.MORNING)

    page = client.get("/vi/report/track/", {"code": case.tracking_code}).text

    assert "LC-8.3" not in page
    assert "A05" not in page
    assert "Chỉ nội bộ" not in page
    assert "Đang xem" in page
    assert secretary.full_name not in page


@pytest.mark.provision("LC-8.2")
def test_the_answer_stands_on_the_page_of_the_report(client, secretary):
    case = incidents.received()
    actions.resolve(case, "Đã khắc phục.", by=secretary, at=incidents.MORNING)

    page = client.get("/vi/report/track/", {"code": case.tracking_code}).text

    assert "Đã khắc phục." in page


def test_a_chinese_address_finds_its_article(client, who):
    article = incidents.published_article(who, "zh-hans")

    send(client, "zh", page_url=f"http://testserver{article.url('zh-hans')}")

    assert list(Case.objects.get().articles.all()) == [article]
