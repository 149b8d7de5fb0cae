"""A term stands still, runs again, gets more time; and what the lists refuse."""

from datetime import timedelta

import pytest

from deadlines import actions
from deadlines.models import Clock, ClockState, RungState
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE, term
from kernel.verdict import NotReady
from tests.deadlines.samples import local
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import Told, running, sweep


pytestmark = pytest.mark.django_db

RECEIVED = local("2026-03-02 07:00")
QUESTION = term("LA-13.6", on=RECEIVED.date())
DUE = local("2026-03-20 17:00")
SECOND = timedelta(seconds=1)
MORNING = local("2026-03-03 08:00")


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def question():
    return running(RECEIVED, QUESTION)


def promise(officer, until="2026-03-05 17:00"):
    clock = running(local("2026-03-02 08:00"))
    return actions.replace(
        clock, promised_at=local(until), at=local("2026-03-02 10:00"), by=officer
    )


def history(clock):
    return list(clock.events.values_list("kind", flat=True))


def issues_of(act):
    with pytest.raises(NotReady) as refused:
        act()
    return refused.value.issues


def suspended(clock, officer, at=MORNING, reason="clarification"):
    return actions.suspend(clock, reason=reason, by=officer, at=at)


def test_a_suspended_term_tells_nothing_and_is_never_late(question, officer):
    suspended(question, officer)

    assert sweep(DUE + timedelta(days=30)) == 0
    question.refresh_from_db()
    assert (question.state, question.next_fire_at) == (ClockState.PAUSED, None)
    assert set(question.rungs.values_list("state", flat=True)) == {RungState.SKIPPED}
    assert history(question) == ["started", "suspended"]


def test_resumed_it_is_counted_from_the_start_without_the_days_that_stood_still(question, officer):
    suspended(question, officer)

    clock = actions.resume(question, by=officer, at=local("2026-03-05 09:00"))

    assert clock.due_at == local("2026-03-25 17:00")  # the 3rd, 4th and 5th do not count
    assert (clock.due_original, clock.plan_no, clock.state) == (DUE, 2, ClockState.RUNNING)
    assert clock.rungs.filter(state=RungState.PENDING, plan_no=2).count() == 3
    assert clock.events.last().data["due"] == clock.due_at.isoformat()


def test_two_suspensions_add_up(question, officer):
    for day in ("2026-03-03", "2026-03-10"):
        suspended(question, officer, at=local(f"{day} 08:00"))
        actions.resume(question, by=officer, at=local(f"{day} 09:00"))

    question.refresh_from_db()
    assert question.due_at == local("2026-03-24 17:00")
    assert question.plan_no == 3


def test_what_was_told_before_is_not_told_again_after_resuming(question, officer):
    told = Told()
    halfway = question.rungs.get(rung="half").fire_at
    sweep(halfway, told)
    suspended(question, officer, at=halfway + SECOND)
    actions.resume(question, by=officer, at=halfway + timedelta(days=7))

    sweep(local("2026-06-01 08:00"), told)

    assert told.rungs == ["half", "due"]
    question.refresh_from_db()
    assert question.state == ClockState.BREACHED_OPEN


def test_a_promise_moves_by_the_working_time_that_stood_still(officer):
    clock = promise(officer)
    suspended(clock, officer, at=local("2026-03-03 16:00"), reason="waiting_for_requester")

    clock = actions.resume(clock, by=officer, at=local("2026-03-04 09:30"))

    assert clock.due_at == local("2026-03-06 10:30")  # an hour, and two more


def test_a_night_that_stood_still_moves_nothing(officer):
    clock = promise(officer)
    suspended(clock, officer, at=local("2026-03-03 17:00"), reason="waiting_for_requester")

    clock = actions.resume(clock, by=officer, at=local("2026-03-04 07:30"))

    assert clock.due_at == local("2026-03-05 17:00")


@pytest.mark.parametrize(
    ("done_at", "state"),
    [
        pytest.param(local("2026-03-23 17:00"), ClockState.MET, id="at the moved due time"),
        pytest.param(local("2026-03-23 17:00:01"), ClockState.MET_LATE, id="a second after"),
    ],
)
def test_answered_after_a_day_that_stood_still(question, officer, done_at, state):
    suspended(question, officer)
    actions.resume(question, by=officer, at=local("2026-03-03 16:00"))

    assert actions.meet(question, at=done_at, by=officer).state == state


def test_what_is_answered_while_it_stands_still_is_in_time(question, officer):
    suspended(question, officer)

    clock = actions.meet(question, at=DUE + timedelta(days=10), by=officer)

    assert clock.state == ClockState.MET
    assert clock.due_at > clock.met_at
    assert history(clock) == ["started", "suspended", "resumed", "met"]
    assert not clock.pauses.filter(to_at=None).exists()
    assert not clock.rungs.filter(state=RungState.PENDING).exists()


def test_what_is_cancelled_while_it_stands_still_rests(question, officer):
    suspended(question, officer)

    clock = actions.cancel(question, reason="duplicate", at=DUE, by=officer)

    assert (clock.state, clock.next_fire_at) == (ClockState.CANCELLED, None)


def test_a_clock_set_back_meanwhile_ends_a_suspension_where_it_began(question, officer):
    suspended(question, officer)

    clock = actions.resume(question, by=officer, at=MORNING - timedelta(hours=3))

    assert clock.due_at == DUE


@pytest.mark.parametrize("counted", [HANDLE, ANSWER_AUTHORITY])
def test_eight_hours_and_what_an_authority_asks_never_stand_still(counted, officer):
    clock = running(RECEIVED, counted)

    assert issues_of(lambda: suspended(clock, officer)) == ["never_suspended"]
    assert issues_of(lambda: extended(clock, officer)) == ["never_extended"]


def test_a_reason_outside_the_list_is_refused(question, officer):
    refused = issues_of(lambda: suspended(question, officer, reason="no time"))

    assert refused == ["reason_not_listed"]


@pytest.mark.parametrize("swept", [False, True])
def test_nothing_stands_still_or_is_extended_after_its_due_time(question, officer, swept):
    late = DUE + SECOND
    if swept:
        sweep(late)

    assert issues_of(lambda: suspended(question, officer, at=late)) == ["overdue"]
    assert issues_of(lambda: extended(question, officer, at=late)) == ["overdue"]


def test_at_its_due_time_it_may_still_stand_still(question, officer):
    assert suspended(question, officer, at=DUE).state == ClockState.PAUSED


def test_what_stands_still_is_not_suspended_again_and_what_runs_not_resumed(question, officer):
    assert issues_of(lambda: actions.resume(question, by=officer, at=MORNING)) == ["not_suspended"]
    suspended(question, officer)

    assert issues_of(lambda: suspended(question, officer)) == ["suspended_before"]
    assert issues_of(lambda: extended(question, officer)) == ["suspended_before"]


def test_what_is_closed_neither_stands_still_nor_runs_again(question, officer):
    actions.meet(question, at=MORNING, by=officer)

    for act in (suspended, extended):
        with pytest.raises(actions.AlreadyClosed):
            act(question, officer)


def extended(clock, officer, *, at=MORNING, until=DUE + timedelta(days=3), **changed):
    facts = {"reason": "ask the ministry", "document": "12/CV-BBT", "approved_by": UserFactory()}
    return actions.extend(clock, until=until, by=officer, at=at, **(facts | changed))


def test_more_time_keeps_the_first_due_time_and_says_by_which_paper(question, officer):
    until = local("2026-03-27 17:00")

    clock = extended(question, officer, until=until)

    clock = Clock.objects.get(pk=clock.pk)
    assert (clock.due_at, clock.due_original, clock.extensions) == (until, DUE, 1)
    assert clock.events.last().data["document"] == "12/CV-BBT"
    assert clock.rungs.get(rung="due", plan_no=2).fire_at == until


def test_more_time_is_given_once(question, officer):
    extended(question, officer)

    refused = issues_of(lambda: extended(question, officer, until=DUE + timedelta(days=9)))

    assert refused == ["extended_before"]


@pytest.mark.parametrize(
    ("wrong", "issue"),
    [
        ({"reason": "  "}, "reason_missing"),
        ({"document": ""}, "document_missing"),
        ({"until": DUE}, "not_later"),
    ],
)
def test_more_time_needs_its_reason_its_paper_and_a_later_day(question, officer, wrong, issue):
    assert issues_of(lambda: extended(question, officer, **wrong)) == [issue]


def test_nobody_approves_more_time_for_oneself(question, officer):
    refused = issues_of(lambda: extended(question, officer, approved_by=officer))

    assert refused == ["approved_by_oneself"]


def test_what_was_extended_and_then_stood_still_keeps_the_time_that_was_added(question, officer):
    extended(question, officer, until=local("2026-03-27 17:00"))
    suspended(question, officer, at=local("2026-03-04 08:00"))

    clock = actions.resume(question, by=officer, at=local("2026-03-04 10:00"))

    assert clock.due_at == local("2026-03-30 09:30")  # two working hours later
