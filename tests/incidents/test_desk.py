"""The desk of cases: who comes in, what they see, what they do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deadlines.models import Clock, ClockState
from incidents import actions
from incidents.forms import token
from incidents.models import Case, TakedownOrder
from incidents.views import deeds, wording
from tests.factories import incidents


pytestmark = pytest.mark.django_db
DESK = "/vi/admin/cases/"


def sign_in(client, person):
    client.force_login(person)
    return client


def local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def a_request(**changes):
    now = timezone.now()
    return {
        "authority": "a05",
        "channel": "phone",
        "received_at": local(now - timedelta(hours=1)),
        "subject": "Yêu cầu gỡ bài",
        "description": "Đề nghị gỡ ngay.",
        "read_back": "on",
        "token": token.issue(at=now),
    } | changes


PAGES = ["", "report/", "request/", "{number}/", "{number}/acts/resolve/", "take-down/{article}/"]


@pytest.mark.parametrize("page", PAGES)
def test_only_those_who_handle_cases_come_in(client, who, page):
    article = incidents.published_article(who)
    case = incidents.received()
    path = DESK + page.format(number=case.number, article=article.pk)

    assert client.get(path).status_code == 302
    for person in (who.officer, who.translator["en"]):
        assert sign_in(client, person).get(path).status_code == 403
    assert sign_in(client, who.deputy).get(path).status_code == 200


def test_a_member_sees_cases_but_takes_nothing_down(client, who):
    article = incidents.published_article(who)

    answer = sign_in(client, who.member).get(f"{DESK}take-down/{article.pk}/")

    assert answer.status_code == 403


def test_an_empty_desk_says_so(client, secretary):
    assert 'class="empty"' in sign_in(client, secretary).get(DESK).text


def test_what_is_due_next_stands_first(client, secretary, deputy):
    report = incidents.received(subject="Góp ý")
    demand = incidents.requested(deputy, at=incidents.MORNING - timedelta(hours=20))
    done = incidents.received(subject="Xong rồi")
    actions.resolve(done, "Đã xong.", by=secretary, at=incidents.MORNING)

    page = sign_in(client, secretary).get(DESK)

    assert [line.case for line in page.context["lines"]] == [demand, report]
    closed = client.get(DESK, {"state": "closed"})
    assert [line.case for line in closed.context["lines"]] == [done]
    only = client.get(DESK, {"kind": "authority_request"})
    assert [line.case for line in only.context["lines"]] == [demand]


@pytest.mark.parametrize("query", ["?state=%27&kind=--", "?page=999999999999999999999", "?page=x"])
def test_a_filter_that_makes_no_sense_breaks_nothing(client, secretary, query):
    incidents.received()

    assert sign_in(client, secretary).get(DESK + query).status_code == 200


def queries_of(client, path) -> int:
    client.get(path)  # content types and calendars are remembered
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_list_costs_the_same_for_one_and_for_twelve(client, secretary):
    sign_in(client, secretary)
    incidents.received()
    one = queries_of(client, DESK)
    for _ in range(11):
        incidents.received()

    assert queries_of(client, DESK) == one


@pytest.mark.provision("LC-8.1")
def test_a_telephone_call_is_written_down_with_its_own_time(client, secretary):
    called = timezone.now() - timedelta(hours=3)
    fields = {
        "kind": "support",
        "channel": "phone",
        "received_at": local(called),
        "subject": "Không đăng nhập được",
        "description": "Gọi lúc sáng.",
        "language": "vi",
        "read_back": "on",
        "token": token.issue(at=timezone.now()),
    }

    first = sign_in(client, secretary).post(f"{DESK}report/", fields)
    second = client.post(f"{DESK}report/", fields)

    case = Case.objects.get()
    assert first.url == second.url == f"{DESK}{case.number}/"
    assert local(case.received_at) == local(called)
    assert case.recorded_by == secretary


@pytest.mark.parametrize(
    "changes",
    [
        {"received_at": "2999-01-01T00:00"},
        {"received_at": "0001-01-01T00:00"},
        {"received_at": "99999999"},
        {"authority": "nobody"},
        {"authority": "so-khcn", "removal": "on"},
        {"channel": "letter"},
        {"channel": "web"},
        {"read_back": ""},
        {"agency": "nobody"},
        {"violation": "9.9"},
        {"letter_on": "9999-12-31"},
        {"articles": ["99999999999999999999999"]},
        {"articles": ["abc", "-1", "\x00"]},
        {"subject": "\x00"},
        {"description": "z" * 100_000},
    ],
)
def test_bad_input_of_the_board_is_told_and_kept(client, secretary, changes):
    answer = sign_in(client, secretary).post(f"{DESK}request/", a_request(**changes))

    assert answer.status_code == 200
    assert "data-error-summary" in answer.text
    assert not Case.objects.exists()


def test_searching_for_an_article_keeps_what_was_typed(client, who):
    article = incidents.published_article(who, "en")
    fields = a_request(find="gầu tào khai", search="1", removal="on")

    page = sign_in(client, who.secretary).post(f"{DESK}request/", fields)

    assert "Đề nghị gỡ ngay." in page.text
    assert f'value="{article.pk}"' in page.text
    assert "festival opens" in page.text
    assert "data-error-summary" not in page.text
    assert page.context["form"]["removal"].value()


@pytest.mark.provision("LC-8.3")
def test_from_the_call_to_the_proof(client, who):
    article = incidents.published_article(who, "en")
    sign_in(client, who.deputy)

    client.post(f"{DESK}request/", a_request(articles=[str(article.pk)], removal="on"))
    case = Case.objects.get()
    page = client.get(f"{DESK}{case.number}/take-down/{article.pk}/")
    assert article.url("en") in page.text
    answer = client.post(
        f"{DESK}{case.number}/take-down/{article.pk}/",
        {
            "languages": ["vi", "en"],
            "ground": "national_security",
            "reason": "Theo yêu cầu.",
            "ordered_by": "A05",
            "settles": "on",
        },
    )

    order = TakedownOrder.objects.get()
    assert answer.url == f"{DESK}take-downs/{order.pk}/"
    proof = client.get(answer.url)
    assert "410" in proof.text
    assert who.deputy.full_name in proof.text
    assert f"{timezone.localtime(order.at):%H:%M:%S}" in proof.text
    assert client.get(order.addresses["en"]).status_code == 410
    assert Clock.objects.of(case).get().state == ClockState.MET


def test_taking_down_needs_a_reason_and_a_language(client, who):
    article = incidents.published_article(who)

    answer = sign_in(client, who.deputy).post(f"{DESK}take-down/{article.pk}/", {"ground": "x"})

    assert answer.status_code == 200
    assert not TakedownOrder.objects.exists()
    assert client.get(article.url("vi")).status_code == 200


ACTS = {
    "take-charge": {},
    "note": {"words": "Đã gọi lại."},
    "resolve": {"result": "Đã xong."},
    "reject": {"reason": "Không thuộc phạm vi."},
}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_done_from_its_page(client, secretary, act):
    case = incidents.received()

    answer = sign_in(client, secretary).post(f"{DESK}{case.number}/acts/{act}/", ACTS[act])

    assert answer.url == f"{DESK}{case.number}/"
    assert incidents.fresh(case).events.count() == 2
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("act", ["resolve", "reject", "note", "complex", "escalate", "assign"])
def test_an_act_without_its_words_is_not_done(client, secretary, act):
    case = incidents.received(kind="violation_report")

    answer = sign_in(client, secretary).post(f"{DESK}{case.number}/acts/{act}/", {})

    assert answer.status_code == 200
    assert incidents.fresh(case).events.count() == 1


def test_a_case_is_given_to_a_colleague(client, secretary, deputy):
    case = incidents.received()

    sign_in(client, secretary).post(f"{DESK}{case.number}/acts/assign/", {"handler": deputy.pk})

    assert incidents.fresh(case).handler == deputy


@pytest.mark.provision("LC-8.3")
def test_a_report_is_taken_up_by_an_authority_from_its_page(client, secretary):
    now = timezone.now()
    case = incidents.received(kind="violation_report", at=now - timedelta(hours=2))
    act = f"{DESK}{case.number}/acts/escalate/"
    asked = {"authority": "a05", "received_at": local(now - timedelta(hours=1))}
    sign_in(client, secretary)

    early = client.post(act, asked | {"received_at": local(now - timedelta(hours=5))})
    client.post(act, asked)

    assert early.status_code == 200
    assert incidents.fresh(case).authority.code == "a05"
    page = client.get(f"{DESK}{case.number}/")
    assert len(page.context["clocks"]) == 2


@pytest.mark.parametrize("days", [-1, 400])
def test_a_promise_is_neither_past_nor_a_year_away(client, secretary, days):
    case = incidents.received()
    promised = local(timezone.now() + timedelta(days=days))

    answer = sign_in(client, secretary).post(
        f"{DESK}{case.number}/acts/complex/", {"reason": "Cần thêm.", "promised_at": promised}
    )

    assert answer.status_code == 200
    assert not case.notices.exists()


def test_a_delivery_without_a_notice_is_refused(client, secretary):
    case = incidents.received()
    act = f"{DESK}{case.number}/acts/deliver/"
    fields = {"delivered_at": local(timezone.now()), "proof": "Biên nhận"}
    sign_in(client, secretary)

    assert client.post(act, fields).status_code == 302  # not announced as complex
    actions.mark_complex(
        case,
        "Cần thêm.",
        promised_at=timezone.now() + timedelta(days=2),
        delivery=actions.Delivery(at=timezone.now(), proof="Tận tay"),
        by=secretary,
        at=timezone.now(),
    )
    assert client.post(act, fields).status_code == 200


def test_a_secretary_sees_that_leaders_turn_authorities_away(client, secretary):
    case = incidents.requested(secretary)

    page = sign_in(client, secretary).get(f"{DESK}{case.number}/")

    (refused,) = [offer for offer in page.context["deeds"] if offer.refused]
    assert refused.deed.slug == "reject"
    assert client.get(f"{DESK}{case.number}/acts/dance/").status_code == 404


def test_an_order_without_whoever_demands_it_is_told(client, who):
    article = incidents.published_article(who)

    answer = sign_in(client, who.deputy).post(
        f"{DESK}take-down/{article.pk}/",
        {"languages": ["vi"], "ground": "authority_request", "reason": "Vì thế."},
    )

    assert "ordered_by" in answer.context["form"].errors
    assert client.get(article.url("vi")).status_code == 200


def test_an_article_is_added_later_by_its_address(client, who):
    article = incidents.published_article(who)
    case = incidents.received(kind="violation_report")
    act = f"{DESK}{case.number}/acts/add-article/"
    sign_in(client, who.secretary)

    wrong = client.post(act, {"address": "https://elsewhere.example/vi/articles/x-9/"})
    client.post(act, {"address": f"http://testserver{article.url('vi')}"})

    assert wrong.status_code == 200
    assert list(incidents.fresh(case).articles.all()) == [article]


def test_a_secretary_is_told_why_a_complaint_takes_nothing_down(client, who):
    article = incidents.published_article(who)
    case = incidents.received(kind="violation_report")
    path = f"{DESK}{case.number}/take-down/{article.pk}/"

    answer = sign_in(client, who.secretary).get(path)

    assert answer.url == f"{DESK}{case.number}/"
    assert client.get(path.replace(str(article.pk) + "/", "0/")).status_code == 404


def test_a_closed_case_is_only_taken_up_again(client, secretary):
    case = incidents.received()
    actions.resolve(case, "Đã xong.", by=secretary, at=incidents.MORNING)

    page = sign_in(client, secretary).get(f"{DESK}{case.number}/")
    again = client.post(f"{DESK}{case.number}/acts/resolve/", {"result": "Lần nữa"})

    assert [offer.deed.slug for offer in page.context["deeds"]] == ["reopen"]
    assert again.status_code == 302
    assert incidents.fresh(case).result == "Đã xong."


@pytest.mark.provision("LC-8.2-notice")
def test_a_notice_is_written_and_its_delivery_recorded(client, secretary):
    now = timezone.now()
    case = incidents.received(at=now - timedelta(minutes=30), reporter=incidents.Reporter())
    sign_in(client, secretary)

    client.post(
        f"{DESK}{case.number}/acts/complex/",
        {"reason": "Thay máy chủ.", "promised_at": local(now + timedelta(days=3))},
    )
    client.post(
        f"{DESK}{case.number}/acts/deliver/",
        {"delivered_at": local(now), "proof": "Biên nhận 7"},
    )

    notice = case.notices.get()
    assert notice.delivery_proof == "Biên nhận 7"
    assert Clock.objects.of(case).open().get().provision == "LC-8.2-notice"


@pytest.mark.parametrize(
    "path",
    [
        "SV-9999-00001/",
        "SV-9999-00001/acts/resolve/",
        "x/acts/y/",
        "take-downs/99999999999999999999/",
        "take-down/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_not_found(client, deputy, path):
    assert sign_in(client, deputy).get(DESK + path).status_code == 404


def test_the_next_step_is_the_one_strong_button(client, secretary):
    case = incidents.received()
    path = f"{DESK}{case.number}/"

    def strong():
        return [offer.deed.slug for offer in client.get(path).context["deeds"] if offer.leads]

    sign_in(client, secretary)
    assert strong() == ["take-charge"]
    actions.take_charge(case, by=secretary, at=incidents.MORNING)
    assert strong() == ["resolve"]
    actions.mark_complex(
        case,
        "Cần hỏi đơn vị vận hành.",
        promised_at=incidents.MORNING + timedelta(days=5),
        by=secretary,
        at=incidents.MORNING,
    )
    assert strong() == ["deliver"]
    actions.resolve(case, "Đã xong.", by=secretary, at=incidents.MORNING)
    assert strong() == ["reopen"]


def test_one_key_leads_to_what_can_be_done(client, secretary):
    case = incidents.received()

    page = sign_in(client, secretary).get(f"{DESK}{case.number}/").content.decode()

    assert 'class="skip-link" href="#what-i-can-do"' in page
    assert 'id="what-i-can-do"' in page


def test_every_act_says_what_it_brought_about(client, secretary):
    case = incidents.received()

    answer = sign_in(client, secretary).post(
        f"/en/admin/cases/{case.number}/acts/take-charge/", follow=True
    )

    assert [str(message) for message in answer.context["messages"]] == ["The case is yours now."]
    assert set(wording.DONE) == set(deeds.BY_SLUG)
