"""Two reports of one matter go on as one case, and no clock is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

import notifications.actions
from deadlines.models import Clock, ClockState
from incidents import actions
from incidents.actions import Delivery, hidings
from incidents.queries import tracking
from incidents.queries.hidings import standing
from incidents.rules.states import State
from incidents.rules.triage import Triage
from kernel.verdict import Conflict
from tests.factories import incidents
from tests.factories.incidents import DEMAND, MORNING


AN_HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def running(case):
    return {clock.provision: clock for clock in Clock.objects.of(case).open()}


@pytest.mark.provision("LC-8.2")
def test_a_later_duplicate_ends_under_the_earlier_clock(secretary):
    first = incidents.received()
    second = incidents.received(at=MORNING + AN_HOUR)

    actions.merge(second, first, by=secretary, at=MORNING + 2 * AN_HOUR)

    second = incidents.fresh(second)
    assert (second.state, second.merged_into, second.due_at) == (State.MERGED, first, None)
    assert Clock.objects.of(second).get().state == ClockState.CANCELLED
    assert len(running(first)) == 1
    assert incidents.fresh(first).due_at == running(first)["LC-8.2"].due_at


@pytest.mark.provision("LC-8.2")
def test_an_earlier_duplicate_hands_its_start_over(secretary):
    early = incidents.received()
    late = incidents.received(at=MORNING + 3 * AN_HOUR)
    due = Clock.objects.of(early).get().due_at

    actions.merge(early, late, by=secretary, at=MORNING + 4 * AN_HOUR)

    assert incidents.fresh(late).due_at == due
    starts = {clock.started_at for clock in Clock.objects.of(late).open()}
    assert MORNING in starts


@pytest.mark.provision("LC-8.3")
def test_what_an_authority_asks_for_goes_along_with_its_clock(secretary):
    complaint = incidents.received(kind="violation_report")
    asked = incidents.requested(secretary, at=MORNING + AN_HOUR)
    due = Clock.objects.of(asked).get().due_at

    actions.merge(asked, complaint, by=secretary, at=MORNING + 2 * AN_HOUR)

    complaint = incidents.fresh(complaint)
    assert running(complaint)["LC-8.3"].due_at == due
    assert complaint.authority == asked.authority
    assert complaint.call_confirmed_at == asked.call_confirmed_at
    assert complaint.triage == Triage.ESCALATED
    assert set(running(complaint)) == {"LC-8.2", "LC-8.3"}


@pytest.mark.provision("LC-8.2-notice")
def test_a_promise_in_writing_is_not_merged_away(secretary):
    plain = incidents.received()
    promised = incidents.received(at=MORNING)
    actions.mark_complex(
        promised,
        "Cần thay máy chủ.",
        promised_at=MORNING + timedelta(days=3),
        delivery=Delivery(at=MORNING + AN_HOUR, proof="Trao tận tay"),
        by=secretary,
        at=MORNING + AN_HOUR,
    )

    with pytest.raises(actions.NotReady, match="promised_in_writing"):
        actions.merge(promised, plain, by=secretary, at=MORNING + 2 * AN_HOUR)

    assert incidents.fresh(promised).state == State.COMPLEX
    actions.merge(plain, promised, by=secretary, at=MORNING + 2 * AN_HOUR)
    assert set(running(promised)) == {"LC-8.2", "LC-8.2-notice"}


def test_both_reporters_are_told_and_get_the_one_answer(secretary):
    first = incidents.received()
    second = incidents.received(at=MORNING, reporter=incidents.Reporter(email="an@example.invalid"))
    actions.merge(second, first, by=secretary, at=MORNING + AN_HOUR)

    actions.resolve(first, "Đã sửa đường truyền.", by=secretary, at=MORNING + 2 * AN_HOUR)
    notifications.actions.deliver(at=MORNING + 3 * AN_HOUR)

    told = [sent.body for sent in mail.outbox if sent.to == ["an@example.invalid"]]
    assert any("Đã sửa đường truyền." in body for body in told)
    assert all(first.tracking_code not in body for body in told)
    view = tracking.public_view(incidents.fresh(second), at=MORNING + 3 * AN_HOUR)
    assert view.is_joined
    assert view.result == "Đã sửa đường truyền."
    assert view.state == State.RESOLVED


@pytest.mark.parametrize("same", [True, False])
def test_a_case_is_merged_neither_into_itself_nor_into_a_closed_one(secretary, same):
    case = incidents.received()
    other = case if same else incidents.received()
    if not same:
        actions.resolve(other, "Xong.", by=secretary, at=MORNING)

    with pytest.raises((actions.NotReady, actions.NotAllowed)):
        actions.merge(case, other, by=secretary, at=MORNING + AN_HOUR)

    assert incidents.fresh(case).state == State.RECEIVED


def test_a_duplicate_is_joined_from_its_page(client, secretary):
    first, second = incidents.received(), incidents.received()
    client.force_login(secretary)
    act = f"/vi/admin/cases/{second.number}/acts/merge/"

    unknown = client.post(act, {"other": "SV-1999-00001"})
    itself = client.post(act, {"other": second.number})
    client.post(act, {"other": first.number.lower()})

    assert unknown.status_code == itself.status_code == 200
    assert incidents.fresh(second).merged_into == first
    assert first.number in client.get(second.get_absolute_url()).text


@pytest.mark.provision("LC-8.3")
@pytest.mark.provision("LC-8.3-removal")
def test_each_demand_of_a_merged_case_is_suspended_by_itself(who):
    article = incidents.published_article(who)
    unsure = replace(DEMAND, confirmed_by_call=False)
    plain = incidents.requested(who.secretary, demand=unsure, articles=[article])
    grave = incidents.requested(who.secretary, demand=replace(unsure, removal=True))
    actions.merge(grave, plain, by=who.deputy, at=MORNING + AN_HOUR)
    assert set(running(plain)) == {"LC-8.3", "LC-8.3-removal"}

    stopped = {"reason": "Đang hỏi lại A05.", "by": who.head, "at": MORNING + 2 * AN_HOUR}
    hidings.suspend(plain, **stopped)
    assert standing(incidents.fresh(plain)).due == MORNING + 20 * AN_HOUR
    hidings.suspend(plain, **stopped)
    assert standing(incidents.fresh(plain)).due is None
    with pytest.raises(Conflict):
        hidings.suspend(plain, **stopped)

    hidings.enforce_due(at=MORNING + 23 * AN_HOUR)
    article.refresh_from_db()
    assert article.hidden_at is None
