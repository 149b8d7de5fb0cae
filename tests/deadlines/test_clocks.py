"""A term begins to run, and ends; what the database itself refuses."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from deadlines import actions, queries
from deadlines.models import Clock, ClockEvent, ClockRung, ClockState, RungState
from deadlines.rules.rulebook import ANSWER_AUTHORITY, HANDLE
from deadlines.rules.words import Gap
from tests.deadlines.samples import local
from tests.factories.accounts import AgencyFactory, UserFactory, person
from tests.factories.deadlines import running, sweep


pytestmark = pytest.mark.django_db

RECEIVED = local("2026-02-13 16:00")
DUE = local("2026-02-23 16:00")
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock():
    return running(RECEIVED)


@pytest.fixture
def officer():
    return UserFactory()


def history(clock):
    return list(clock.events.values_list("kind", flat=True))


def test_a_clock_starts_with_what_it_was_counted_by(clock):
    assert (clock.started_at, clock.due_at, clock.due_original) == (RECEIVED, DUE, DUE)
    assert (clock.state, clock.provision, clock.seq) == (ClockState.RUNNING, "LC-8.2", 1)
    assert clock.as_term() == HANDLE
    assert clock.revision_id == queries.calendar().revision
    assert clock.next_fire_at == local("2026-02-23 10:30")
    assert history(clock) == ["started"]
    assert list(clock.rungs.values_list("rung", "fire_at", "state")) == [
        ("half", local("2026-02-23 10:30"), RungState.PENDING),
        ("three_quarters", local("2026-02-23 14:00"), RungState.PENDING),
        ("ninety", local("2026-02-23 15:12"), RungState.PENDING),
        ("due", DUE, RungState.PENDING),
        ("day_after", local("2026-02-24 16:00"), RungState.PENDING),
    ]


def test_the_explanation_is_kept_with_the_clock(clock):
    told = queries.explain(Clock.objects.get(pk=clock.pk))

    assert [(part.minutes, part.gap, part.names) for part in told.parts] == [
        (60, Gap.NONE, ()),
        (7 * 60, Gap.HOLIDAY, ("Tết Bính Ngọ",)),
    ]
    assert (told.term, told.due_at, told.provision) == (HANDLE, DUE, "LC-8.2")


def test_the_same_term_may_start_again_for_the_same_subject(clock):
    again = actions.start(clock.subject, HANDLE, received_at=DUE, at=DUE)

    assert again.seq == 2
    assert set(Clock.objects.of(clock.subject)) == {clock, again}


@pytest.mark.parametrize(
    ("done_at", "state", "breached_at"),
    [
        pytest.param(DUE - SECOND, ClockState.MET, None, id="a second before"),
        pytest.param(DUE, ClockState.MET, None, id="exactly at the due time"),
        pytest.param(DUE + SECOND, ClockState.MET_LATE, DUE, id="a second after"),
        pytest.param(
            DUE + timedelta(microseconds=1), ClockState.MET_LATE, DUE, id="a moment after"
        ),
    ],
)
def test_a_term_is_met_up_to_its_due_time(clock, officer, done_at, state, breached_at):
    actions.meet(clock, at=done_at, by=officer)

    clock = Clock.objects.get(pk=clock.pk)
    assert (clock.state, clock.met_at, clock.breached_at) == (state, done_at, breached_at)
    assert clock.next_fire_at is None
    assert set(clock.rungs.values_list("state", flat=True)) == {RungState.SKIPPED}
    assert history(clock) == ["started", str(state)]


def test_a_cancelled_term_rests(clock, officer):
    actions.cancel(clock, reason="duplicate", at=RECEIVED, by=officer)

    clock.refresh_from_db()
    assert (clock.state, clock.next_fire_at) == (ClockState.CANCELLED, None)
    assert clock.events.last().data == {"reason": "duplicate"}


@pytest.mark.parametrize("act", ["meet", "cancel", "replace"])
def test_what_is_closed_stays_closed(clock, officer, act):
    actions.meet(clock, at=RECEIVED, by=officer)

    with pytest.raises(actions.AlreadyClosed):
        {
            "meet": lambda: actions.meet(clock, at=DUE, by=officer),
            "cancel": lambda: actions.cancel(clock, reason="duplicate", at=DUE, by=officer),
            "replace": lambda: actions.replace(clock, promised_at=DUE + SECOND, at=DUE, by=officer),
        }[act]()
    assert history(clock) == ["started", "met"]


def test_a_notice_meets_the_clock_and_promises_another_moment(clock, officer):
    noticed_at, promised_at = local("2026-02-23 09:00"), local("2026-02-25 17:00")

    promise = actions.replace(clock, promised_at=promised_at, at=noticed_at, by=officer)

    clock.refresh_from_db()
    assert (clock.state, clock.met_at) == (ClockState.MET, noticed_at)
    assert (promise.provision, promise.seq, promise.due_at) == ("LC-8.2-notice", 1, promised_at)
    assert promise.is_promise
    assert promise.subject == clock.subject
    assert queries.explain(promise).term is None
    # 22.5 working hours lie between: half of them end on the second day at 13:45.
    assert promise.next_fire_at == local("2026-02-24 13:45")


def test_a_promise_may_be_followed_by_another(clock, officer):
    first = actions.replace(
        clock, promised_at=local("2026-02-25 17:00"), at=local("2026-02-23 09:00"), by=officer
    )
    second = actions.replace(
        first, promised_at=local("2026-02-27 17:00"), at=local("2026-02-25 09:00"), by=officer
    )

    assert (second.provision, second.seq) == ("LC-8.2-notice", 2)
    assert Clock.objects.of(clock.subject).open().get() == second


def test_a_promise_without_working_time_in_between_is_reminded_at_its_end(clock, officer):
    promise = actions.replace(
        clock, promised_at=local("2026-02-15 09:00"), at=local("2026-02-14 09:00"), by=officer
    )

    before = promise.rungs.exclude(rung="day_after")
    assert {rung.fire_at for rung in before} == {local("2026-02-15 09:00")}


def test_a_promise_lies_in_the_future(clock, officer):
    with pytest.raises(ValueError, match="future"):
        actions.replace(clock, promised_at=RECEIVED, at=RECEIVED, by=officer)

    clock.refresh_from_db()
    assert clock.state == ClockState.RUNNING


def test_clocks_of_one_subject_are_not_those_of_another():
    first, other = running(RECEIVED), running(RECEIVED, ANSWER_AUTHORITY)

    assert list(Clock.objects.of(first.subject)) == [first]
    assert set(Clock.objects.about(type(other.subject))) == {first, other}
    assert not Clock.objects.about(User).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"state": ClockState.MET}, id="met without its moment"),
        pytest.param({"met_at": DUE}, id="a moment without being met"),
        pytest.param({"state": ClockState.MET, "met_at": DUE + SECOND}, id="met after the due"),
        pytest.param(
            {
                "state": ClockState.MET_LATE,
                "met_at": DUE,
                "breached_at": DUE,
                "breach_detected_at": DUE,
                "next_fire_at": None,
            },
            id="late before the due",
        ),
        pytest.param({"breached_at": DUE}, id="breached and not detected"),
        pytest.param(
            {"breached_at": DUE - SECOND, "breach_detected_at": DUE}, id="breached before the due"
        ),
        pytest.param({"state": ClockState.BREACHED_OPEN}, id="overdue and not breached"),
        pytest.param({"state": ClockState.CANCELLED}, id="at rest and about to fire"),
    ],
)
def test_the_database_refuses_what_cannot_be(clock, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.filter(pk=clock.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"state": RungState.FIRED}, id="told at no time"),
        pytest.param({"fired_at": DUE}, id="a time without being told"),
        pytest.param({"state": RungState.FIRED, "fired_at": RECEIVED}, id="told too early"),
    ],
)
def test_the_database_refuses_reminders_that_cannot_be(clock, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockRung.objects.filter(clock=clock).update(**wrong)


def test_a_rung_stands_once_in_a_plan(clock):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockRung.objects.create(clock=clock, rung="half", fire_at=DUE)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_history_of_a_clock_cannot_be_rewritten(clock, act):
    events = ClockEvent.objects.filter(clock=clock)

    with pytest.raises(IntegrityError), transaction.atomic():
        events.update(kind="met") if act == "update" else events._raw_delete("default")


def test_a_subject_without_its_clock_is_impossible_in_one_transaction():
    def store():
        with transaction.atomic():
            agency = AgencyFactory(code="half-made")
            actions.start(agency, HANDLE, received_at=RECEIVED, at=RECEIVED, calendar="nowhere")

    with pytest.raises(queries.Calendar.DoesNotExist):
        store()
    assert not Clock.objects.exists()


@pytest.mark.databases
def test_the_moment_is_read_off_the_clock_of_the_database(settings, db):
    """A host whose clock is a day off still counts by the clock that all processes share."""
    settings.DATABASE_CLOCK = True
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            by_database = cursor.fetchone()[0]
        else:
            by_database = timezone.now()

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        moment = queries.now()

    ahead = timedelta(0) if connection.vendor == "postgresql" else timedelta(days=1)
    assert abs(moment - by_database - ahead) < timedelta(seconds=5)


def test_a_clock_set_aside_is_looked_at_again_when_its_fault_is_mended(clock, officer):
    Clock.objects.filter(pk=clock.pk).update(quarantined_at=DUE, attempts=5)
    assert sweep(DUE) == 0

    actions.release(clock, by=officer, at=DUE + SECOND)

    assert sweep(DUE + SECOND) == 1
    clock.refresh_from_db()
    assert (clock.quarantined_at, clock.attempts) == (None, 0)
    assert "released" in history(clock)


def test_a_clock_that_was_never_set_aside_is_left_as_it_is(clock, officer):
    assert actions.release(clock, by=officer, at=RECEIVED).row_version == clock.row_version


@pytest.mark.parametrize(
    ("role", "released"), [(Role.ADMINISTRATOR, True), (Role.SECRETARY, False)]
)
def test_an_administrator_has_clocks_looked_at_again(client, clock, role, released):
    Clock.objects.filter(pk=clock.pk).update(quarantined_at=DUE, attempts=5)
    client.force_login(person(role))

    client.post(
        reverse("admin:deadlines_clock_changelist"),
        {"action": "look_again", "_selected_action": [clock.pk]},
    )

    clock.refresh_from_db()
    assert (clock.quarantined_at is None) is released
