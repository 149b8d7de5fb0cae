"""F5: the clock of the database jumps; the clock of one host alone is wrong."""

from datetime import datetime, timedelta

import pytest

from tests.faults.rig import HERE
from tests.faults.waiting import until


pytestmark = pytest.mark.faults_ci
BEFORE_TET = datetime(2026, 2, 13, 14, 0, tzinfo=HERE)
RECEIVED = datetime(2026, 2, 13, 8, 0, tzinfo=HERE)
DAY = 86_400


def test_a_jump_forwards_is_a_silence_that_is_caught_up_with(rig, holds):
    """Three hours ahead, then a day into Tết: working time does not run there."""
    _running(rig, count=20)
    for hours in (3, 24):
        rig.advance(timedelta(hours=hours))
        rig.all_told()
        _swept_now(rig)
    rig.all_sent()

    gaps = rig.sql("SELECT to_at > from_at FROM deadlines_sweepgap")
    states = rig.sql("SELECT DISTINCT state FROM deadlines_clock")
    assert gaps == [(True,), (True,)]
    assert states == [("running",)], "due on the first working day after Tết"
    holds()
    rig.figures |= {"clocks": 20, "gaps written": 2, "lost": 0}


def test_after_a_jump_backwards_nothing_rings_again_and_people_are_told(rig, holds):
    _running(rig, count=20)
    rig.all_told()
    fired = _fired(rig)
    rig.advance(timedelta(hours=-3))
    _swept_now(rig)

    assert _fired(rig) == fired
    assert rig.sql("SELECT to_at < from_at FROM deadlines_sweepgap") == [(True,)]
    alarms = rig.value("SELECT count(*) FROM notifications_message WHERE kind LIKE '%alarm%'")
    assert alarms > 0
    rig.advance(timedelta(hours=3))
    rig.all_told()
    _swept_now(rig)
    rig.advance(timedelta(minutes=1))
    rig.all_sent()
    assert _fired(rig) == fired
    holds()
    rig.figures |= {"clocks": 20, "rang again": 0, "alarms": alarms}


@pytest.mark.parametrize("off", [DAY, -DAY], ids=["a day ahead", "a day behind"])
def test_the_clock_of_a_host_alone_changes_nothing(rig, holds, off):
    """Loop and worker believe that it is another day; only the database's clock is asked."""
    rig.set_clock(BEFORE_TET)
    rig.actor()("receive", count=10, received_at=RECEIVED.isoformat())
    rig.clock(1, FAULTS_HOST_CLOCK=str(off))
    rig.worker(1, FAULTS_HOST_CLOCK=str(off))
    rig.beat(1)
    rig.all_told()
    _swept_now(rig)
    rig.all_sent()

    holds()
    assert _fired(rig) == 10
    assert rig.value("SELECT count(*) FROM deadlines_sweepgap") == 0
    rig.figures |= {"host is off by (s)": off, "early": 0, "late": 0}


def test_a_naive_sweep_by_the_hosts_clock_rings_a_day_early(rig):
    """The same act, asked by the clock of a host that is two weeks ahead."""
    rig.set_clock(BEFORE_TET)
    actor = rig.actor()
    actor("receive", count=10, received_at=RECEIVED.isoformat())
    host = BEFORE_TET + timedelta(days=14)
    actor("call", path="tests.faults.naive.sweep_by", moment=host.isoformat())

    early = rig.value("SELECT count(*) FROM deadlines_clock WHERE state = 'breached_open'")
    rig.figures |= {"clocks": 10, "breached too early": early}
    assert early == 10


def _running(rig, *, count: int) -> None:
    rig.set_clock(BEFORE_TET)
    rig.actor()("receive", count=count, received_at=RECEIVED.isoformat())
    rig.clock()
    rig.all_told()
    _swept_now(rig)


def _swept_now(rig) -> None:
    """A whole round of the jobs began and ended after this moment."""
    before = rig.value("SELECT coalesce(max(id), 0) FROM deadlines_sweeprun")
    until(
        lambda: rig.value("SELECT count(*) FROM deadlines_sweeprun WHERE id > %s", before) >= 2,
        "two more sweeps",
    )


def _fired(rig) -> int:
    return rig.value(
        "SELECT count(*) FROM deadlines_clockrung WHERE state IN ('fired', 'coalesced')"
    )
