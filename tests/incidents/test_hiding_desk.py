"""Automatic hiding at the desk: what people see and decide."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from incidents import actions
from incidents.actions import hidings
from incidents.models import HidingStep
from incidents.queries import hidings as queries
from incidents.rules.hiding import Step
from sections.models import Hiding
from tests.factories import editorial, incidents
from tests.factories.incidents import MORNING


AN_HOUR = timedelta(hours=1)
HIDDEN = MORNING + 20 * AN_HOUR
LATER = MORNING + 21 * AN_HOUR


@pytest.fixture
def who(db):
    return editorial.board()


@pytest.fixture
def article(who):
    return incidents.published_article(who)


@pytest.fixture
def case(who, article):
    return incidents.requested(who.secretary, articles=[article])


@pytest.fixture
def page(case):
    return reverse("case_desk:hiding", args=[case.number])


@pytest.fixture
def later():
    with time_machine.travel(LATER):
        yield


def test_the_case_says_when_it_will_be_hidden(client, who, case):
    client.force_login(who.secretary)

    shown = client.get(case.get_absolute_url())

    assert reverse("case_desk:hiding", args=[case.number]) in shown.text


def test_the_head_suspends_it_here_and_a_deputy_cannot(client, who, case, page):
    client.force_login(who.deputy)
    assert "suspend" not in client.get(page).text
    client.post(page, {"act": "suspend", "hiding": "", "reason": "Không."})
    assert not HidingStep.objects.exists()

    client.force_login(who.head)
    refused = client.post(page, {"act": "suspend", "hiding": "", "reason": " "})
    assert refused.status_code == 200
    assert "field-error" in refused.text
    client.post(page, {"act": "suspend", "hiding": "", "reason": "Đang hỏi lại A05."})
    assert HidingStep.objects.get().step == Step.SUSPENDED
    assert "Đang hỏi lại A05." in client.get(page).text


@pytest.mark.provision("LC-8.3")
def test_a_demand_made_anew_is_hidden_unless_it_is_suspended_anew(who, case, article):
    hidings.suspend(case, reason="Đang hỏi lại A05.", by=who.head, at=MORNING + AN_HOUR)
    actions.resolve(incidents.fresh(case), "Đã trả lời.", by=who.deputy, at=MORNING + 2 * AN_HOUR)
    again = MORNING + 30 * AN_HOUR
    actions.reopen(incidents.fresh(case), "A05 hỏi lại.", by=who.deputy, at=again)

    standing = queries.standing(incidents.fresh(case))
    assert (standing.suspended, standing.due) == (None, again + 20 * AN_HOUR)

    hidings.enforce_due(at=standing.due)
    article.refresh_from_db()
    assert article.hidden_at == standing.due


@pytest.mark.usefixtures("later")
def test_two_people_give_it_back_here(client, who, article, case, page):
    hidings.enforce_due(at=HIDDEN)
    key = str(Hiding.objects.get().pk)
    client.force_login(who.deputy)
    client.post(page, {"act": "ask_release", "hiding": key, "reason": "Không vi phạm."})
    assert 'value="release"' not in client.get(page).text
    client.post(page, {"act": "release", "hiding": key})
    assert client.get(article.url("vi")).status_code == 410

    client.force_login(who.head)
    assert 'value="release"' in client.get(page).text
    client.post(page, {"act": "release", "hiding": key})
    assert client.get(article.url("vi")).status_code == 200


@pytest.mark.usefixtures("later")
def test_a_deputy_confirms_it_here(client, who, article, case, page):
    hidings.enforce_due(at=HIDDEN)
    key = str(Hiding.objects.get().pk)
    client.force_login(who.deputy)

    client.post(
        page, {"act": "confirm", "hiding": key, "reason": "Đã kiểm tra.", "ordered_by": "A05"}
    )

    assert case.orders.get().languages == ["vi"]
    assert list(case.orders.get().addresses) == ["vi"]
    assert queries.standing(case).undecided == []


@pytest.mark.usefixtures("later", "case")
def test_forms_that_stand_together_share_no_id(client, who, page):
    hidings.enforce_due(at=HIDDEN)
    client.force_login(who.head)

    ids = re.findall(r' id="([^"]+)"', client.get(page).text)

    assert len([each for each in ids if each.endswith("_reason")]) == 2
    assert len(ids) == len(set(ids))


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "typed",
    [
        {"act": "release", "hiding": "9" * 40},
        {"act": "confirm", "hiding": "x\x00"},
        {"act": "suspend", "reason": "x" * 9000},
        {"act": "\x00"},
        {},
    ],
)
def test_what_nobody_offered_does_nothing(client, who, case, page, typed):
    hidings.enforce_due(at=HIDDEN)
    client.force_login(who.head)

    assert client.post(page, typed).status_code == 200
    assert not HidingStep.objects.exclude(step__in=[Step.ANNOUNCED, Step.HIDDEN]).exists()


@pytest.mark.usefixtures("later")
def test_the_report_tells_every_step_of_a_year(client, who, case, page):
    hidings.enforce_due(at=HIDDEN)
    hiding = Hiding.objects.get()
    step = hidings.ask_release(case, hiding, reason="=1+1", by=who.deputy, at=LATER)
    hidings.release(case, step, by=who.head, at=LATER)
    client.force_login(who.secretary)

    shown = client.get(reverse("case_desk:hidings"))
    table = client.get(reverse("case_desk:hidings_csv"), {"year": "2026"})

    assert case.number in shown.text
    assert [row.article for row in queries.report(2026)].count(hiding.article.code) == 3
    assert queries.report(2025) == []
    assert "'=1+1" in table.content.decode("utf-8-sig")
    for year in ("0", "abc", "9" * 30, "2025"):
        assert client.get(reverse("case_desk:hidings"), {"year": year}).status_code == 200


def test_the_head_lifts_the_breaker_in_writing(client, who, case):
    from incidents.models import HidingBreaker

    HidingBreaker.objects.create(provision="LC-8.3", tripped_at=MORNING)
    page = reverse("case_desk:hidings")
    client.force_login(who.deputy)
    client.post(page, {"act": "lift", "hiding": "", "reason": "Ổn."})
    assert queries.tripped_at()

    client.force_login(who.head)
    assert client.post(page, {"act": "lift", "hiding": "", "reason": ""}).status_code == 200
    client.post(page, {"act": "lift", "hiding": "", "reason": "Đã xem từng yêu cầu."})
    assert queries.tripped_at() is None
    assert HidingStep.objects.get().reason == "Đã xem từng yêu cầu."


def test_the_report_is_for_the_board_alone(client, who, page):
    client.force_login(who.officer)
    for address in (page, reverse("case_desk:hidings"), reverse("case_desk:hidings_csv")):
        assert client.get(address).status_code == 403


@pytest.mark.provision("LC-8.3")
def test_taking_down_one_of_two_articles_is_not_offered_as_all_that_was_asked_for(
    client, who, case, article, later
):
    """Else the demand is met by the way, and the clock never hides the other one."""
    client.force_login(who.deputy)
    address = reverse("case_desk:take_down_for", args=[case.number, article.pk])
    assert client.get(address).context["form"]["settles"].value() is True

    other = incidents.published_article(who)
    actions.add_article(case, other, by=who.secretary, at=LATER)

    assert client.get(address).context["form"]["settles"].value() is False
