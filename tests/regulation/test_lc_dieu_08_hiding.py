"""Điều 8.3, enforced by the clock: hidden at 20 hours, national security at once or at 4."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from deadlines.models import Clock, ClockState, SweepGap
from incidents import actions
from incidents.actions import hidings
from incidents.models import HidingStep
from incidents.rules.hiding import Step
from incidents.rules.states import Channel
from sections.models import Hiding
from tests.factories import editorial, incidents
from tests.factories.incidents import DEMAND, HERE, MORNING


AN_HOUR = timedelta(hours=1)
A_SECOND = timedelta(seconds=1)
NIGHT_OF_TET = datetime(2026, 2, 16, 23, 30, tzinfo=HERE)  # the last evening of the old year
BY_PHONE = replace(DEMAND, confirmed_by_call=False)
REMOVAL = replace(DEMAND, removal=True)
REMOVAL_BY_PHONE = replace(BY_PHONE, removal=True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return editorial.board()


@pytest.fixture
def article(who):
    return incidents.published_article(who, "en", at=NIGHT_OF_TET - timedelta(days=3))


def asked(who, article, *, at=MORNING, demand=DEMAND, **changes):
    return incidents.requested(
        who.secretary, at=at, demand=demand, articles=[article] if article else [], **changes
    )


def statuses(client, article):
    return [client.get(article.url(code)).status_code for code in ("vi", "en")]


def clock(case):
    return Clock.objects.of(case).get(provision__startswith="LC-8.3")


def steps(case):
    return list(HidingStep.objects.of_case(case).order_by("pk").values_list("step", flat=True))


@pytest.mark.provision("LC-8.3")
@pytest.mark.parametrize("asked_at", [MORNING, NIGHT_OF_TET])
def test_what_nobody_decided_is_hidden_at_twenty_hours_to_the_second(
    who, article, client, asked_at
):
    case = asked(who, article, at=asked_at)
    due = asked_at + 20 * AN_HOUR

    hidings.enforce_due(at=due - A_SECOND)
    assert statuses(client, article) == [200, 200]

    hidings.enforce_due(at=due)
    assert statuses(client, article) == [410, 410]
    assert clock(case).state == ClockState.MET
    assert clock(case).met_at == due
    assert incidents.fresh(case).is_open
    assert steps(case) == [Step.ANNOUNCED, Step.HIDDEN]


@pytest.mark.provision("LC-8.3-removal")
def test_an_unconfirmed_demand_for_removal_is_hidden_at_four_hours(who, article, client):
    case = asked(who, article, demand=REMOVAL_BY_PHONE)

    hidings.enforce_due(at=MORNING + 4 * AN_HOUR - A_SECOND)
    assert statuses(client, article) == [200, 200]

    hidings.enforce_due(at=MORNING + 4 * AN_HOUR)
    assert statuses(client, article) == [410, 410]
    assert clock(case).state == ClockState.MET


@pytest.mark.provision("LC-8.3-removal")
@pytest.mark.parametrize(
    ("channel", "demand"),
    [
        (Channel.PHONE, REMOVAL),
        (
            Channel.LETTER,
            replace(REMOVAL_BY_PHONE, letter_number="125/CV-A05", letter_on=MORNING.date()),
        ),
    ],
)
def test_a_confirmed_demand_for_removal_is_hidden_at_once(who, article, client, channel, demand):
    case = asked(who, article, channel=channel, demand=demand)

    assert statuses(client, article) == [410, 410]
    assert clock(case).met_at == MORNING
    assert Hiding.objects.get().by == who.secretary


@pytest.mark.provision("LC-8.3")
def test_the_sweep_announces_first_and_hides_before_it_tells(who, article, client):
    case = asked(who, article)

    actions.remind(at=MORNING + 19 * AN_HOUR)
    hidings.enforce_due(at=MORNING + 19 * AN_HOUR)
    assert steps(case) == [Step.ANNOUNCED]

    actions.remind(at=MORNING + 20 * AN_HOUR)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    assert statuses(client, article) == [410, 410]


@pytest.mark.provision("LC-8.3")
def test_after_ten_hours_without_a_clock_it_is_hidden_at_the_first_look(who, article, client):
    case = asked(who, article)

    hidings.enforce_due(at=MORNING + 30 * AN_HOUR)

    assert statuses(client, article) == [410, 410]
    assert clock(case).state == ClockState.MET_LATE


@pytest.mark.provision("LC-8.3")
def test_twice_is_once(who, article):
    case = asked(who, article)

    for minutes in (0, 0, 1, 60):
        hidings.enforce_due(at=MORNING + 20 * AN_HOUR + timedelta(minutes=minutes))

    assert Hiding.objects.count() == 1
    assert steps(case) == [Step.ANNOUNCED, Step.HIDDEN]


@pytest.mark.provision("LC-8.3")
def test_what_people_took_down_before_is_not_hidden(who, article):
    case = asked(who, article)
    actions.order_takedown(
        article, ground="authority_request", reason="Theo yêu cầu.", ordered_by="A05",
        case=case, settles=True, by=who.deputy, at=MORNING + 2 * AN_HOUR,
    )  # fmt: skip

    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)

    assert not Hiding.objects.exists()
    assert steps(case) == []


@pytest.mark.provision("LC-8.3")
def test_a_demand_without_an_article_calls_people(who):
    case = asked(who, None)

    for minute in range(3):
        hidings.enforce_due(at=MORNING + 20 * AN_HOUR + timedelta(minutes=minute))

    assert steps(case) == [Step.ANNOUNCED, Step.NOTHING_TO_HIDE]
    assert who.head.messages.in_app().filter(kind="alarm").count() == 1
    assert clock(case).is_open


@pytest.mark.provision("LC-8.3")
def test_a_clock_that_was_set_back_hides_nothing_until_it_can_be_trusted(who, article, client):
    case = asked(who, article)
    due = MORNING + 20 * AN_HOUR
    SweepGap.objects.create(from_at=due + AN_HOUR, to_at=due, seen_at=due)

    hidings.enforce_due(at=due)
    assert statuses(client, article) == [200, 200]
    assert Step.HELD_BY_CLOCK in steps(case)
    assert who.head.messages.filter(kind="alarm").exists()

    hidings.enforce_due(at=due + timedelta(minutes=16))
    assert statuses(client, article) == [410, 410]


@pytest.mark.provision("LC-8.3")
def test_the_head_suspends_one_automatic_hiding_in_writing(who, article, client):
    case = asked(who, article)

    with pytest.raises(actions.NotAllowed, match="for_the_head"):
        hidings.suspend(case, reason="Đang trao đổi.", by=who.deputy, at=MORNING + AN_HOUR)
    with pytest.raises(actions.NotReady, match="reason_missing"):
        hidings.suspend(case, reason=" ", by=who.head, at=MORNING + AN_HOUR)
    hidings.suspend(case, reason="Đang trao đổi với A05.", by=who.head, at=MORNING + AN_HOUR)
    with pytest.raises(actions.Conflict):
        hidings.suspend(case, reason="Lần nữa.", by=who.head, at=MORNING + AN_HOUR)

    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    assert statuses(client, article) == [200, 200]
    assert clock(case).is_open
    assert HidingStep.objects.of_kind(Step.SUSPENDED).get().reason == "Đang trao đổi với A05."


@pytest.mark.provision("LC-8.3")
def test_what_is_hidden_cannot_be_suspended_any_more(who, article):
    case = asked(who, article)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)

    with pytest.raises(actions.Conflict):
        hidings.suspend(case, reason="Chậm.", by=who.head, at=MORNING + 21 * AN_HOUR)


@pytest.mark.provision("LC-8.3")
def test_a_case_stays_open_until_people_decide_about_what_is_hidden(who, article):
    case = asked(who, article)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    later = MORNING + 21 * AN_HOUR

    for act in (actions.resolve, actions.reject):
        with pytest.raises(actions.NotAllowed, match="hiding_undecided"):
            act(case, "Xong.", by=who.head, at=later)

    order = hidings.confirm(
        case, Hiding.objects.get(), reason="Đã kiểm tra.", ordered_by="A05",
        by=who.deputy, at=later,
    )  # fmt: skip
    assert sorted(order.languages) == ["en", "vi"]
    article.refresh_from_db()
    assert article.hidden_at is None
    assert Hiding.objects.get().end.outcome == "confirmed"
    actions.resolve(case, "Đã gỡ.", by=who.deputy, at=later)


@pytest.mark.provision("LC-8.3")
def test_two_people_give_back_the_same_bytes(who, article, client):
    before = client.get(article.url("vi")).content
    case = asked(who, article)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    later = MORNING + 21 * AN_HOUR
    hiding = Hiding.objects.get()

    request = hidings.ask_release(case, hiding, reason="Không vi phạm.", by=who.deputy, at=later)
    with pytest.raises(actions.NotAllowed, match="second_person_needed"):
        hidings.release(case, request, by=who.deputy, at=later)
    with pytest.raises(actions.NotAllowed, match="not_your_role"):
        hidings.release(case, request, by=who.secretary, at=later)
    hidings.release(case, request, by=who.head, at=later)
    with pytest.raises(actions.Conflict):
        hidings.release(case, request, by=who.head, at=later)

    assert client.get(article.url("vi")).content == before
    assert (hiding.end.asked_by, hiding.end.by) == (who.deputy, who.head)
    hidings.enforce_due(at=later + AN_HOUR)
    assert statuses(client, article) == [200, 200]


@pytest.mark.provision("LC-8.3")
def test_what_another_open_request_wants_hidden_is_not_released(who, article):
    case = asked(who, article)
    other = asked(who, article)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    hiding = Hiding.objects.get()
    assert clock(other).state == ClockState.MET

    request = hidings.ask_release(case, hiding, reason="Không vi phạm.", by=who.deputy, at=MORNING)
    with pytest.raises(actions.NotAllowed, match="wanted_by_another"):
        hidings.release(case, request, by=who.head, at=MORNING)


@pytest.mark.provision("LC-8.3")
def test_one_that_fails_stops_no_other(who, article, client, monkeypatch):
    broken = asked(who, article)
    other_article = incidents.published_article(who, at=NIGHT_OF_TET - timedelta(days=2))
    whole = asked(who, other_article)
    hide = hidings.enforce_due.__globals__["sections"].actions.hide

    def fails(target, **facts):
        if target.pk == article.pk:
            raise RuntimeError("no such luck")
        return hide(target, **facts)

    monkeypatch.setattr("sections.actions.hide", fails)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)

    assert client.get(other_article.url("vi")).status_code == 410
    assert clock(whole).state == ClockState.MET
    assert clock(broken).is_open
    assert steps(broken) == []

    monkeypatch.undo()
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR + A_SECOND)
    assert clock(broken).state == ClockState.MET


@pytest.mark.provision("LC-8.3")
def test_what_was_not_seen_gone_from_outside_by_the_22nd_hour_calls_people(who, article):
    case = asked(who, article)
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)

    hidings.enforce_due(at=MORNING + 22 * AN_HOUR - A_SECOND)
    assert Step.UNVERIFIED not in steps(case)
    for _ in range(2):
        hidings.enforce_due(at=MORNING + 22 * AN_HOUR)
    assert steps(case).count(Step.UNVERIFIED) == 1

    other = asked(who, incidents.published_article(who, at=NIGHT_OF_TET))
    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    hidings.verify(Hiding.objects.order_by("pk").last(), at=MORNING + 21 * AN_HOUR)
    hidings.enforce_due(at=MORNING + 22 * AN_HOUR)
    assert steps(other) == [Step.ANNOUNCED, Step.HIDDEN, Step.VERIFIED]


@pytest.mark.provision("LC-8.3")
def test_the_breaker_holds_a_mass_event_at_twenty_and_lets_national_security_pass(who, client):
    articles = [incidents.bare_article(number, who.section) for number in range(25)]
    for each in articles[:22]:
        asked(who, each)
    threats = [asked(who, each, demand=REMOVAL_BY_PHONE) for each in articles[22:]]
    due = MORNING + 20 * AN_HOUR

    hidings.enforce_due(at=due)

    assert Hiding.objects.filter(provision="LC-8.3").count() == 20
    assert all(clock(threat).met_at == due for threat in threats)
    assert HidingStep.objects.of_kind(Step.HELD_BY_BREAKER).count() == 2
    assert HidingStep.objects.of_kind(Step.TRIPPED).count() == 1

    hidings.enforce_due(at=due + AN_HOUR)
    assert Hiding.objects.filter(provision="LC-8.3").count() == 20, "it stays shut until lifted"

    with pytest.raises(actions.NotAllowed, match="for_the_head"):
        hidings.lift(reason="Ổn.", by=who.deputy, at=due + AN_HOUR)
    hidings.lift(reason="Đã xem từng yêu cầu.", by=who.head, at=due + AN_HOUR)
    hidings.enforce_due(at=due + AN_HOUR)
    assert Hiding.objects.filter(provision="LC-8.3").count() == 22


@pytest.mark.provision("LC-8.3")
def test_twenty_in_ten_minutes_are_let_pass_and_the_next_ten_minutes_begin_anew(who):
    for number in range(21):
        asked(
            who,
            incidents.bare_article(number, who.section),
            at=MORNING + timedelta(minutes=10 * (number == 20)),
        )

    hidings.enforce_due(at=MORNING + 20 * AN_HOUR)
    assert not HidingStep.objects.of_kind(Step.TRIPPED).exists()

    hidings.enforce_due(at=MORNING + 20 * AN_HOUR + timedelta(minutes=10))
    assert Hiding.objects.count() == 21
