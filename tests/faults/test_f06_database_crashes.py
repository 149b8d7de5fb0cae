"""F6: PostgreSQL is crashed again and again, while reports come in and clocks ring."""

from datetime import datetime

import pytest

from tests.faults.processes import wait_a_moment
from tests.faults.rig import HERE, Refused


pytestmark = pytest.mark.faults_ci
RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
AFTERNOON = datetime(2026, 11, 19, 14, 0, tzinfo=HERE)


def test_what_was_acknowledged_outlives_every_crash(rig, holds, size):
    """What the portal answered is on the disk (synchronous_commit=on); standbys are not tested."""
    crashes = size(10, 4)
    rig.set_clock(AFTERNOON)
    actor = rig.actor()
    for number in (1, 2):
        rig.clock(number, kept_alive=True)
    rig.worker(kept_alive=True)
    rig.beat(kept_alive=True)

    acknowledged, refused = [], 0
    for _ in range(crashes):
        for _ in range(size(15, 8)):
            acknowledged += actor("receive", count=1, received_at=RECEIVED.isoformat())
        actor.begin("receive", count=50, received_at=RECEIVED.isoformat())
        wait_a_moment(0.3)
        rig.cluster.crash()
        rig.cluster.start()
        try:
            acknowledged += actor.end()
        except Refused:
            refused += 1
    rig.all_told()
    rig.all_sent()

    stored = {pk for (pk,) in rig.sql("SELECT id FROM incidents_case")}
    assert not set(acknowledged) - stored
    holds()
    rig.figures |= {
        "crashes": crashes, "acknowledged": len(acknowledged), "lost": 0,
        "refused in the crash": refused, "sent again": rig.mailbox.repeated,
    }  # fmt: skip


def test_what_is_acknowledged_before_it_is_on_the_disk_is_lost(rig):
    """The control: faster answers by synchronous_commit=off, and the crash takes them back."""
    rig.sql("ALTER SYSTEM SET wal_writer_delay = '10s'")
    rig.sql("SELECT pg_reload_conf()")
    rig.sql("CREATE TABLE naive_case (id serial)")
    rig.sql("CHECKPOINT")
    rig.sql("SET synchronous_commit = off")
    acknowledged = [rig.sql("INSERT INTO naive_case DEFAULT VALUES RETURNING id") for _ in range(5)]
    rig.cluster.crash()
    rig.cluster.start()

    stored = rig.value("SELECT count(*) FROM naive_case")
    rig.sql("ALTER SYSTEM RESET wal_writer_delay")
    rig.sql("SELECT pg_reload_conf()")
    rig.figures |= {"acknowledged": len(acknowledged), "lost": len(acknowledged) - stored}
    assert stored < len(acknowledged)
