"""The calendar of Lào Cai with its office hours, published as the first revision."""

from pathlib import Path

from django.db import migrations
from django.utils import timezone

from deadlines.rules import calendar_file, snapshot
from deadlines.rules.calendar import DEFAULT_SESSIONS, Hours, week_of
from kernel.append_only import ForbidChanges


CODE = "laocai"
ZONE = "Asia/Ho_Chi_Minh"
FILE = Path(__file__).parents[1] / "data" / "calendar.json"


def seed(apps, schema_editor):
    calendar = apps.get_model("deadlines", "Calendar").objects.create(
        code=CODE, name="Lịch làm việc của tỉnh Lào Cai", zone=ZONE
    )
    hours = Hours(week_of(DEFAULT_SESSIONS))
    apps.get_model("deadlines", "HoursVersion").objects.create(
        calendar=calendar, week=[snapshot.sessions(blocks) for blocks in hours.week]
    )
    days = calendar_file.overrides(FILE.read_text(encoding="utf-8"))
    apps.get_model("deadlines", "DayOverride").objects.bulk_create(
        apps.get_model("deadlines", "DayOverride")(
            calendar=calendar,
            date=day.day,
            kind=day.kind.value,
            status=day.status.value,
            name=day.name,
            as_weekday=day.as_weekday,
        )
        for day in days
    )
    content = snapshot.write([hours], days, zone=ZONE, pending_off=False)
    apps.get_model("deadlines", "CalendarRevision").objects.create(
        calendar=calendar,
        published_at=timezone.now(),
        content=content,
        sha256=snapshot.fingerprint(content),
    )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        ForbidChanges("deadlines_clockevent"),
        ForbidChanges("deadlines_calendarrevision"),
    ]
