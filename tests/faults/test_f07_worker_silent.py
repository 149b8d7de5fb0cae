"""F7: everything looks alive and nothing is done. Whatever stopped the clock, health tells."""

from datetime import timedelta

import pytest
import requests

from tests.faults.rig import MORNING
from tests.faults.waiting import until


TWO_MINUTES = timedelta(seconds=121)
HALF = MORNING.replace(hour=14)


@pytest.fixture
def portal(rig):
    """The web server, asked from outside; the outside is what counts."""
    rig.set_clock(MORNING)
    rig.actor()("receive", count=3, received_at=MORNING.isoformat())
    return rig.web()


def test_a_frozen_worker_turns_health_red_and_a_loop_turns_it_green(rig, portal, holds):
    worker = rig.worker()
    rig.beat()
    until(lambda: ready(portal), "all is well at first")

    worker.freeze()
    rig.advance(TWO_MINUTES)
    until(lambda: not ready(portal), "health turns red", patience=30)
    assert not running(portal)
    assert worker.alive, "the process is there, and says nothing"
    assert requests.get(f"{portal}/healthz", timeout=10).ok, "the naive question: is it alive?"

    rig.clock()
    until(lambda: ready(portal), "the loop carries on")
    holds()
    rig.figures |= {"red after (s)": 120, "naive health": "green throughout"}


def test_a_frozen_loop_turns_health_red(rig, portal):
    loop = rig.clock()
    until(lambda: ready(portal), "all is well at first")
    loop.freeze()
    rig.advance(TWO_MINUTES)
    until(lambda: not ready(portal), "health turns red", patience=30)
    assert not running(portal)

    loop.thaw()
    until(lambda: ready(portal), "it goes on")
    assert running(portal)
    rig.figures |= {"red after (s)": 120}


def test_a_dead_worker_with_a_living_beat_turns_health_red(rig, portal):
    worker = rig.worker()
    beat = rig.beat()
    until(lambda: ready(portal), "all is well at first")
    worker.kill()
    rig.advance(TWO_MINUTES)
    until(lambda: not ready(portal), "health turns red", patience=30)
    assert beat.alive
    rig.figures |= {"red after (s)": 120}


def test_redis_off_with_celery_alone_turns_health_red(rig, portal):
    rig.worker(kept_alive=True)
    rig.beat(kept_alive=True)
    until(lambda: ready(portal), "all is well at first")
    rig.redis.stop()
    rig.advance(TWO_MINUTES)
    until(lambda: not ready(portal), "health turns red", patience=30)

    rig.redis.start()
    until(lambda: ready(portal), "they find their way back")
    rig.figures |= {"red after (s)": 120}


def test_a_frozen_database_is_not_called_ready(rig, portal):
    rig.clock()
    until(lambda: ready(portal), "all is well at first")
    with rig.cluster.frozen():
        assert not ready(portal)
    until(lambda: ready(portal), "it goes on")
    rig.figures |= {"red after (s)": 5}


def test_a_sweep_that_froze_holds_up_only_the_rows_in_its_hands(rig, holds):
    """It stands still inside its transaction, locks held; others pass by what it has."""
    rig.set_clock(MORNING)
    actor = rig.actor()
    actor("receive", count=3, received_at=MORNING.isoformat())
    rig.set_clock(HALF)
    rig.trap("after_select", how="freeze")
    frozen = rig.clock(1)
    until(rig.sprung, "a sweep froze with rows in its hands")

    actor("receive", count=4, received_at=MORNING.isoformat())
    rig.clock(2)
    told = "SELECT count(*) FROM deadlines_clockrung WHERE state = 'fired'"
    until(lambda: rig.value(told) == 4, "the others are told meanwhile", patience=30)
    assert rig.pending() == 3

    frozen.kill()
    rig.all_told()
    rig.all_sent()
    holds()
    rig.figures |= {"told meanwhile": 4, "held": 3, "told after its end": 3}


def ready(portal: str) -> bool:
    """As a watcher asks: no answer within five seconds is no."""
    try:
        return requests.get(f"{portal}/readyz", timeout=5).status_code == 200
    except requests.RequestException:
        return False


def running(portal: str) -> bool:
    """The figure that an alarm of Prometheus watches."""
    told = requests.get(
        f"{portal}/metrics", headers={"Authorization": "Bearer watcher"}, timeout=10
    )
    assert told.status_code == 200
    return "portal_clock_running 1.0" in told.text
