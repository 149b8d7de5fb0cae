"""Running terms: when each ends, who was reminded, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from deadlines.models.calendars import Calendar, CalendarRevision
from deadlines.rules.terms import Term
from kernel.paired import paired


class ClockState(StrEnum):
    """How a term stands."""

    RUNNING = "running"
    PAUSED = "paused"
    BREACHED_OPEN = "breached_open"
    MET = "met"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"


STATE_LABELS = {
    ClockState.RUNNING: _("running"),
    ClockState.PAUSED: _("suspended"),
    ClockState.BREACHED_OPEN: _("overdue"),
    ClockState.MET: _("met in time"),
    ClockState.MET_LATE: _("met late"),
    ClockState.CANCELLED: _("cancelled"),
}
TICKING = (ClockState.RUNNING.value, ClockState.BREACHED_OPEN.value)
OPEN = (*TICKING, ClockState.PAUSED.value)
DONE = (ClockState.MET.value, ClockState.MET_LATE.value)


class ClockQuerySet(models.QuerySet["Clock"]):
    def of(self, subject: models.Model) -> Self:
        """The clocks of one thing."""
        return self.about(type(subject)).filter(object_id=subject.pk)

    def about(self, subject_model: type[models.Model]) -> Self:
        """The clocks of all things of a kind."""
        return self.filter(content_type=ContentType.objects.get_for_model(subject_model))

    def open(self) -> Self:
        """Neither met nor cancelled."""
        return self.filter(state__in=OPEN)

    def with_fingerprints(self) -> Self:
        """With what names the calendar that counts each, without the calendar itself."""
        return self.select_related("revision").defer("revision__content")

    def breached(self) -> Self:
        """Ever past their due time, met meanwhile or not."""
        return self.filter(breached_at__isnull=False)

    def ready(self, *, at: datetime) -> Self:
        """With something to do now."""
        return self.filter(state__in=TICKING, next_fire_at__lte=at, quarantined_at__isnull=True)

    def most_urgent_first(self) -> Self:
        """Takedowns before the rest, then by what has waited longest."""
        return self.order_by("priority", "next_fire_at", "pk")


class Clock(models.Model):
    """A term that runs for a subject (thời hạn đang tính), with a frozen copy of its rule.

    `trace` explains the due time in parts (`deadlines.rules.words`). `breached_at` is always the
    due time itself; `breach_detected_at` is when the sweep or the late answer noticed.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField(_("key of the subject"))
    subject = GenericForeignKey()
    provision = models.CharField(_("provision"), max_length=40)
    seq = models.PositiveSmallIntegerField(_("number"), default=1)
    term = models.JSONField(_("term"))
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, verbose_name=_("calendar"))
    revision = models.ForeignKey(
        CalendarRevision, on_delete=models.PROTECT, verbose_name=_("calendar revision")
    )
    started_at = models.DateTimeField(_("started at"))
    due_original = models.DateTimeField(_("first due at"))
    due_at = models.DateTimeField(_("due at"))
    provisional = models.BooleanField(_("provisional"), default=False)
    state = models.CharField(
        _("state"), max_length=16, choices=STATE_LABELS, default=ClockState.RUNNING
    )
    met_at = models.DateTimeField(_("met at"), null=True, blank=True)
    breached_at = models.DateTimeField(_("breached at"), null=True, blank=True)
    breach_detected_at = models.DateTimeField(_("breach detected at"), null=True, blank=True)
    next_fire_at = models.DateTimeField(_("next action at"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=100)
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    quarantined_at = models.DateTimeField(_("set aside at"), null=True, blank=True)
    trace = models.JSONField(_("explanation"), default=list, blank=True)
    plan_no = models.PositiveSmallIntegerField(_("plan of reminders"), default=1)
    extensions = models.PositiveSmallIntegerField(_("times extended"), default=0)
    needs_decision = models.BooleanField(
        _("needs a decision"),
        default=False,
        help_text=_("A changed calendar would make it due earlier; the due time was kept."),
    )
    breach_voided = models.BooleanField(
        _("breach voided"),
        default=False,
        help_text=_("A changed calendar moved the due time behind a breach that was noted."),
    )
    row_version = models.PositiveIntegerField(_("version"), default=1)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["-id"]
        indexes = [
            # Few rows are due at any moment, so the moment leads and the priority is sorted after.
            models.Index(
                fields=["content_type", "next_fire_at"],
                condition=Q(state__in=TICKING, quarantined_at__isnull=True),
                name="deadlines_clock_due_to_fire",
            ),
            models.Index(
                fields=["content_type", "due_at"],
                condition=Q(state__in=OPEN),
                name="deadlines_clock_open",
            ),
            models.Index(
                fields=["quarantined_at"],
                condition=Q(quarantined_at__isnull=False),
                name="deadlines_clock_set_aside",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "provision", "seq"],
                name="deadlines_clock_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE, met_at__isnull=False)
                | Q(~Q(state__in=DONE), met_at__isnull=True),
                name="deadlines_clock_met_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClockState.MET.value) | Q(met_at__lte=F("due_at")),
                name="deadlines_clock_met_in_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClockState.MET_LATE.value) | Q(met_at__gt=F("due_at")),
                name="deadlines_clock_met_late",
            ),
            models.CheckConstraint(
                condition=Q(breached_at__isnull=True)
                | Q(breached_at=F("due_at"))
                | Q(breach_voided=True),
                name="deadlines_clock_breached_when_due",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=(ClockState.BREACHED_OPEN.value, ClockState.MET_LATE.value),
                    breached_at__isnull=True,
                ),
                name="deadlines_clock_late_is_breached",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TICKING) | Q(next_fire_at__isnull=True),
                name="deadlines_clock_at_rest_fires_nothing",
            ),
            paired("breached_at", "breach_detected_at"),
        ]

    def __str__(self) -> str:
        return f"{self.provision} #{self.object_id}.{self.seq}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN

    @property
    def is_promise(self) -> bool:
        """Whether the due time was promised by a notice instead of counted (LC-8.2-notice)."""
        return not self.term

    def as_term(self) -> Term | None:
        """The frozen rule; None for a promise."""
        return Term.from_json(self.term) if self.term else None
