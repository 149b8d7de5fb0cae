"""What is kept from the public until people decide: rows that are only ever added."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sections.models.articles import Article


class HidingOutcome(StrEnum):
    """How a hiding ended."""

    RELEASED = "released"  # two people gave it back to the public
    CONFIRMED = "confirmed"  # a person turned it into an order to take down
    REPLAYED = "replayed"  # its end was read from the ledger after a backup was restored


OUTCOME_LABELS = {
    HidingOutcome.RELEASED.value: _("Released"),
    HidingOutcome.CONFIRMED.value: _("Taken down"),
    HidingOutcome.REPLAYED.value: _("Ended before a backup was restored"),
}


class HidingQuerySet(models.QuerySet["Hiding"]):
    def standing(self) -> HidingQuerySet:
        """Those about which nobody has decided yet."""
        return self.filter(end__isnull=True)


class Hiding(models.Model):
    """An article kept from the public, every language of it, text untouched (LC-8.3).

    Nobody `by` means the clock. Case and clock are plain numbers: both live above this app.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="hidings", verbose_name=_("article")
    )
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Nobody, where the clock did it."),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    ground = models.CharField(_("ground"), max_length=40)
    provision = models.CharField(_("provision"), max_length=20)
    case_ref = models.PositiveBigIntegerField(_("key of the case"), null=True, blank=True)
    clock_ref = models.PositiveBigIntegerField(_("key of the clock"), null=True, blank=True)
    before = models.JSONField(
        _("fingerprints"), help_text=_("Hash of each language as it stood; it comes back the same.")
    )

    objects = HidingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hiding")
        verbose_name_plural = _("hidings")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class HidingEnd(models.Model):
    """What people decided about a hiding; of two who decide at once, the first is kept."""

    hiding = models.OneToOneField(Hiding, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(_("outcome"), max_length=12, choices=OUTCOME_LABELS)
    at = models.DateTimeField(_("when"))
    reason = models.TextField(_("reason"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_by_name = models.CharField(_("name of who asked"), max_length=150, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("end of a hiding")
        verbose_name_plural = _("ends of hidings")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=HidingOutcome.RELEASED.value)
                | (Q(asked_by__isnull=False, by__isnull=False) & ~Q(asked_by=F("by"))),
                name="sections_hiding_released_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hiding} {self.outcome}"
