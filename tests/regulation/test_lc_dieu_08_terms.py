"""LC Điều 8, as far as time goes: working hours stop for Tết, the hours of an authority do not."""

from datetime import date, timedelta

import pytest

from accounts.models import Agency
from deadlines import actions, queries
from deadlines.models import Clock, ClockState
from deadlines.rules import rulebook
from deadlines.rules.terms import Unit
from law.rules import KEYS
from tests.deadlines.samples import local, official
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.deadlines import Told


EVE_OF_TET = local("2026-02-13 16:00")


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def subject():
    return AgencyFactory()


def receive(subject, term, received_at):
    return actions.start(subject, term, received_at=received_at, at=received_at)


@pytest.mark.provision("LC-8.2")
@pytest.mark.django_db
def test_what_comes_an_hour_before_tet_is_due_seven_hours_after_it(subject):
    clock = receive(subject, rulebook.HANDLE, EVE_OF_TET)

    told = queries.explain(clock)

    assert clock.due_at == local("2026-02-23 16:00")
    assert [(str(part.day), part.minutes, part.names) for part in told.parts] == [
        ("2026-02-13", 60, ()),
        ("2026-02-23", 420, ("Tết Bính Ngọ",)),
    ]


@pytest.mark.provision("LC-8.2")
@pytest.mark.django_db
def test_reminders_come_at_half_three_quarters_nine_tenths_and_the_end_of_the_working_time(subject):
    clock = receive(subject, rulebook.HANDLE, local("2026-03-03 07:30"))
    told = Told()

    at = local("2026-03-03 07:30")
    while at <= local("2026-03-03 18:00"):
        actions.sweep(subject_model=Agency, tell=told, at=at)
        at += timedelta(minutes=15)

    assert {told_of for told_of, _ in told} == {clock}
    assert told.rungs == ["half", "three_quarters", "ninety", "due"]
    assert [rung.fired_at for rung in clock.rungs.all()] == [
        local("2026-03-03 11:30"),
        local("2026-03-03 15:00"),
        local("2026-03-03 16:15"),  # planned for 16:12
        local("2026-03-03 17:00"),
        None,
    ]


@pytest.mark.provision("LC-8.2")
@pytest.mark.django_db
def test_a_request_without_a_result_is_overdue_from_its_due_time_on(subject, officer):
    clock = receive(subject, rulebook.HANDLE, local("2026-03-03 07:30"))
    actions.sweep(subject_model=Agency, tell=Told(), at=local("2026-03-03 20:00"))

    actions.meet(clock, at=local("2026-03-04 08:00"), by=officer)

    clock.refresh_from_db()
    assert clock.state == ClockState.MET_LATE
    assert clock.breached_at == local("2026-03-03 17:00")


@pytest.mark.provision("LC-8.2-notice")
@pytest.mark.django_db
def test_the_written_notice_of_a_complex_case_leaves_no_moment_without_a_clock(subject, officer):
    clock = receive(subject, rulebook.HANDLE, EVE_OF_TET)

    promise = actions.replace(
        clock, promised_at=local("2026-02-27 17:00"), at=local("2026-02-23 08:00"), by=officer
    )

    assert Clock.objects.of(subject).open().get() == promise
    assert Clock.objects.get(pk=clock.pk).state == ClockState.MET


@pytest.mark.provision("LC-8.2-notice")
@pytest.mark.django_db
def test_a_broken_promise_is_a_breach_of_its_own(subject, officer):
    clock = receive(subject, rulebook.HANDLE, EVE_OF_TET)
    promised_at = local("2026-02-27 17:00")
    promise = actions.replace(
        clock, promised_at=promised_at, at=local("2026-02-23 08:00"), by=officer
    )

    actions.sweep(subject_model=Agency, tell=Told(), at=promised_at + timedelta(seconds=1))

    promise.refresh_from_db()
    assert (promise.state, promise.breached_at) == (ClockState.BREACHED_OPEN, promised_at)


@pytest.mark.provision("LC-8.2-notice")
def test_the_notice_is_due_in_the_time_of_the_request_itself():
    notice = rulebook.term("LC-8.2-notice", on=date(2026, 3, 3))

    assert (notice.amount, notice.unit) == (rulebook.HANDLE.amount, rulebook.HANDLE.unit)


@pytest.mark.provision("LC-8.3")
@pytest.mark.django_db
def test_a_demand_on_the_eve_of_tet_is_due_the_next_day(subject):
    clock = receive(subject, rulebook.ANSWER_AUTHORITY, local("2026-02-13 16:45"))

    assert clock.due_at == local("2026-02-14 16:45")
    assert not clock.provisional


@pytest.mark.provision("LC-8.3")
@pytest.mark.django_db
def test_reminders_of_a_demand_ring_at_night(subject):
    receive(subject, rulebook.ANSWER_AUTHORITY, local("2026-02-13 16:45"))
    told = Told()

    actions.sweep(subject_model=Agency, tell=told, at=local("2026-02-14 04:45"))

    assert told.rungs == ["h12"]


@pytest.mark.provision("LC-8.3-removal")
@pytest.mark.parametrize(
    "received", ["2026-02-16 00:00", "2026-03-07 23:59:59", "2026-11-24 12:00"]
)
def test_removal_takes_a_day_whatever_day_it_is(received):
    due = rulebook.REMOVE.due(local(received), official())

    assert due.at == local(received) + timedelta(days=1)


@pytest.mark.provision("CL-8.3b-2017")
def test_until_the_end_of_march_2022_a_cluster_incident_was_reported_in_an_hour():
    term = rulebook.term("CL-8.3b", on=date(2022, 3, 31))

    assert (term.amount, term.unit, term.provision) == (1, Unit.HOURS, "CL-8.3b-2017")


@pytest.mark.provision("CL-8.3b")
def test_since_april_2022_a_cluster_incident_is_reported_at_once():
    term = rulebook.term("CL-8.3b", on=date(2022, 4, 1))

    assert (term.amount, term.provision) == (0, "CL-8.3b")


@pytest.mark.parametrize("key", sorted(rulebook.KEYS))
def test_every_term_cites_a_provision_of_the_register(key):
    assert key in KEYS
