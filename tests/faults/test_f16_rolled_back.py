"""F16: the program dies between a case and its clock."""

import contextlib

from tests.faults.rig import MORNING
from tests.faults.waiting import until


def test_a_case_without_a_clock_cannot_be(rig, holds):
    """One transaction: killed in between, there is neither."""
    rig.set_clock(MORNING)
    actor = rig.actor()
    with contextlib.suppress(AssertionError):
        actor("call", path="tests.faults.acts.die_in_receiving", received_at=MORNING.isoformat())

    assert actor.process.wait() != 0
    until(lambda: _count(rig) == 0, "neither is there")
    holds()
    rig.figures |= {"cases without a clock": 0}


def test_a_row_that_came_round_the_acts_is_found_and_told(rig):
    """Raw SQL takes the clock away, as no act of the portal does."""
    rig.set_clock(MORNING)
    actor = rig.actor()
    actor("receive", count=2, received_at=MORNING.isoformat())
    rig.sql("SET session_replication_role = replica")
    rig.sql(
        "DELETE FROM deadlines_clockrung WHERE clock_id = (SELECT min(id) FROM deadlines_clock)"
    )
    rig.sql(
        "DELETE FROM deadlines_clockevent WHERE clock_id = (SELECT min(id) FROM deadlines_clock)"
    )
    rig.sql("DELETE FROM deadlines_clock WHERE id = (SELECT min(id) FROM deadlines_clock)")

    found = actor("call", path="tests.faults.acts.reconcile")

    assert found == 1
    rig.figures |= {"found": found}


def test_a_naive_task_sent_before_the_commit_works_on_what_never_was(rig):
    """`delay()` inside a transaction that is rolled back: the task runs, its row does not exist."""
    rig.sql("CREATE TABLE naive_due (id int)")
    with contextlib.closing(rig.cluster.connect(rig.database)) as connection:
        connection.autocommit = False
        connection.cursor().execute("INSERT INTO naive_due VALUES (1)")
        rig.naive("send", "1")
        connection.rollback()
    rig.naive_worker()
    until(rig.rang, "the task ran")

    rig.figures |= {"tasks": 1, "rows": rig.value("SELECT count(*) FROM naive_due")}
    assert rig.value("SELECT count(*) FROM naive_due") == 0


def _count(rig) -> int:
    return rig.value("SELECT count(*) FROM incidents_case")
