"""F14: everything is started anew while hundreds of terms run; old and new code side by side."""

from datetime import datetime

from tests.faults.rig import HERE
from tests.faults.waiting import until


RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
AFTERNOON = datetime(2026, 11, 19, 14, 0, tzinfo=HERE)


def test_a_rolling_restart_loses_and_doubles_nothing(rig, holds, size):
    """SIGTERM and ten seconds for each program in turn, with messages and reminders under way."""
    count = size(500, 80)
    rig.set_clock(RECEIVED)
    rig.actor()("receive", count=count, received_at=RECEIVED.isoformat())
    old = [rig.clock(1), rig.clock(2), rig.worker(1), rig.beat(1)]
    until(lambda: rig.value("SELECT count(*) FROM deadlines_sweeprun"), "they run")
    rig.set_clock(AFTERNOON)
    for program in old:
        program.terminate(grace=10)
    for number in (3, 4):
        rig.clock(number)
    rig.worker(2)
    rig.beat(2)
    rig.all_told()
    rig.all_sent()

    assert rig.value("SELECT count(*) FROM deadlines_clockrung WHERE state = 'fired'") == count
    holds()
    rig.figures |= {"clocks": count, "lost": 0, "sent again": rig.mailbox.repeated}


def test_old_code_leaves_what_it_does_not_know_to_the_new_one_with_an_alarm(rig):
    """The new release wrote a reminder of a kind that the old one has never heard of."""
    rig.set_clock(RECEIVED)
    rig.actor()("receive", count=2, received_at=RECEIVED.isoformat())
    rig.sql(
        "UPDATE deadlines_clockrung SET rung = 'of_tomorrow' WHERE rung = 'half' AND clock_id ="
        " (SELECT min(id) FROM deadlines_clock)"
    )
    rig.set_clock(AFTERNOON)
    rig.clock()
    told = "SELECT count(*) FROM deadlines_clockrung WHERE state = 'fired'"
    until(lambda: rig.value(told) == 1, "what is known is told")
    alarm = "SELECT count(*) FROM deadlines_clockevent WHERE kind = 'unknown_rung'"
    until(lambda: rig.value(alarm) == 1, "an alarm is raised")

    state = rig.value("SELECT state FROM deadlines_clockrung WHERE rung = 'of_tomorrow'")
    assert state == "pending"
    rig.figures |= {"told": 1, "left to the new code": 1, "alarms": 1}


def test_naive_tasks_with_an_eta_go_with_the_worker_that_held_them(rig):
    """A worker holds what is to be done later in its memory; the next one waits for an hour."""
    rig.naive("send", "20", "--eta", "6")
    worker = rig.naive_worker()
    with rig.redis.client() as client:
        until(lambda: client.hlen("unacked") >= 20, "the worker holds them")
    worker.kill()
    rig.naive_worker(name="naive-again")
    rig.naive("send", "1", "--prefix", "sentinel", "--eta", "7")
    until(lambda: [key for key in rig.rang() if "sentinel" in key], "what came later has rung")

    late = 21 - len(rig.rang())
    rig.figures |= {"sent": 20, "not there at their time": late}
    assert late == 20
