"""Publishing a calendar: all its hours and days as they stand become one revision."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from deadlines.models import Calendar, CalendarRevision, HoursVersion, Notice, Recount
from deadlines.rules import snapshot
from deadlines.rules.calendar import Hours


@transaction.atomic
def publish(calendar: Calendar, *, at: datetime, notice: Notice | None = None) -> CalendarRevision:
    """A new revision with all hours and days as they stand; the last one if nothing differs.

    Terms that run are counted anew for it by the clock (`deadlines.actions.recounts`).
    """
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
    revision = CalendarRevision.objects.create(
        calendar=calendar, published_at=at, content=content, sha256=sha256, notice=notice
    )
    if latest is not None:
        Recount.objects.create(revision=revision, former=latest, queued_at=at)
    return revision


def publish_hours(calendar: Calendar, season: Hours, *, notice: Notice) -> None:
    """Write new office hours; each version ends the day before the next begins."""
    HoursVersion.objects.create(
        calendar=calendar,
        valid_from=season.since,
        week=[snapshot.sessions(blocks) for blocks in season.week],
        notice=notice,
    )
    end = None
    for version in calendar.hours.order_by(F("valid_from").desc(nulls_last=True)):
        if version.valid_to != end:
            version.valid_to = end
            version.save(update_fields=["valid_to"])
        end = version.valid_from - timedelta(days=1) if version.valid_from else None
