"""The registers of the calendar at the desk: read by everybody, changed by notices alone.

What is changed is changed by two people (`deadlines.actions.notices`); the page of the year and
the forms stand in `deadlines.views`.
"""

from collections.abc import Callable

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from deadlines.admin.registers import DeskRegister, HistoryInline, ModelAdmin
from deadlines.models import (
    Calendar,
    CalendarRevision,
    DayOverride,
    HoursVersion,
    Notice,
    NoticeDay,
    Recount,
)
from deadlines.models.calendars import WEEKDAYS


def _sessions_on(weekday: int) -> Callable[..., str]:
    """A column of the week."""

    @admin.display(description=WEEKDAYS[weekday])
    def sessions(_admin: ModelAdmin, version: HoursVersion) -> str:
        return version.week[weekday].replace(",", ", ") or "–"

    return sessions


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@admin.register(Calendar)
class CalendarAdmin(DeskRegister):
    list_display = ["name", "code", "zone", "pending_off"]
    fields = ["name", "code", "zone", "pending_off"]


@admin.register(HoursVersion)
class HoursVersionAdmin(DeskRegister):
    list_display = ["__str__", "calendar", "valid_from", "valid_to", "notice"]
    list_select_related = ["calendar", "notice"]
    fieldsets = [
        (None, {"fields": ["calendar", "valid_from", "valid_to", "notice"]}),
        (_("Sessions"), {"fields": list(DAYS)}),
    ]
    readonly_fields = list(DAYS)
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = map(_sessions_on, range(7))


@admin.register(DayOverride)
class DayOverrideAdmin(DeskRegister):
    list_display = ["date", "name", "kind", "status", "calendar", "notice"]
    list_filter = ["kind", "status"]
    list_select_related = ["calendar", "notice"]
    search_fields = ["name"]
    date_hierarchy = "date"
    fields = [
        "calendar", "date", "name", "kind", "status", "as_weekday", "sessions", "swapped_with",
        "notice",
    ]  # fmt: skip


class NoticeDayInline(HistoryInline):
    model = NoticeDay
    fields = ["date", "name", "kind", "status", "sessions", "swapped_with"]


@admin.register(Notice)
class NoticeAdmin(DeskRegister):
    list_display = ["number", "issued_on", "title", "state", "entered_by", "approved_by"]
    list_filter = ["state"]
    list_select_related = ["entered_by", "approved_by"]
    inlines = [NoticeDayInline]


@admin.register(CalendarRevision)
class CalendarRevisionAdmin(DeskRegister):
    list_display = ["pk", "calendar", "published_at", "notice", "sha256"]
    list_select_related = ["calendar", "notice"]


@admin.register(Recount)
class RecountAdmin(DeskRegister):
    list_display = ["revision", "queued_at", "finished_at", "moved", "kept", "voided"]
    list_select_related = ["revision"]
