"""Điều 8 khoản 2 and 3: the calendar changes while terms run."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from deadlines.models import Clock, ClockState
from incidents import actions
from incidents.actions import recounts
from tests.deadlines.samples import local
from tests.factories.accounts import person
from tests.factories.incidents import fresh, received, requested
from tests.factories.notices import off, published, swap


pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return person(Role.SECRETARY)


@pytest.fixture
def deputy():
    return person(Role.DEPUTY_HEAD)


@pytest.fixture
def in_force(secretary, deputy):
    """Publish lines by two people and count running terms anew."""

    def act(*lines, at):
        published(*lines, at=at, enterer=secretary, approver=deputy)
        recounts.recount(at=at)

    return act


@pytest.mark.provision("LC-8.2")
def test_the_day_of_culture_is_confirmed_while_clocks_run_across_it(in_force):
    """24/11/2026 was a working day until the document came on the evening before."""
    case = received(at=local("2026-11-23 16:00"))
    assert fresh(case).due_at == local("2026-11-24 16:00")

    in_force(off("2026-11-24", "Ngày Văn hóa Việt Nam"), at=local("2026-11-23 19:00"))

    assert fresh(case).due_at == local("2026-11-25 16:00")


@pytest.mark.provision("LC-8.2")
def test_the_swap_of_tet_is_published_after_clocks_started(in_force):
    """The Wednesday before Tết is swapped with a Saturday while eight hours run across it."""
    before = received(at=local("2027-02-02 16:00"))
    far = received(at=local("2027-01-25 09:00"))
    assert fresh(before).due_at == local("2027-02-03 16:00")
    assert fresh(far).due_at == local("2027-01-26 09:00")

    in_force(*swap("2027-02-03", "2027-02-20"), at=local("2027-02-02 16:30"))

    # Thursday and Friday are days off of Tết by estimate, and Monday to Wednesday after it.
    assert fresh(before).due_at == local("2027-02-11 16:00")
    assert fresh(far).due_at == local("2027-01-26 09:00")


@pytest.mark.provision("LC-8.2")
def test_the_made_up_saturday_counts_for_what_runs_across_it(in_force):
    case = received(at=local("2027-02-19 16:00"))

    in_force(*swap("2027-02-26", "2027-02-20"), at=local("2027-02-19 16:10"))

    assert fresh(case).due_at == local("2027-02-20 16:00")


@pytest.mark.provision("LC-8.2")
def test_nobody_is_late_by_a_notice_that_comes_afterwards(in_force, secretary):
    """The Saturday is declared a working day when it is over."""
    case = received(at=local("2027-02-19 16:00"))
    due = fresh(case).due_at

    in_force(*swap("2027-02-26", "2027-02-20"), at=local("2027-02-22 07:00"))

    clock = Clock.objects.of(case).get()
    assert (clock.due_at, clock.state) == (due, ClockState.RUNNING)
    assert clock.needs_decision


@pytest.mark.provision("LC-8.2")
def test_a_breach_that_the_calendar_takes_back_is_void_and_on_record(in_force, secretary):
    case = received(at=local("2026-11-23 16:00"))
    late = local("2026-11-24 17:00")
    actions.remind(at=late)
    assert Clock.objects.of(case).get().state == ClockState.BREACHED_OPEN

    in_force(off("2026-11-24", "Ngày Văn hóa Việt Nam"), at=late)

    clock = Clock.objects.of(case).get()
    kinds = set(clock.events.values_list("kind", flat=True))
    assert (clock.state, clock.breach_voided) == (ClockState.RUNNING, True)
    assert {"breached", "recounted", "breach_voided"} <= kinds


@pytest.mark.provision("LC-8.3")
def test_hours_by_the_clock_run_through_every_notice(in_force, secretary):
    asked_at = local("2027-02-03 16:00")
    case = requested(secretary, at=asked_at)

    in_force(*swap("2027-02-03", "2027-02-20"), off("2027-02-04", "Tết"), at=asked_at)

    assert fresh(case).due_at == asked_at + timedelta(hours=24)
    assert Clock.objects.of(case).get().plan_no == 1
