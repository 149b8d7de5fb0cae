"""The desk: clocks, their history and the sweeps, which nobody changes by hand."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Capability
from deadlines import queries
from deadlines.actions import release
from deadlines.admin.registers import DeskRegister, HistoryInline
from deadlines.models import Clock, ClockEvent, ClockPause, ClockRung, SweepGap, SweepRun
from deadlines.models.clocks import STATE_LABELS
from deadlines.models.rungs import PAUSE_LABELS, RUNG_STATE_LABELS


RUNGS = {
    "at_once": _("At once"),
    "half": _("Half of the time"),
    "three_quarters": _("Three quarters of the time"),
    "ninety": _("Nine tenths of the time"),
    "due": _("The time is up"),
    "day_after": _("A working day after the time was up"),
    "h1": _("After one hour"),
    "h2": _("After two hours"),
    "h3_announce": _("Hiding by itself is announced"),
    "h4_hide": _("Hidden by itself"),
    "h6": _("After six hours"),
    "h6_unverified": _("After six hours, if it is not seen to be gone"),
    "h12": _("After twelve hours"),
    "h18": _("After eighteen hours"),
    "h19_announce": _("Hiding by itself is announced"),
    "h20_hide": _("Hidden by itself"),
    "h22_unverified": _("After twenty-two hours, if it is not seen to be gone"),
}
EVENTS = (
    STATE_LABELS
    | RUNG_STATE_LABELS
    | {
        "started": _("started"),
        "promised": _("another time promised in writing"),
        "breached": _("found overdue"),
        "breach_voided": _("breach void, since it is due later"),
        "recounted": _("counted anew by a changed calendar"),
        "kept_for_decision": _("an earlier time waits for a decision"),
        "kept": _("time kept by decision"),
        "earlier_accepted": _("earlier time taken by decision"),
        "settled": _("nothing left to decide"),
        "horizon": _("counts by the new calendar, due as before"),
        "suspended": _("suspended"),
        "resumed": _("runs again"),
        "extended": _("given more time"),
        "quarantined": _("set aside after five failures"),
        "released": _("looked at again"),
        "unknown_rung": _("a reminder that this version does not know"),
    }
)


class RungInline(HistoryInline):
    model = ClockRung
    fields = ["at_share", "fire_at", "state", "fired_at"]
    readonly_fields = ["at_share"]

    @admin.display(description=_("reminder"))
    def at_share(self, row: ClockRung) -> str:
        return str(RUNGS.get(row.rung, row.rung))


class PauseInline(HistoryInline):
    model = ClockPause
    fields = ["from_at", "to_at", "why", "by"]
    readonly_fields = ["why"]

    @admin.display(description=_("reason"))
    def why(self, row: ClockPause) -> str:
        return str(PAUSE_LABELS.get(row.reason, row.reason))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


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
    inlines = [RungInline, PauseInline, EventInline]
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
        "breach_voided",
        "needs_decision",
        "extensions",
        "calendar",
        "revision",
        "next_fire_at",
        "quarantined_at",
    ]

    actions = ["look_again"]  # type: ignore[assignment]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("subject")

    def has_release_permission(self, request: HttpRequest) -> bool:
        person = request.user
        return isinstance(person, User) and person.holds(Capability.ADMINISTER, at=queries.now())

    @admin.action(description=_("Look again at the chosen clocks"), permissions=["release"])
    def look_again(self, request: HttpRequest, chosen: QuerySet[Clock]) -> None:
        """Those that were set aside after five failures; the others stay as they are."""
        assert isinstance(request.user, User)  # noqa: S101  # whoever may do it is one
        for clock in chosen.open().filter(quarantined_at__isnull=False):  # type: ignore[attr-defined]
            release(clock, by=request.user, at=queries.now())

    @admin.display(description=_("runs for"))
    def about(self, row: Clock) -> str:
        return str(row.subject or row.object_id)


@admin.register(SweepRun)
class SweepRunAdmin(DeskRegister):
    list_display = ["at", "subject", "scanned", "fired", "failed", "lag"]
    list_filter = ["subject"]


@admin.register(SweepGap)
class SweepGapAdmin(DeskRegister):
    list_display = ["from_at", "to_at", "seen_at"]
