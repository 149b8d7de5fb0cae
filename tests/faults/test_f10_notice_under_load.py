"""F10: a holiday notice is published while sweepers run and hundreds of terms straddle the day."""

from datetime import datetime

from tests.faults.oracle import Days
from tests.faults.rig import HERE
from tests.faults.waiting import until


RECEIVED = datetime(2026, 11, 19, 8, 0, tzinfo=HERE)  # a Thursday: due on Friday, 08:00
OFF = "2026-11-20"


def test_every_due_time_is_of_one_calendar_or_the_other_and_in_the_end_of_the_new_one(
    rig, holds, size
):
    count = size(1_000, 120)
    rig.set_clock(RECEIVED)
    actor = rig.actor()
    actor("receive", count=count, received_at=RECEIVED.isoformat())
    for number in (1, 2, 3, 4):
        rig.clock(number)
    before, after = _dues(rig)

    seen = set()
    revision = actor("call", path="tests.faults.acts.publish_day_off", day=OFF, number="01/TB")
    new = "SELECT count(*) FROM deadlines_clock WHERE revision_id = %s"
    until(
        lambda: seen.update(_stored(rig)) or rig.value(new, revision) == count,
        "all were counted anew",
    )

    assert seen <= {before, after}, "never a third moment"
    assert _stored(rig) == {after}
    versions = rig.sql("SELECT id, row_version, plan_no FROM deadlines_clock ORDER BY id")
    actor("call", path="tests.faults.acts.recount")
    assert rig.sql("SELECT id, row_version, plan_no FROM deadlines_clock ORDER BY id") == versions
    rig.all_sent()
    holds()
    rig.figures |= {"clocks": count, "moved": count, "by a third calendar": 0, "twice": "as once"}


def test_what_a_naive_design_does_with_a_late_holiday(rig):
    """Counted once and kept: never moved. Counted anew by whoever asks: history is rewritten."""
    rig.set_clock(RECEIVED)
    actor = rig.actor()
    actor("receive", count=1, received_at=RECEIVED.isoformat())
    (kept,) = actor("call", path="tests.faults.acts.due_times", starts=[RECEIVED.isoformat()])
    actor("call", path="tests.faults.acts.publish_day_off", day=OFF, number="01/TB")
    (asked,) = actor("call", path="tests.faults.acts.due_times", starts=[RECEIVED.isoformat()])

    rig.figures |= {"kept": kept[:16], "asked again": asked[:16]}
    assert kept != asked


def _dues(rig) -> tuple[datetime, datetime]:
    """By the walk over the minutes, with and without the day off."""
    content = rig.value("SELECT content FROM deadlines_calendarrevision ORDER BY id DESC LIMIT 1")
    free = {"day": OFF, "kind": "off", "status": "official", "sessions": "", "as_weekday": 0}
    changed = {**content, "overrides": [*content["overrides"], free]}
    return Days(content).walk(RECEIVED, 480), Days(changed).walk(RECEIVED, 480)


def _stored(rig) -> set[datetime]:
    return {due.astimezone(HERE) for (due,) in rig.sql("SELECT due_at FROM deadlines_clock")}
