"""The desk: office hours and special days may be changed, clocks and their history only read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Capability
from deadlines.actions import calendars
from deadlines.forms import DAYS, HoursVersionForm
from deadlines.models import (
    Calendar,
    CalendarRevision,
    Clock,
    ClockEvent,
    ClockRung,
    DayOverride,
    HoursVersion,
    SweepRun,
)
from deadlines.models.calendars import WEEKDAYS
from deadlines.models.clocks import STATE_LABELS
from deadlines.models.rungs import RUNG_STATE_LABELS
from kernel.read_only import ReadOnlyAdmin


if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


def _at_the_desk(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)


class CalendarPartAdmin(ModelAdmin):
    """Everybody at the desk reads the calendar; administrators change it (LC-12.3).

    Each change is published at once as a revision; clocks that run keep theirs.
    """

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _at_the_desk(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _at_the_desk(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        person = request.user
        return isinstance(person, User) and person.holds(Capability.ADMINISTER, at=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        calendars.change(obj, by=_person(request), at=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        calendars.remove(obj, by=_person(request), at=timezone.now())


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the desk lets nobody else in
    return request.user


@admin.register(Calendar)
class CalendarAdmin(CalendarPartAdmin):
    list_display = ["name", "code", "zone", "pending_off"]
    fields = ["name", "code", "zone", "pending_off"]
    readonly_fields = ["code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _sessions_on(weekday: int) -> Callable[..., str]:
    """A column of the week, also for those who may only read it."""

    @admin.display(description=WEEKDAYS[weekday])
    def sessions(_admin: ModelAdmin, version: HoursVersion) -> str:
        return version.week[weekday].replace(",", ", ") or "–"

    return sessions


@admin.register(HoursVersion)
class HoursVersionAdmin(CalendarPartAdmin):
    form = HoursVersionForm
    list_display = ["__str__", "calendar", "valid_from", "valid_to", "monday"]
    list_select_related = ["calendar"]
    fieldsets = [
        (None, {"fields": ["calendar", "valid_from"]}),
        (
            _("Sessions"),
            {
                "fields": list(DAYS),
                "description": _(
                    "Write sessions as 07:30-11:30, 13:00-17:00. Leave a day empty if nobody "
                    "works. Write 24:00 for the end of a day."
                ),
            },
        ),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """New hours begin as those of today: a day left empty by oversight stops every clock."""
        latest = HoursVersion.objects.order_by(F("valid_from").desc(nulls_last=True)).first()
        if latest is None:
            return dict(super().get_changeform_initial_data(request))
        week = [sessions.replace(",", ", ") for sessions in latest.week]
        return {"calendar": latest.calendar_id, **dict(zip(DAYS, week, strict=True))}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Hours that once held explain why something was due."""
        return False

    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(_sessions_on, range(7))


@admin.register(DayOverride)
class DayOverrideAdmin(CalendarPartAdmin):
    list_display = ["date", "name", "kind", "status", "calendar"]
    list_filter = ["kind", "status"]
    list_select_related = ["calendar"]
    search_fields = ["name"]
    date_hierarchy = "date"
    fields = ["calendar", "date", "name", "kind", "status", "as_weekday", "sessions", "notice"]


class DeskRegister(ReadOnlyAdmin):
    """Shown to everybody at the desk, changed by nobody."""

    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _at_the_desk(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _at_the_desk(request)


@admin.register(CalendarRevision)
class CalendarRevisionAdmin(DeskRegister):
    list_display = ["pk", "calendar", "published_at", "sha256"]
    list_select_related = ["calendar"]


class HistoryInline(TabularInline):
    """Rows of a clock that the desk reads."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _at_the_desk(request)


RUNGS = {
    "half": _("Half of the time"),
    "three_quarters": _("Three quarters of the time"),
    "due": _("The time is up"),
}
EVENTS = (
    STATE_LABELS
    | RUNG_STATE_LABELS
    | {
        "started": _("started"),
        "promised": _("another time promised in writing"),
        "breached": _("found overdue"),
    }
)


class RungInline(HistoryInline):
    model = ClockRung
    fields = ["at_share", "fire_at", "state", "fired_at"]
    readonly_fields = ["at_share"]

    @admin.display(description=_("reminder"))
    def at_share(self, row: ClockRung) -> str:
        return str(RUNGS.get(row.rung, row.rung))


class EventInline(HistoryInline):
    model = ClockEvent
    fields = ["at", "what", "by", "data"]
    readonly_fields = ["what"]

    @admin.display(description=_("event"))
    def what(self, row: ClockEvent) -> str:
        return str(EVENTS.get(row.kind, row.kind))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


@admin.register(Clock)
class ClockAdmin(DeskRegister):
    list_display = ["provision", "about", "state", "started_at", "due_at", "met_at"]
    list_filter = ["state", "provision"]
    list_select_related = ["content_type"]
    date_hierarchy = "due_at"
    inlines = [RungInline, EventInline]
    fields = [
        "provision",
        "about",
        "state",
        "started_at",
        "due_original",
        "due_at",
        "provisional",
        "met_at",
        "breached_at",
        "breach_detected_at",
        "calendar",
        "revision",
        "next_fire_at",
        "quarantined_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("subject")

    @admin.display(description=_("runs for"))
    def about(self, row: Clock) -> str:
        return str(row.subject or row.object_id)


@admin.register(SweepRun)
class SweepRunAdmin(DeskRegister):
    list_display = ["at", "subject", "scanned", "fired", "failed", "lag"]
    list_filter = ["subject"]
