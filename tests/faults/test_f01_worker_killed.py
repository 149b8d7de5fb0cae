"""F1: a process is killed in the middle of telling."""

from datetime import datetime
from time import monotonic

import psutil
import pytest

from tests.faults.injection import POINTS
from tests.faults.rig import HERE
from tests.faults.waiting import until


pytestmark = pytest.mark.faults_ci
# Four and a half working hours after this opening, half of the eight have passed.
RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
AFTERNOON = datetime(2026, 11, 19, 14, 0, tzinfo=HERE)


def test_nothing_is_lost_when_loops_and_workers_are_killed_at_every_point(rig, holds, size):
    """After SELECT, after INSERT, before COMMIT, after it and before the acknowledgement."""
    rounds = size(200, 16)
    rig.set_clock(AFTERNOON)
    actor = rig.actor()
    rig.clock(kept_alive=True)
    rig.worker(kept_alive=True, FAULTS_VISIBILITY="5")
    rig.beat(kept_alive=True)
    longest = 0.0
    for number in range(rounds):
        role = ("clock", "worker")[number // 4 % 2]
        rig.trap(f"{POINTS[number % 4]}@{role}", how=("self", "group")[number // 8 % 2])

        def killed(number=number) -> bool:
            actor("receive", count=2, received_at=RECEIVED.isoformat())
            rig.all_told(patience=60)
            return rig.sprung() > number

        began = monotonic()
        until(killed, f"somebody died in round {number}")
        longest = max(longest, monotonic() - began)
    rig.all_sent()
    holds()
    rig.figures |= {
        "killed": rig.sprung(), "clocks": rig.value("SELECT count(*) FROM deadlines_clock"),
        "lost": 0, "told twice": 0, "longest round (s)": round(longest, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("design", "environment"),
    [("early acknowledgement", {}), ("late, without reject", {"NAIVE_LATE": "1"})],
)
def test_naive_tasks_are_lost_with_their_worker(rig, design, environment):
    """What Celery does unless told otherwise: a killed child takes its task with it."""
    rig.naive("send", "8", "--seconds", "0.5", **environment)
    worker = rig.naive_worker(children=2, **environment)
    until(lambda: rig.rang("begin"), "the first task began")

    _kill_children(worker)
    if not environment:
        worker.kill()
        rig.naive_worker(children=2, name="naive-again")
    rig.naive("send", "1", "--prefix", "sentinel", **environment)
    until(lambda: [k for k in rig.rang() if "sentinel" in k], "the queue came to its end")

    lost = 9 - len(set(rig.rang()))
    rig.figures |= {"design": design, "sent": 8, "lost": lost}
    assert lost > 0


def _kill_children(worker) -> None:
    main = psutil.Process(worker.process.pid)
    for child in main.children(recursive=True):
        child.kill()
