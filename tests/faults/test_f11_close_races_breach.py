"""F11: a case is closed in the very moment in which its term ends, while sweeps run."""

from datetime import datetime, timedelta

import pytest

from tests.faults.rig import HERE


pytestmark = pytest.mark.faults_ci
RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
DUE = datetime(2026, 11, 20, 8, 0, tzinfo=HERE)
MILLISECOND = timedelta(milliseconds=1)


def test_only_the_moment_of_closing_decides(rig, holds, size):
    """Closed at due - 1 ms, at due and at due + 1 ms: met, met, late; never met and breached."""
    rounds = size(1_000, 60)
    rig.set_clock(RECEIVED)
    closer = rig.actor()
    sweeper = rig.actor()
    cases = closer("receive", count=rounds, received_at=RECEIVED.isoformat())
    rig.set_clock(DUE + MILLISECOND)
    for number in (1, 2):
        rig.clock(number)

    for number, case in enumerate(cases):
        at = DUE + MILLISECOND * (number % 3 - 1)
        sweeper.begin("sweep")
        state = closer("resolve", case=case, at=at.isoformat())
        sweeper.end()
        assert state == ("met", "met", "met_late")[number % 3], f"closed at {at}"

    wrong = rig.value(
        "SELECT count(*) FROM deadlines_clock WHERE state = 'met' AND breached_at IS NOT NULL"
    )
    assert wrong == 0, "met in time and breached at once"
    late = rig.value("SELECT count(*) FROM deadlines_clock WHERE state = 'met_late'")
    assert late == rounds // 3
    holds()
    rig.figures |= {"rounds": rounds, "met": rounds - late, "late": late, "both": wrong}


def test_a_naive_flag_keeps_the_breach_of_a_term_that_was_met(rig):
    """Whoever writes last wins: a sweep that read the row before it was closed marks it late."""
    rig.sql("CREATE TABLE naive_due (id int, state text); INSERT INTO naive_due VALUES (1, 'open')")
    (read,) = rig.sql("SELECT state FROM naive_due")
    rig.sql("UPDATE naive_due SET state = 'met' WHERE id = 1")
    if read == ("open",):
        rig.sql("UPDATE naive_due SET state = 'breached' WHERE id = 1")

    assert rig.value("SELECT state FROM naive_due") == "breached"
    rig.figures |= {"met in time": 1, "shown as breached": 1}
