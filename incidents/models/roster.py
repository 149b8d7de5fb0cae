"""Who is on duty (ca trực), Tết included, and what one shift leaves to the next."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.paired import paired


class Line(models.IntegerChoices):
    """Who is called first."""

    FIRST = 1, _("first to be called")
    SECOND = 2, _("second to be called")


class ShiftQuerySet(models.QuerySet["Shift"]):
    def standing(self) -> Self:
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def running(self, *, at: datetime) -> Self:
        """On at that moment; a shift ends just when the next begins."""
        return self.standing().filter(starts_at__lte=at, ends_at__gt=at)

    def touching(self, first: datetime, last: datetime) -> Self:
        """With any part of it in `[first, last)`."""
        return self.standing().filter(starts_at__lt=last, ends_at__gt=first)

    def in_order(self) -> Self:
        """As people are called: the first line, then whoever began earlier."""
        return self.order_by("line", "starts_at", "pk")


class Shift(models.Model):
    """A time in which somebody is on duty (ca trực), half-open.

    It never changes hands: a swap cancels it and makes another. The database itself refuses two
    shifts of one person at once.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="shifts",
        verbose_name=_("person"),
    )
    starts_at = models.DateTimeField(_("from"), db_index=True)
    ends_at = models.DateTimeField(_("until"), db_index=True)
    line = models.PositiveSmallIntegerField(
        _("line"), choices=Line.choices, default=Line.FIRST.value
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("entered"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cancelled by"),
    )

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift on duty")
        verbose_name_plural = _("shifts on duty")
        ordering = ["starts_at", "line", "pk"]
        constraints = [
            paired("cancelled"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="incidents_shift_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.starts_at:%Y-%m-%d %H:%M} – {self.ends_at:%Y-%m-%d %H:%M}"


class HandOver(models.Model):
    """What a shift leaves open to the next (bàn giao ca), and that it was taken over."""

    shift = models.OneToOneField(
        Shift, on_delete=models.PROTECT, related_name="hand_over", verbose_name=_("shift")
    )
    text = models.TextField(_("what is open"))
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )
    taken_over_at = models.DateTimeField(_("taken over"), null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken over by"),
    )

    class Meta:
        verbose_name = _("hand-over of duty")
        verbose_name_plural = _("hand-overs of duty")
        ordering = ["-written_at"]
        constraints = [
            paired("taken_over"),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True) | Q(taken_over_at__gte=F("written_at")),
                name="incidents_hand_over_written_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id}: {self.written_at:%Y-%m-%d %H:%M}"
