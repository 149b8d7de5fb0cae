"""What is due today is due today, and everything stands in exactly one place."""

from datetime import datetime, timedelta

import pytest

from incidents.rules import buckets
from incidents.rules.buckets import Bucket
from tests.factories.incidents import HERE


DUE = datetime(2026, 11, 18, 16, 30, tzinfo=HERE)  # a Wednesday
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "bucket"),
    [
        (datetime(2026, 11, 16, 23, 59, 59, tzinfo=HERE), Bucket.WEEK),
        (datetime(2026, 11, 17, 0, 0, tzinfo=HERE), Bucket.TOMORROW),
        (datetime(2026, 11, 17, 23, 59, 59, tzinfo=HERE), Bucket.TOMORROW),
        (datetime(2026, 11, 18, 0, 0, tzinfo=HERE), Bucket.TODAY),
        (DUE - A_SECOND, Bucket.TODAY),
        (DUE, Bucket.TODAY),  # done at this second is done in time
        (DUE + timedelta(microseconds=1), Bucket.OVERDUE),
        (datetime(2026, 11, 18, 23, 59, tzinfo=HERE), Bucket.OVERDUE),
    ],
)
@pytest.mark.provision("LC-8.2")
def test_what_is_due_today_is_due_today(now, bucket):
    assert buckets.of(DUE, at=now) is bucket


@pytest.mark.parametrize(
    ("due", "bucket"),
    [
        (datetime(2026, 11, 18, 23, 59, 59, tzinfo=HERE), Bucket.TODAY),
        (datetime(2026, 11, 19, 0, 0, tzinfo=HERE), Bucket.TOMORROW),
        (datetime(2026, 11, 20, 0, 0, tzinfo=HERE), Bucket.WEEK),
        (datetime(2026, 11, 22, 23, 59, 59, tzinfo=HERE), Bucket.WEEK),
        (datetime(2026, 11, 23, 0, 0, tzinfo=HERE), Bucket.LATER),
        (None, Bucket.NOT_RUNNING),
    ],
)
def test_days_part_at_the_local_midnight_and_weeks_after_sunday(due, bucket):
    assert buckets.of(due, at=datetime(2026, 11, 18, 9, 0, tzinfo=HERE)) is bucket


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("hour", [0, 6.999, 7, 12, 16.999, 17, 23.999])
def test_every_moment_is_in_exactly_one_bucket(weekday, hour):
    now = datetime(2026, 11, 16, tzinfo=HERE) + timedelta(days=weekday, hours=hour)
    spans = buckets.spans(at=now)

    for quarter in range(-96 * 2, 96 * 15):
        due = now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=15 * quarter)
        holders = [bucket for bucket, span in spans.items() if span.holds(due)]
        assert holders == [buckets.of(due, at=now)]


def test_on_a_sunday_tomorrow_is_monday_and_the_week_is_over():
    sunday = datetime(2026, 11, 22, 9, 0, tzinfo=HERE)

    assert buckets.of(datetime(2026, 11, 23, 9, 0, tzinfo=HERE), at=sunday) is Bucket.TOMORROW
    assert buckets.of(datetime(2026, 11, 24, 9, 0, tzinfo=HERE), at=sunday) is Bucket.LATER
