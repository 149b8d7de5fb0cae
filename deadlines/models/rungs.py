"""What belongs to a clock: its reminders, its suspensions, its history."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from deadlines.models.clocks import Clock
from deadlines.rules.suspensions import Reason


class RungState(StrEnum):
    """What became of a reminder."""

    PENDING = "pending"
    FIRED = "fired"
    COALESCED = "coalesced"  # a higher one was told in its stead
    SKIPPED = "skipped"  # the clock stopped before


RUNG_STATE_LABELS = {
    RungState.PENDING: _("to come"),
    RungState.FIRED: _("told"),
    RungState.COALESCED: _("told with a later one"),
    RungState.SKIPPED: _("no longer needed"),
}

PAUSE_LABELS = {
    Reason.WAITING_FOR_REQUESTER.value: _("waiting for the answer of whoever asked"),
    Reason.TRANSFERRED.value: _("transferred to another agency"),
    Reason.CLARIFICATION.value: _("the question must be made clear first"),
}


class ClockRung(models.Model):
    """One reminder of a clock, once for each plan."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="rungs")
    rung = models.CharField(_("rung"), max_length=32)
    plan_no = models.PositiveSmallIntegerField(_("plan"), default=1)
    fire_at = models.DateTimeField(_("planned for"))
    state = models.CharField(
        _("state"), max_length=12, choices=RUNG_STATE_LABELS, default=RungState.PENDING
    )
    fired_at = models.DateTimeField(_("told at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["clock", "plan_no", "fire_at", "id"]
        indexes = [
            models.Index(
                fields=["fire_at"],
                condition=Q(state=RungState.PENDING.value),
                name="deadlines_rung_to_come",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "rung", "plan_no"], name="deadlines_rung_once_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(RungState.FIRED.value, RungState.COALESCED.value),
                    fired_at__isnull=False,
                )
                | Q(
                    state__in=(RungState.PENDING.value, RungState.SKIPPED.value),
                    fired_at__isnull=True,
                ),
                name="deadlines_rung_fired_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(fired_at__isnull=True) | Q(fired_at__gte=F("fire_at")),
                name="deadlines_rung_never_early",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.rung}"


class ClockPause(models.Model):
    """A time in which a term does not run (tạm dừng), half-open; `to_at` empty while it lasts.

    `reason` is a code of the closed list in `deadlines.rules.suspensions`. Terms by the clock have
    none.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    from_at = models.DateTimeField(_("from"))
    to_at = models.DateTimeField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["clock", "from_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(to_at__isnull=True),
                name="deadlines_one_open_pause",
            ),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")),
                name="deadlines_pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.reason}"


class ClockEvent(models.Model):
    """The history of a clock: append-only, guarded by the database itself."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=32)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("clock event")
        verbose_name_plural = _("clock events")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind}"
