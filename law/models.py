"""The register in the database: a mirror of the data files, for lists, links and search."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from law import rules
from law.rules import Binding, Confidence


BINDING_LABELS = {
    Binding.LEGAL.value: _("Law"),
    Binding.NORM.value: _("Norm followed freely"),
}
CONFIDENCE_LABELS = {
    Confidence.SEED.value: _("From the text itself"),
    Confidence.FOUND.value: _("From a published source"),
    Confidence.SECONDARY.value: _("From a secondary copy, to be confirmed"),
    Confidence.MEMORY.value: _("Not checked against the text, to be confirmed"),
    Confidence.READING.value: _("The portal's own reading, to be confirmed"),
}


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class RegisterQuerySet(models.QuerySet[Row_co]):
    """Words shared by acts and provisions."""

    def in_force(self, on: date) -> Self:
        return self.exclude(in_force_from__gt=on).exclude(in_force_to__lt=on)

    def expired(self, on: date) -> Self:
        return self.filter(in_force_to__lt=on)

    def to_be_confirmed(self) -> Self:
        return self.filter(confidence__in=[each.value for each in rules.TO_BE_CONFIRMED])


class Dated(models.Model):
    """The days of force, both included; an unknown end is empty."""

    position = models.PositiveIntegerField(_("position"), db_index=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    confidence = models.CharField(_("source"), max_length=10, choices=CONFIDENCE_LABELS)

    class Meta:
        abstract = True

    def in_force(self, on: date) -> bool:
        return rules.in_force(self.in_force_from, self.in_force_to, on=on)

    @property
    def to_be_confirmed(self) -> bool:
        return self.confidence in rules.TO_BE_CONFIRMED


class Act(Dated):
    """An act (văn bản) that the portal obeys, borrows from or has outlived."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300)
    issuer = models.CharField(_("issued by"), max_length=150)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
    )
    amends = models.ForeignKey(
        "self",
        verbose_name=_("amends"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("law", "act")
        verbose_name_plural = pgettext_lazy("law", "acts")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_to__isnull=True)
                | Q(in_force_to__gte=models.F("in_force_from")),
                name="law_act_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.title


class Provision(Dated):
    """A provision (điều, khoản, điểm) that software can carry out, under its key."""

    key = models.CharField(_("key"), max_length=40, unique=True)
    act = models.ForeignKey(
        Act,
        verbose_name=pgettext_lazy("law", "act"),
        on_delete=models.PROTECT,
        related_name="provisions",
    )
    clause = models.CharField(_("clause"), max_length=120)
    title = models.CharField(_("title"), max_length=200)
    binding = models.CharField(_("force"), max_length=5, choices=BINDING_LABELS)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    duty = models.CharField(_("duty"), max_length=300, blank=True)
    record = models.CharField(_("record kept"), max_length=200, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_to__isnull=True)
                | Q(in_force_to__gte=models.F("in_force_from")),
                name="law_provision_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"
