"""F12: a cache goes on serving what was hidden. F13: fifty requests at once."""

from datetime import datetime, timedelta

from tests.faults.rig import HERE
from tests.faults.waiting import until


MORNING = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)


def test_what_a_cache_still_serves_is_not_called_gone_and_people_are_paged(rig):
    """Asked again and again from outside; at 22 hours people are told, and nothing says gone."""
    rig.set_clock(MORNING)
    rig.actor()("demand", count=1, received_at=MORNING.isoformat())
    rig.clock()
    rig.set_clock(MORNING + timedelta(hours=20, minutes=1))
    until(lambda: _steps(rig, "hidden") == 1, "it is hidden")
    asked = rig.gateway.asked
    rig.advance(timedelta(minutes=5))
    until(lambda: rig.gateway.asked >= asked + 5, "it is asked for again")
    rig.set_clock(MORNING + timedelta(hours=22, minutes=1))
    until(lambda: _paged(rig), "people are paged")
    assert _steps(rig, "verified") == 0

    rig.gateway.page_status = 404
    rig.advance(timedelta(minutes=5))
    until(lambda: _steps(rig, "verified") == 1, "gone at last")
    rig.figures |= {"asked": rig.gateway.asked, "called gone too early": 0, "paged": _paged(rig)}


def test_a_naive_hide_is_done_when_the_row_says_so(rig):
    """Without a look from outside, the flag in the database is all there is."""
    rig.set_clock(MORNING)
    rig.actor()("demand", count=1, received_at=MORNING.isoformat())
    rig.clock()
    rig.set_clock(MORNING + timedelta(hours=20, minutes=1))
    until(lambda: _steps(rig, "hidden") == 1, "it is hidden")

    flagged = rig.value("SELECT count(*) FROM sections_article WHERE hidden_at IS NOT NULL")
    rig.figures |= {"flag says hidden": flagged, "cache serves": rig.gateway.page_status}
    assert (flagged, rig.gateway.page_status) == (1, 200)


def test_a_breaker_holds_a_flood_of_demands_and_lets_national_security_pass(rig):
    rig.set_clock(MORNING)
    actor = rig.actor()
    actor("demand", count=50, received_at=MORNING.isoformat())
    later = MORNING + timedelta(hours=16)
    rig.set_clock(later)
    actor("demand", count=5, received_at=later.isoformat(), removal=True)
    rig.set_clock(MORNING + timedelta(hours=20, minutes=2))
    rig.clock()

    until(lambda: _hidden(rig, "LC-8.3-removal") == 5, "national security passes")
    until(lambda: _steps(rig, "tripped"), "the breaker trips")
    rig.all_told()
    held = _hidden(rig, "LC-8.3")
    assert held <= 20
    alarms = rig.value("SELECT count(*) FROM notifications_message WHERE kind = 'alarm'")
    assert alarms > 0
    rig.figures |= {"demands": 50, "hidden before it held": held, "national security": 5}


def test_without_a_breaker_a_flood_of_demands_hides_everything(rig):
    """The control: what has no breaker goes without a person, however much of it there is."""
    rig.set_clock(MORNING)
    rig.actor()("demand", count=50, received_at=MORNING.isoformat(), removal=True)
    rig.set_clock(MORNING + timedelta(hours=4, minutes=2))
    rig.clock()

    until(lambda: _hidden(rig, "LC-8.3-removal") == 50, "all of it is hidden")
    assert _steps(rig, "tripped") == 0
    rig.figures |= {"demands": 50, "hidden without a person": 50}


def _steps(rig, step: str) -> int:
    return rig.value("SELECT count(*) FROM incidents_hidingstep WHERE step = %s", step)


def _hidden(rig, provision: str) -> int:
    return rig.value(
        "SELECT count(*) FROM incidents_hidingstep WHERE step = 'hidden' AND provision = %s",
        provision,
    )


def _paged(rig) -> int:
    """How many people are told aloud that nobody has seen it gone."""
    if not _steps(rig, "unverified"):
        return 0
    return rig.value("SELECT count(*) FROM notifications_message WHERE kind = 'alarm'")
