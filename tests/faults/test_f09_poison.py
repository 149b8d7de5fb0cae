"""F9: one row cannot be told, whatever is tried."""

from datetime import datetime, timedelta

from tests.faults.rig import HERE
from tests.faults.waiting import until


RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)
AFTERNOON = datetime(2026, 11, 19, 14, 0, tzinfo=HERE)


def test_a_poison_row_holds_up_nobody_and_is_set_aside_with_an_alarm(rig):
    """The database itself refuses to note what three rows have to tell."""
    rig.set_clock(RECEIVED)
    actor = rig.actor()
    cases = actor("receive", count=60, received_at=RECEIVED.isoformat())
    poison = cases[::25]
    rig.sql(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'poison'; END $$"
    )
    rows = ", ".join(str(pk) for (pk,) in rig.sql(
        "SELECT id FROM deadlines_clock WHERE object_id = ANY(%s)", poison))  # fmt: skip
    rig.sql(
        "CREATE TRIGGER poison BEFORE UPDATE ON deadlines_clockrung FOR EACH ROW"
        f" WHEN (OLD.clock_id IN ({rows})) EXECUTE FUNCTION refuse()"
    )
    rig.set_clock(AFTERNOON)
    rig.clock()

    until(lambda: _told(rig) == 60 - len(poison), "everybody else is told")
    lag = rig.now() - AFTERNOON
    for _ in range(5):
        rig.advance(timedelta(minutes=17))
        until(lambda: _swept_lately(rig), "another sweep")
    aside = "SELECT count(*) FROM deadlines_clock WHERE quarantined_at IS NOT NULL"
    until(lambda: rig.value(aside) == len(poison), "they are set aside")
    alarms = rig.value(
        "SELECT count(DISTINCT dedupe_key) FROM notifications_message WHERE kind = 'alarm'"
    )
    assert alarms >= len(poison)
    rig.figures |= {
        "poisoned": len(poison), "others told after (s)": round(lag.total_seconds(), 1),
        "set aside": len(poison), "alarms": alarms,
    }  # fmt: skip


def test_a_naive_batch_is_stuck_for_all(rig):
    rig.sql("CREATE TABLE naive_due (id int, poisoned bool, told timestamptz)")
    rig.sql("INSERT INTO naive_due SELECT g, g = 1, NULL FROM generate_series(1, 60) g")
    for _ in range(3):
        rig.naive("batch")

    told = rig.value("SELECT count(*) FROM naive_due WHERE told IS NOT NULL")
    rig.figures |= {"rows": 60, "told": told}
    assert told == 0


def _told(rig) -> int:
    return rig.value("SELECT count(*) FROM deadlines_clockrung WHERE state = 'fired'")


def _swept_lately(rig) -> bool:
    return rig.value("SELECT max(at) > deadlines_now() - interval '60 s' FROM deadlines_sweeprun")
