"""The desk: office hours and special days may be changed, what was published only read."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import F, Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Capability
from deadlines.actions import calendars
from deadlines.admin.registers import DeskRegister, ModelAdmin, at_the_desk
from deadlines.forms import DAYS, HoursVersionForm
from deadlines.models import Calendar, CalendarRevision, DayOverride, HoursVersion
from deadlines.models.calendars import WEEKDAYS


class CalendarPartAdmin(ModelAdmin):
    """Everybody at the desk reads the calendar; administrators change it (LC-12.3).

    Each change is published at once as a revision; clocks that run keep theirs.
    """

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return at_the_desk(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return at_the_desk(request)

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


@admin.register(CalendarRevision)
class CalendarRevisionAdmin(DeskRegister):
    list_display = ["pk", "calendar", "published_at", "sha256"]
    list_select_related = ["calendar"]
