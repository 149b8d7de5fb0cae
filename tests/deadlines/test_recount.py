"""Running terms are counted anew when the calendar changes: rows, reminders, history."""

from datetime import datetime, timedelta

import pytest
import time_machine

from accounts.roles import Role
from deadlines import actions, queries
from deadlines.actions import decisions, notices, previews, recounts
from deadlines.models import Clock, ClockState, Recount, RungState
from deadlines.rules.recount import Outcome
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE
from deadlines.rules.terms import Term, Unit
from kernel.verdict import NotAllowed, NotReady
from tests.deadlines.samples import local
from tests.factories.accounts import person
from tests.factories.deadlines import running, sweep
from tests.factories.notices import DOCUMENT, off, published, swap, work


pytestmark = pytest.mark.django_db

RECEIVED = local("2026-11-23 16:00")  # the Monday before 24/11, which is pending: due that Tuesday
DUE, LATER = local("2026-11-24 16:00"), local("2026-11-25 16:00")
AT = local("2026-11-23 16:30")


class Moves(list):
    """A `tell` that remembers what moved."""

    def __call__(self, moves, at):
        self.extend(moves)


def recount(at=AT):
    told = Moves()
    recounts.recount(tell=told, at=at)
    return told


def fresh(clock):
    return Clock.objects.get(pk=clock.pk)


def history(clock):
    return list(clock.events.values_list("kind", flat=True))


def test_the_twenty_fourth_of_november_is_confirmed_while_a_clock_runs_across_it():
    clock = running(RECEIVED)
    notice = published(off("2026-11-24", "Ngày Văn hóa Việt Nam"), at=AT)
    assert fresh(clock).due_at == DUE, "until it is counted anew, nothing moves"

    moves = recount()

    clock = fresh(clock)
    event = clock.events.get(kind="recounted")
    assert [(move.outcome, move.was) for move in moves] == [(Outcome.MOVED, DUE)]
    assert (clock.due_at, clock.due_original, clock.plan_no) == (LATER, DUE, 2)
    assert clock.revision == notice.revisions.get()
    assert datetime.fromisoformat(event.data["was"]) == DUE
    assert (event.data["notice"], event.data["for_revision"]) == (notice.pk, clock.revision_id)
    pending = clock.rungs.filter(state=RungState.PENDING)
    assert {rung.plan_no for rung in pending} == {2}
    assert all(rung.fire_at > AT for rung in pending)
    assert any(part["gap"] == "holiday" for part in clock.trace)


def test_twice_is_once():
    clock = running(RECEIVED)
    published(off("2026-11-24"), at=AT)

    first = recount()
    Recount.objects.update(finished_at=None, reached=0)
    again = recount(AT + timedelta(minutes=1))

    assert (len(first), len(again)) == (1, 0)
    assert history(clock).count("recounted") == 1


def test_a_clock_that_touches_no_changed_day_is_not_read():
    early = running(local("2026-11-19 09:00"))
    late = running(local("2026-12-07 09:00"))
    rows = {clock.pk: fresh(clock).row_version for clock in (early, late)}

    published(off("2026-11-24"), at=AT)
    recount()

    assert {clock.pk: fresh(clock).row_version for clock in (early, late)} == rows


@pytest.mark.parametrize("act", ["meet", "cancel"])
def test_what_has_ended_is_never_touched(act):
    clock = running(RECEIVED)
    by = person(Role.SECRETARY)
    if act == "meet":
        actions.meet(clock, at=AT, by=by)
    else:
        actions.cancel(clock, reason="duplicate", at=AT, by=by)
    before = Clock.objects.filter(pk=clock.pk).values().get()

    published(off("2026-11-24"), at=AT)
    recount()

    assert Clock.objects.filter(pk=clock.pk).values().get() == before


@pytest.mark.provision("LC-8.3")
def test_hours_by_the_clock_run_through_whatever_is_published():
    clock = running(RECEIVED, ANSWER_AUTHORITY)

    published(off("2026-11-24"), at=AT)

    assert recount() == []
    assert fresh(clock).due_at == RECEIVED + timedelta(hours=24)


def test_a_promise_never_moves():
    clock = running(RECEIVED)
    promise = actions.replace(
        clock, promised_at=local("2026-11-25 10:00"), at=AT, by=person(Role.SECRETARY)
    )

    published(off("2026-11-24"), at=AT)

    assert recount() == []
    assert fresh(promise).due_at == local("2026-11-25 10:00")


def test_a_breach_is_void_and_both_stand_in_the_history():
    clock = running(RECEIVED)
    late = local("2026-11-24 17:00")
    sweep(late)
    assert fresh(clock).state == ClockState.BREACHED_OPEN

    published(off("2026-11-24"), at=late)
    moves = recount(late)

    clock = fresh(clock)
    assert [move.outcome for move in moves] == [Outcome.VOIDED]
    assert (clock.state, clock.breach_voided, clock.breached_at) == (ClockState.RUNNING, True, DUE)
    assert {"breached", "breach_voided"} <= set(history(clock))
    assert Recount.objects.get().voided == 1
    sweep(LATER + timedelta(seconds=1))
    assert (fresh(clock).state, fresh(clock).breached_at) == (ClockState.BREACHED_OPEN, LATER)


def test_an_earlier_end_is_taken_with_enough_time_left():
    clock = running(local("2026-11-27 11:00"))

    published(*swap("2026-12-31", "2026-11-28"), at=local("2026-11-27 15:00"))
    recount(local("2026-11-27 15:00"))

    assert fresh(clock).due_at == local("2026-11-28 11:00")


@pytest.fixture
def flagged():
    """Due on Monday at 11:00; by a notice that comes too late, on Saturday at 11:00."""
    clock = running(local("2026-11-27 11:00"))
    at = local("2026-11-27 17:00")
    published(*swap("2026-12-31", "2026-11-28"), at=at)
    recount(at)
    return fresh(clock)


def test_an_earlier_end_is_kept_for_a_decision_when_the_time_is_too_short(flagged):
    assert (flagged.due_at, flagged.needs_decision) == (local("2026-11-30 11:00"), True)
    assert flagged.events.get(kind="kept_for_decision").data["asked"].startswith("2026-11-28")
    assert decisions.asked_for(flagged) == local("2026-11-28 11:00")
    assert list(recounts.differing(at=local("2026-11-27 18:00"))) == []


def test_nobody_is_asked_twice_for_one_revision(flagged):
    Recount.objects.update(finished_at=None, reached=0)

    assert recount(local("2026-11-27 17:05")) == []
    assert history(flagged).count("kept_for_decision") == 1


def test_somebody_takes_the_earlier_end(flagged):
    head = person(Role.HEAD_OF_BOARD)

    decisions.accept_earlier(flagged, reason="Còn đủ giờ", by=head, at=local("2026-11-28 07:45"))

    clock = fresh(flagged)
    assert (clock.due_at, clock.needs_decision) == (local("2026-11-28 11:00"), False)
    assert clock.events.get(kind="earlier_accepted").by == head


def test_nobody_is_made_late_by_a_decision(flagged):
    with pytest.raises(NotReady):
        decisions.accept_earlier(
            flagged, reason="x", by=person(Role.DEPUTY_HEAD), at=local("2026-11-28 11:00")
        )


def test_somebody_keeps_the_end_and_is_not_asked_again(flagged):
    decisions.keep(flagged, reason="Đã hẹn", by=person(Role.DEPUTY_HEAD), at=flagged.started_at)
    at = local("2026-11-27 17:30")

    published(off("2026-12-24"), at=at)
    recount(at)

    assert not fresh(flagged).needs_decision
    assert fresh(flagged).due_at == local("2026-11-30 11:00")
    assert list(recounts.differing(at=at)) == []


def test_only_a_deputy_or_the_head_decides(flagged):
    for act in (decisions.keep, decisions.accept_earlier):
        with pytest.raises(NotAllowed):
            act(flagged, reason="x", by=person(Role.SECRETARY), at=flagged.started_at)


def test_a_notice_that_takes_the_change_back_settles_it(flagged):
    at = local("2026-11-27 17:30")
    published(off("2026-11-28", "Không làm bù"), work("2026-12-31", "Làm việc bình thường"), at=at)

    moves = recount(at)

    assert [move.outcome for move in moves] == [Outcome.SETTLED]
    assert not fresh(flagged).needs_decision


def test_the_past_is_spared_and_somebody_decides():
    """The swap comes on Monday: its Saturday has passed, its Tuesday has not."""
    forty = Term(40, Unit.WORKING_HOURS, "LC-8.2")
    clock = running(local("2026-11-27 08:00"), forty)
    at = local("2026-11-30 08:00")

    published(*swap("2026-12-01", "2026-11-28"), at=at)
    recount(at)

    moved = fresh(clock)
    assert (clock.due_at, moved.due_at) == (local("2026-12-04 08:00"), local("2026-12-07 08:00"))
    assert moved.needs_decision
    assert moved.revision_id == clock.revision_id, "it was not counted by the new one alone"


def test_a_suspended_term_goes_on_by_the_new_calendar():
    answer = Term(15, Unit.WORKING_DAYS, "LA-13.6")
    clock = running(RECEIVED, answer)
    by = person(Role.SECRETARY)
    actions.suspend(clock, reason="clarification", by=by, at=AT)

    published(off("2026-12-24"), at=AT)
    recount()
    actions.resume(clock, by=by, at=local("2026-12-18 16:30"))

    ended = [(one.from_at, one.to_at) for one in clock.pauses.all()]
    by_hand = answer.due(RECEIVED, queries.calendar(), ended).at
    assert fresh(clock).due_at == by_hand
    assert queries.calendar().blocks(local("2026-12-24 09:00").date()) == ()


def test_an_extended_term_ends_when_it_was_extended_to():
    clock = running(RECEIVED)
    Clock.objects.filter(pk=clock.pk).update(extensions=1)

    published(off("2026-11-24"), at=AT)

    assert recount() == []


def test_what_is_no_longer_provisional_says_so():
    clock = running(local("2026-12-31 16:00"))
    assert clock.provisional
    at = local("2026-12-31 16:10")

    published(*[off(f"2027-02-{n:02}", "Tết Đinh Mùi") for n in (4, 5, 8, 9, 10)], at=at)
    recount(at)

    assert not fresh(clock).provisional
    assert "horizon" in history(clock)


def test_two_notices_are_two_steps():
    clock = running(RECEIVED)
    published(off("2026-11-24"), at=AT)
    published(off("2026-11-25", "Bão"), at=AT)

    recount()

    assert fresh(clock).due_at == local("2026-11-26 16:00")
    assert history(clock).count("recounted") == 2


def test_batches_reach_every_clock(monkeypatch):
    monkeypatch.setattr(recounts, "BATCH", 3)
    clocks = [running(RECEIVED) for _ in range(8)]
    published(off("2026-11-24"), at=AT)

    moves = recount()

    assert {move.clock.pk for move in moves} == {clock.pk for clock in clocks}
    assert set(Clock.objects.values_list("due_at", flat=True)) == {LATER}


def test_what_fails_in_a_batch_leaves_nothing_half_done():
    clock = running(RECEIVED)
    published(off("2026-11-24"), at=AT)

    def broken(moves, at):
        raise RuntimeError("no notice can be written")

    with pytest.raises(RuntimeError):
        recounts.recount(tell=broken, at=AT)

    assert fresh(clock).due_at == DUE
    assert len(recount()) == 1


def test_the_preview_says_what_the_recount_then_does():
    for start in ("2026-11-23 16:00", "2026-11-20 16:30", "2026-11-23 09:00"):
        running(local(start))
    secretary, deputy = person(Role.SECRETARY), person(Role.DEPUTY_HEAD)
    notice = notices.enter(DOCUMENT, [off("2026-11-24")], by=secretary, at=AT)
    before = list(Clock.objects.order_by("pk").values())

    seen = previews.preview(notice, at=AT)

    assert list(Clock.objects.order_by("pk").values()) == before
    notices.submit(notice, by=secretary, at=AT)
    notices.publish(notice, by=deputy, at=AT)
    done = recount()
    assert seen.total == len(done) == 2
    assert {(m.clock.pk, m.outcome, m.due_at) for m in seen.moves} == {
        (m.clock.pk, m.outcome, m.due_at) for m in done
    }


def test_a_preview_tells_of_every_term_page_by_page(client, monkeypatch):
    monkeypatch.setattr(previews, "PER_PAGE", 3)
    clocks = {running(RECEIVED).pk for _ in range(4)}
    author = person(Role.SECRETARY)
    notice = notices.enter(DOCUMENT, [off("2026-11-24")], by=author, at=AT)

    pages = [previews.preview(notice, at=AT, page=number) for number in (1, 2, 3)]

    assert [(len(each.moves), each.total, each.whole) for each in pages] == [
        (3, 4, True), (1, 4, True), (0, 4, True),
    ]  # fmt: skip
    assert {move.clock.pk for each in pages for move in each.moves} == clocks

    with time_machine.travel(AT):
        client.force_login(author)
        address = notice.get_absolute_url()
        shown = [client.get(f"{address}?page={typed}").text for typed in (1, 2, 99, "x")]
    assert [page.count("LC-8.2") for page in shown] == [3, 1, 1, 3]
    assert "?page=2" in shown[0]


def test_the_daily_check_finds_what_no_recount_did():
    clock = running(RECEIVED)
    assert list(recounts.differing(at=AT)) == []
    Clock.objects.filter(pk=clock.pk).update(due_at=DUE + timedelta(minutes=1))

    assert list(recounts.differing(at=AT)) == [clock]


def test_the_daily_check_waits_for_a_recount():
    running(RECEIVED)
    published(off("2026-11-24"), at=AT)

    assert list(recounts.differing(at=AT)) == []
    recount()
    assert list(recounts.differing(at=AT)) == []


def test_working_hours_are_counted_by_the_day_that_was_made_up():
    clock = running(local("2026-12-30 16:00"), HANDLE)

    published(*swap("2026-12-31", "2027-01-09"), at=local("2026-12-30 16:05"))
    recount(local("2026-12-30 16:05"))

    # 1 h today; Thursday off by the swap, Friday New Year: the rest on Monday.
    assert fresh(clock).due_at == local("2027-01-04 16:00")
