"""Notices of working days: entered by one person, published by another, then counted anew."""

from enum import StrEnum
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deadlines.models.calendars import Calendar, CalendarRevision, SpecialDay
from deadlines.rules import snapshot
from deadlines.rules.calendar import Hours, Week
from deadlines.rules.notices import Line
from files.models import Enclosure
from kernel.paired import paired


class NoticeState(StrEnum):
    """How far a notice has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


NOTICE_STATE_LABELS = {
    NoticeState.DRAFT: _("draft"),
    NoticeState.SUBMITTED: _("waiting for approval"),
    NoticeState.PUBLISHED: _("in force"),
    NoticeState.WITHDRAWN: _("withdrawn"),
}
WAITING = (NoticeState.DRAFT.value, NoticeState.SUBMITTED.value)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> Self:
        """Neither in force nor withdrawn."""
        return self.filter(state__in=WAITING)

    def submitted(self) -> Self:
        """Waiting for a second person."""
        return self.filter(state=NoticeState.SUBMITTED.value)


class Notice(models.Model):
    """The document of a body that changes working days (Labour Code, Điều 112 khoản 3).

    What it changes stands in its days and, for a new season, in `hours_week` from `hours_from`.
    """

    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, related_name="notices", verbose_name=_("calendar")
    )
    number = models.CharField(_("number"), max_length=100)
    issued_on = models.DateField(_("issued on"))
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.ForeignKey(
        Enclosure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scanned document"),
    )
    hours_from = models.DateField(_("new office hours from"), null=True, blank=True)
    hours_week = models.JSONField(_("new office hours"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=NOTICE_STATE_LABELS, default=NoticeState.DRAFT.value
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday notice")
        verbose_name_plural = _("holiday notices")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("entered_by")),
                name="deadlines_notice_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=NoticeState.PUBLISHED.value,
                    approved_by__isnull=False,
                    published_at__isnull=False,
                )
                | Q(
                    ~Q(state=NoticeState.PUBLISHED.value),
                    approved_by__isnull=True,
                    published_at__isnull=True,
                ),
                name="deadlines_notice_approved_when_published",
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.WITHDRAWN.value, withdrawn_at__isnull=False)
                | Q(~Q(state=NoticeState.WITHDRAWN.value), withdrawn_at__isnull=True),
                name="deadlines_notice_withdrawn_at_a_moment",
            ),
            paired("withdrawn"),
            paired("hours_from", "hours_week"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("calendar_desk:notice", args=[self.pk])

    @property
    def week(self) -> Week | None:
        """The new office hours as the arithmetic knows them."""
        if self.hours_week is None:
            return None
        first, second, third, fourth, fifth, sixth, seventh = map(snapshot.blocks, self.hours_week)
        return (first, second, third, fourth, fifth, sixth, seventh)

    @property
    def season(self) -> Hours | None:
        """The new office hours with their first day."""
        week = self.week
        return Hours(week, since=self.hours_from) if week is not None else None


class NoticeDay(SpecialDay):
    """What a notice makes of one day; it counts once the notice is published."""

    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="days", verbose_name=_("notice")
    )

    class Meta(SpecialDay.Meta):
        abstract = False
        verbose_name = _("day of a notice")
        verbose_name_plural = _("days of a notice")
        ordering = ["date"]
        constraints = [
            *SpecialDay.Meta.constraints,
            models.UniqueConstraint(
                fields=["notice", "date"], name="deadlines_one_line_a_day_of_a_notice"
            ),
        ]

    def as_line(self) -> Line:
        """The day with its other half, as the rules of notices ask for it."""
        return Line(self.as_rule(), self.swapped_with)


class RecountQuerySet(models.QuerySet["Recount"]):
    def waiting(self) -> Self:
        """Not finished yet; the earliest revision first."""
        return self.filter(finished_at__isnull=True).order_by("revision_id")


class Recount(models.Model):
    """That running terms were counted anew for a revision, and what became of them.

    A row is written with each revision; while `finished_at` is empty the work waits or goes on
    after clock `reached`.
    """

    revision = models.OneToOneField(
        CalendarRevision, on_delete=models.PROTECT, verbose_name=_("calendar revision")
    )
    former = models.ForeignKey(
        CalendarRevision,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("revision before"),
    )
    queued_at = models.DateTimeField(_("queued at"))
    reached = models.PositiveBigIntegerField(_("reached clock"), default=0)
    moved = models.PositiveIntegerField(_("moved"), default=0)
    kept = models.PositiveIntegerField(_("kept for a decision"), default=0)
    voided = models.PositiveIntegerField(_("breaches voided"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = RecountQuerySet.as_manager()

    class Meta:
        verbose_name = _("recount")
        verbose_name_plural = _("recounts")
        ordering = ["-revision"]

    def __str__(self) -> str:
        return str(self.revision_id)
