"""Automatic hiding on record: every step of it, and the breaker that holds it back."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deadlines.models import Clock
from incidents.models.cases import Case
from incidents.rules.hiding import ONCE_A_CLOCK, Step
from sections.models import Article, Hiding


STEP_LABELS = {
    Step.ANNOUNCED.value: _("Announced"),
    Step.HIDDEN.value: _("Hidden"),
    Step.NOTHING_TO_HIDE.value: _("Nothing to hide"),
    Step.HELD_BY_CLOCK.value: _("Held back: the clock had been set back"),
    Step.HELD_BY_BREAKER.value: _("Held back: too many at once"),
    Step.SUSPENDED.value: _("Suspended by the head"),
    Step.VERIFIED.value: _("Found gone from outside"),
    Step.UNVERIFIED.value: _("Not seen gone from outside in time"),
    Step.RELEASE_ASKED.value: _("Release asked for"),
    Step.TRIPPED.value: _("Breaker: automatic hiding stopped"),
    Step.LIFTED.value: _("Breaker lifted by the head"),
}


class HidingStepQuerySet(models.QuerySet["HidingStep"]):
    def of_case(self, case: Case) -> Self:
        return self.filter(case=case)

    def of_kind(self, *steps: Step) -> Self:
        return self.filter(step__in=[step.value for step in steps])


class HidingStep(models.Model):
    """One step of an automatic hiding. Append-only: the database refuses to change one.

    A step of the breaker belongs to no case. Nobody `by` means the clock.
    """

    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hiding_steps",
        verbose_name=_("case"),
    )
    clock = models.ForeignKey(
        Clock, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("clock")
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("article"),
    )
    hiding = models.ForeignKey(
        Hiding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("hiding"),
    )
    step = models.CharField(_("step"), max_length=20, choices=STEP_LABELS)
    provision = models.CharField(_("provision"), max_length=20)
    at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("name"), max_length=150, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = HidingStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an automatic hiding")
        verbose_name_plural = _("steps of automatic hidings")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "step"],
                condition=Q(step__in=[step.value for step in ONCE_A_CLOCK]),
                name="incidents_hiding_step_once",
            ),
            models.UniqueConstraint(
                fields=["case", "hiding"],
                condition=Q(step=Step.HIDDEN.value),
                name="incidents_hidden_once_for_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d %H:%M}"


class HidingBreaker(models.Model):
    """The breaker (cầu dao) of automatic hiding; its row is locked while hidings are counted."""

    provision = models.CharField(_("provision"), max_length=20, unique=True)
    tripped_at = models.DateTimeField(_("tripped"), null=True, blank=True)
    counts_from = models.DateTimeField(_("counts from"), null=True, blank=True)

    class Meta:
        verbose_name = _("breaker of automatic hiding")
        verbose_name_plural = _("breakers of automatic hiding")

    def __str__(self) -> str:
        return self.provision
