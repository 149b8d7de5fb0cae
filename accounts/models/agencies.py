"""Agencies and what became of them: a reorganisation is a dated fact, never an edit of a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Grant


class AgencyQuerySet(models.QuerySet["Agency"]):
    def existing(self, *, on: date) -> Self:
        """Agencies that exist on a day, neither before their founding nor after their end."""
        return self.filter(
            models.Q(founded_on__isnull=True) | models.Q(founded_on__lte=on),
            models.Q(dissolved_on__isnull=True) | models.Q(dissolved_on__gt=on),
        )


class Agency(models.Model):
    """A body that supplies information or runs the portal (LC-10.4, LC-15.2)."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        PEOPLE_COMMITTEE = "people_committee", _("People's committee")
        COMMUNE = "commune", _("Commune or ward")
        MANAGEMENT_BOARD = "management_board", _("Management board")
        SECURITY = "security", _("Armed forces and police")
        PRESS = "press", _("Press")
        MINISTRY = "ministry", _("Ministry")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), unique=True, max_length=60)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    objects = models.Manager.from_queryset(AgencyQuerySet)()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["code"]
        permissions = [("supply_for_agency", "May supply information for this agency")]

    def __str__(self) -> str:
        return self.name or self.code

    def current(self, *, on: date) -> Agency:
        """The agency that carries on this one's duties on a day (LC-16.3); itself if none."""
        agency, seen = self, {self.pk}
        while True:
            step = (
                Succession.objects.filter(
                    predecessor=agency, takes_over_duties=True, effective_on__lte=on
                )
                .select_related("successor")
                .order_by("effective_on")
                .last()
            )
            if step is None or step.successor_id in seen:
                return agency
            agency = step.successor
            seen.add(agency.pk)

    def lineage(self, *, on: date) -> set[int]:
        """Keys of this agency and of every one whose duties it carries on, on a day."""
        edges = Succession.objects.filter(takes_over_duties=True, effective_on__lte=on)
        return _closure({self.pk}, edges.values_list("successor_id", "predecessor_id"))

    def scopes(self, *, on: date) -> set[tuple[str, int]]:
        """Scopes that cover this agency: whoever was appointed to a forebear or its heir."""
        heir = self.current(on=on)
        return {("accounts.agency", pk) for pk in heir.lineage(on=on)}


def _closure(start: set[int], edges: Iterable[tuple[int, int]]) -> set[int]:
    """Every key reachable from `start` over (from, to) edges, cycles included."""
    reached, waiting, all_edges = set(start), set(start), list(edges)
    while waiting:
        waiting = {to for frm, to in all_edges if frm in waiting} - reached
        reached |= waiting
    return reached


class Succession(models.Model):
    """One agency carries on another's duties from a day on (LC-16.3)."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        MERGED = "merged", _("Merged")
        SPLIT = "split", _("Split")

    predecessor = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="successions", verbose_name=_("old agency")
    )
    successor = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="inheritances", verbose_name=_("new agency")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    effective_on = models.DateField(_("effective on"))
    decision = models.CharField(_("decision"), max_length=250, blank=True)
    takes_over_duties = models.BooleanField(
        _("takes over duties"),
        default=True,
        help_text=_("Open submissions, cases and rights pass to this agency."),
    )

    class Meta:
        verbose_name = _("succession of agencies")
        verbose_name_plural = _("successions of agencies")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_per_pair"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=models.Q(takes_over_duties=True),
                name="one_heir_of_duties",
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="no_heir_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.effective_on})"

    def clean(self) -> None:
        edges = Succession.objects.exclude(pk=self.pk).values_list("predecessor_id", "successor_id")
        if self.successor_id and self.predecessor_id in _closure({self.successor_id}, edges):
            raise ValidationError(_("An agency cannot inherit from its own successor."))


class AgencyGrant(Grant):
    """Object permissions on agencies: without one, an appointment over an agency opens nothing."""

    content_object = models.ForeignKey(Agency, on_delete=models.CASCADE)
    enabled = True

    class Meta(Grant.Meta):
        verbose_name = _("right on an agency")
        verbose_name_plural = _("rights on agencies")
