"""Changing hours and days: whatever is changed is published as a new revision at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.actions import record
from deadlines.models import Calendar, CalendarRevision, DayOverride, HoursVersion
from deadlines.rules import snapshot


Change = Calendar | HoursVersion | DayOverride


@transaction.atomic
def change(row: Change, *, by: User, at: datetime) -> CalendarRevision:
    """Store changed hours or a changed day, and publish the calendar anew.

    Terms that run already keep the revision by which they were counted.
    """
    calendar = _locked(row)
    row.save()
    _end_each_version_before_the_next(calendar)
    record("deadlines.change_calendar", row, by=by, at=at)
    return publish(calendar, at=at)


@transaction.atomic
def remove(row: DayOverride, *, by: User, at: datetime) -> CalendarRevision:
    """Take a special day out of the calendar, and publish it anew."""
    calendar = _locked(row)
    record("deadlines.change_calendar", row, by=by, at=at, data={"removed": str(row)})
    row.delete()
    return publish(calendar, at=at)


@transaction.atomic
def publish(calendar: Calendar, *, at: datetime) -> CalendarRevision:
    """A new revision with all hours and days as they stand; the last one if nothing differs."""
    content = snapshot.write(
        [version.as_rule() for version in calendar.hours.all()],
        [override.as_rule() for override in calendar.overrides.all()],
        zone=calendar.zone,
        pending_off=calendar.pending_off,
    )
    sha256 = snapshot.fingerprint(content)
    latest = CalendarRevision.objects.published(calendar.code).first()
    if latest is not None and latest.sha256 == sha256:
        return latest
    return CalendarRevision.objects.create(
        calendar=calendar, published_at=at, content=content, sha256=sha256
    )


def _end_each_version_before_the_next(calendar: Calendar) -> None:
    """No day has two office hours and none is without."""
    end = None
    for version in calendar.hours.order_by(F("valid_from").desc(nulls_last=True)):
        if version.valid_to != end:
            version.valid_to = end
            version.save(update_fields=["valid_to"])
        end = version.valid_from - timedelta(days=1) if version.valid_from else None


def _locked(row: Change) -> Calendar:
    if isinstance(row, Calendar):
        return row
    return Calendar.objects.select_for_update(of=("self",)).get(pk=row.calendar_id)
