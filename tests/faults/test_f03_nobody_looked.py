"""F3: neither beat nor loop ran for ten hours."""

from datetime import datetime, timedelta
from time import monotonic

import pytest
from celery.schedules import crontab

from tests.faults.rig import HERE
from tests.faults.waiting import until


pytestmark = pytest.mark.faults_ci
MORNING = datetime(2026, 11, 19, 7, 30, tzinfo=HERE)
TEN_HOURS = timedelta(hours=10)


def test_ten_hours_are_caught_up_with_in_a_minute(rig, holds, size):
    """One notice for each clock, the highest; the breach is dated to its due time."""
    rig.set_clock(MORNING)
    actor = rig.actor()
    incidents = actor("receive", count=(count := size(300, 40)), received_at=MORNING.isoformat())
    demands = actor("demand", count=2, received_at=MORNING.isoformat())
    actor("sweep")
    rig.advance(TEN_HOURS)

    began = monotonic()
    rig.clock()
    rig.all_told(patience=60)
    took = monotonic() - began
    rig.all_sent()

    fired = rig.sql(
        "SELECT c.object_id, count(*) FILTER (WHERE r.state = 'fired'),"
        " count(*) FILTER (WHERE r.state = 'coalesced'),"
        " max(r.fire_at) FILTER (WHERE r.state = 'fired') - max(r.fire_at) FILTER"
        " (WHERE r.state = 'coalesced')"
        " FROM deadlines_clockrung r JOIN deadlines_clock c ON c.id = r.clock_id"
        " WHERE r.fired_at > %s GROUP BY 1",
        MORNING + timedelta(hours=1),
    )
    assert {row[0] for row in fired} == {*incidents, *demands}
    assert {row[1] for row in fired} == {1}, "one notice for each clock"
    assert {row[2] for row in fired} == {3, 0}, "three missed with LC-8.2, none with LC-8.3"
    assert all(higher is None or higher > timedelta() for *_, higher in fired)
    breaches = rig.sql(
        "SELECT breached_at = due_at, state FROM deadlines_clock WHERE breached_at IS NOT NULL"
    )
    assert breaches == [(True, "breached_open")] * count
    assert rig.value("SELECT count(*) FROM deadlines_sweepgap WHERE to_at > from_at") == 1
    holds()
    rig.figures |= {
        "clocks": count + 2, "caught up in (s)": round(took, 1), "notices per clock": 1, "lost": 0,
    }  # fmt: skip


def test_what_an_authority_demanded_is_hidden_as_soon_as_anybody_looks(rig, holds, size):
    """After 21 hours of silence: it should have gone at T+20 h, and goes within a minute."""
    rig.set_clock(MORNING)
    actor = rig.actor()
    actor("receive", count=size(100, 20), received_at=MORNING.isoformat())
    actor("demand", count=1, received_at=MORNING.isoformat())
    actor("sweep")
    rig.advance(timedelta(hours=21))
    began = rig.now()

    rig.clock()
    hidden = "SELECT max(hidden_at) FROM sections_article"
    until(lambda: rig.value(hidden), "the article is hidden")
    rig.all_told(patience=60)

    took = rig.value(hidden) - began
    assert took < timedelta(minutes=1)
    rig.figures |= {"hidden after (s)": round(took.total_seconds(), 1)}


def test_a_naive_crontab_rings_once_for_ten_missed_hours_or_not_at_all(rig):
    """Hourly reminders by Celery's own schedule: nine of ten are lost, with a fresh file all."""
    end = MORNING + TEN_HOURS
    hourly = crontab(minute=0, nowfun=lambda: end)
    remembered, _ = hourly.is_due(MORNING)
    forgotten, _ = hourly.is_due(end)

    rig.figures |= {"missed": 10, "lost": 10 - int(remembered), "lost with a fresh file": 10}
    assert (int(remembered), int(forgotten)) == (1, 0)
