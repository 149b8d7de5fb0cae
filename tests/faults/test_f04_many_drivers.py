"""F4: two beats, two workers, four loops: all of them sweep, all of them send."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from tests.faults.rig import HERE
from tests.faults.waiting import until


pytestmark = pytest.mark.faults_ci
BEFORE = datetime(2026, 11, 19, 13, 20, tzinfo=HERE)
RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)


def test_four_loops_and_two_beats_tell_each_rung_once(rig, holds, size):
    """Half an hour at sixty times the speed, with clocks that ring in each of its minutes."""
    rig.set_clock(BEFORE)
    actor = rig.actor()
    minutes, each = 30, size(20, 3)
    count = minutes * each
    for _ in range(each):
        actor("receive", count=minutes, received_at=RECEIVED.isoformat(), step=60)
    for number in (1, 2, 3, 4):
        rig.clock(number)
    for number in (1, 2):
        rig.worker(number)
        rig.beat(number)
    until(lambda: rig.value("SELECT count(*) FROM deadlines_sweeprun") > 20, "all of them sweep")
    seen = len(_deadlocks(rig))

    rig.set_clock(BEFORE, rate=size(60, 180))
    until(lambda: rig.now() > BEFORE + timedelta(minutes=45), "the half hour has passed")
    rig.set_clock(rig.now())
    rig.all_told()
    rig.all_sent()

    holds()
    assert len(_deadlocks(rig)) == seen
    fired = rig.value("SELECT count(*) FROM deadlines_clockrung WHERE state = 'fired'")
    assert fired == count
    assert rig.value("SELECT max(fired_at - fire_at) FROM deadlines_clockrung") < timedelta(
        minutes=2
    )
    rig.figures |= {
        "rungs": fired, "told twice": 0, "deadlocks": 0,
        "sweeps": rig.value("SELECT count(*) FROM deadlines_sweeprun"),
        "sent again": rig.mailbox.repeated,
    }  # fmt: skip


def test_two_naive_beats_ring_twice(rig):
    rig.naive_worker(children=2)
    rig.naive_beat("naive-beat-1")
    rig.naive_beat("naive-beat-2")
    until(lambda: len(set(rig.rang())) >= 4, "four seconds rang")

    twice = [key for key, times in Counter(rig.rang()).items() if times > 1]
    rig.figures |= {"rang": len(set(rig.rang())), "rang twice": len(twice)}
    assert twice


def _deadlocks(rig) -> list[str]:
    log = rig.cluster.log.read_text(errors="replace")
    return [line for line in log.splitlines() if "deadlock detected" in line]
