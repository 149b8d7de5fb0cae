"""The corners of the acts: said twice, said too late, said by the wrong person."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

import notifications.actions
from deadlines.actions import Ring
from deadlines.models import Clock
from editorial.models import Submission
from editorial.rules.reasons import Ground
from incidents import actions, policies, tasks
from incidents.actions import ledger, promises, reminders
from incidents.models import Case
from incidents.rules.states import Action, Kind
from kernel.verdict import NotAllowed
from tests.factories import incidents
from tests.factories.incidents import DEMAND, MORNING, REQUEST


pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


def test_a_report_says_what_it_is_about():
    with pytest.raises(actions.NotReady, match="subject_missing"):
        incidents.received(subject=" ")


def test_given_to_somebody_they_are_told_once(secretary, deputy):
    case = incidents.received()

    actions.assign(case, deputy, by=secretary, at=LATER)
    actions.assign(case, deputy, by=secretary, at=LATER)

    assert deputy.messages.in_app().filter(kind="case_assigned").count() == 1
    assert incidents.fresh(case).events.count() == 2


@pytest.mark.parametrize(
    ("act", "issue"),
    [
        (actions.note, "note_missing"),
        (actions.resolve, "result_missing"),
        (actions.reject, "reason_missing"),
    ],
)
def test_no_act_without_its_words(secretary, act, issue):
    with pytest.raises(actions.NotReady, match=issue):
        act(incidents.received(), " ", by=secretary, at=LATER)


def test_a_closed_case_moves_no_more(secretary):
    case = incidents.received()
    actions.resolve(case, "Đã xong.", by=secretary, at=LATER)

    with pytest.raises(NotAllowed, match="wrong_state"):
        ledger.advance(incidents.fresh(case), Action.NOTE, by=secretary, at=LATER)


def test_a_delivery_is_recorded_once(secretary):
    case = incidents.received()
    promised = MORNING + timedelta(days=2)
    delivery = actions.Delivery(at=MORNING, proof="Biên nhận")
    notice = actions.mark_complex(
        case, "Cần thêm.", promised_at=promised, delivery=delivery, by=secretary, at=MORNING
    )

    with pytest.raises(actions.NotReady, match="delivered_before"):
        actions.deliver_notice(notice, delivery, by=secretary, at=LATER)


def test_an_e_mail_that_has_not_gone_out_delivers_nothing(secretary):
    case = incidents.received()
    notice = actions.mark_complex(
        case, "Cần thêm.", promised_at=MORNING + timedelta(hours=2), by=secretary, at=MORNING
    )

    assert actions.confirm_deliveries(at=LATER) == 0
    notifications.actions.deliver(at=MORNING + timedelta(hours=3))
    assert actions.confirm_deliveries(at=MORNING + timedelta(hours=4)) == 0  # after the promise
    notice.refresh_from_db()
    assert notice.delivered_at is None


def test_one_notice_that_fails_holds_up_no_other(secretary, monkeypatch):
    """Else the 8 working hours of the others would pass although their letters went out."""
    notices = [
        actions.mark_complex(
            incidents.received(), "Cần thêm.", promised_at=MORNING + timedelta(days=2),
            by=secretary, at=MORNING,
        )
        for _ in range(2)
    ]  # fmt: skip
    notifications.actions.deliver(at=LATER)
    really = promises._deliver

    def poisoned(case, notice, *args, **facts):
        if notice == notices[0]:
            raise RuntimeError
        really(case, notice, *args, **facts)

    monkeypatch.setattr(promises, "_deliver", poisoned)

    assert actions.confirm_deliveries(at=LATER) == 1
    notices[1].refresh_from_db()
    assert notices[1].delivered_at == LATER


def test_the_same_request_sent_twice_is_one_case(secretary):
    same = uuid4()

    first, second = (
        actions.record_authority_request(
            REQUEST, DEMAND, received_at=MORNING, form_token=same, by=secretary, at=MORNING
        )
        for _ in range(2)
    )

    assert first == second
    assert Clock.objects.of(first).count() == 1


def test_an_authority_does_not_ask_in_the_future(secretary):
    case = incidents.received(kind=Kind.VIOLATION_REPORT)

    with pytest.raises(actions.NotReady, match="in_the_future"):
        actions.escalate(case, DEMAND, received_at=LATER, by=secretary, at=MORNING)


def test_requests_are_found_however_they_began(secretary):
    incidents.received()
    asked = incidents.requested(secretary)
    taken_up = incidents.received(kind=Kind.VIOLATION_REPORT)
    actions.escalate(taken_up, DEMAND, received_at=MORNING, by=secretary, at=MORNING)

    assert set(Case.objects.demanded_by_authorities()) == {asked, taken_up}


def test_who_may_not_take_down_is_told_why(who):
    article = incidents.published_article(who)
    case = incidents.requested(who.secretary, demand=replace(DEMAND, removal=True))

    def answer(person, **about):
        return policies.may_take_down(
            person, article, Ground.AUTHORITY_REQUEST, at=LATER, **about
        ).code

    assert answer(who.officer, case=None) == "not_your_role"
    assert answer(who.member, case=case) == "not_your_role"
    assert answer(who.member, case=None) == "not_your_role"
    assert answer(who.secretary, case=case) == ""


def test_an_article_without_a_dossier_is_nobody_s_to_take_down(who):
    article = incidents.published_article(who)
    Submission.objects.filter(article=article).update(article=None)

    assert policies.grounds_open_to(who.deputy, article, case=None, at=LATER) == []


def test_a_reminder_nobody_words_is_not_told(secretary):
    case = incidents.received()

    reminders.tell([Ring(Clock.objects.of(case).get(), "of_another_version", ())], at=LATER)

    assert not secretary.messages.filter(kind__startswith="clock_").exists()


def test_the_scheduler_s_door_reminds(secretary):
    incidents.received(at=MORNING - timedelta(days=7))

    tasks.remind()

    assert secretary.messages.filter(kind__startswith="clock_").exists()


def test_part_of_what_was_asked_leaves_the_clock_running(who):
    article = incidents.published_article(who)
    case = incidents.requested(who.secretary)

    actions.order_takedown(
        article,
        ground=Ground.AUTHORITY_REQUEST,
        reason="Bài thứ nhất.",
        ordered_by="A05",
        case=case,
        by=who.deputy,
        at=LATER,
    )

    assert Clock.objects.of(case).get().is_open
    assert list(case.articles.all()) == [article]
