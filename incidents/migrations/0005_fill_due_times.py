"""When each open case is due, and what nobody has examined yet, for cases of before."""

from django.db import migrations
from django.db.models import Min


TICKING = ("running", "breached_open")
OPEN = ("received", "in_progress", "complex")


def fill(apps, schema_editor):
    Case = apps.get_model("incidents", "Case")
    Clock = apps.get_model("deadlines", "Clock")
    clocks = Clock.objects.filter(
        content_type__app_label="incidents", content_type__model="case", state__in=TICKING
    )
    for row in clocks.values("object_id").annotate(due=Min("due_at")).order_by().iterator():
        Case.objects.filter(pk=row["object_id"]).update(due_at=row["due"])
    complaints = Case.objects.filter(kind="violation_report")
    complaints.filter(authority__isnull=False).update(triage="escalated")
    complaints.filter(authority__isnull=True, state__in=OPEN).update(triage="waiting")
    complaints.filter(authority__isnull=True).exclude(state__in=OPEN).update(triage="answered")


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0004_due_times_and_what_cases_remember"),
        ("deadlines", "0003_plans_pauses_gaps"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
