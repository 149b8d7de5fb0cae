"""What proves a removal, who read what was removed, and who asked to undo it.

Every row here is written once: the database refuses to change it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.records import TakedownOrder


class Stage(StrEnum):
    """When the surfaces were looked at."""

    BEFORE = "before"
    AFTER = "after"


STAGE_LABELS = {
    Stage.BEFORE.value: _("Before the removal"),
    Stage.AFTER.value: _("After the removal"),
}


class SurfaceCheck(models.Model):
    """Every surface as it was found at one moment: listed before, checked after (LC-8.3)."""

    order = models.ForeignKey(
        TakedownOrder, on_delete=models.PROTECT, related_name="checks", verbose_name=_("order")
    )
    stage = models.CharField(_("stage"), max_length=6, choices=STAGE_LABELS)
    at = models.DateTimeField(_("when"))
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    results = models.JSONField(_("results"), encoder=DjangoJSONEncoder)
    nothing_left = models.BooleanField(_("nothing found"), default=False)

    class Meta:
        verbose_name = _("check of the surfaces")
        verbose_name_plural = _("checks of the surfaces")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.order} {self.stage}"


class OutsideCheck(models.Model):
    """One look at the public addresses from outside, over the network, as anybody sees them."""

    order = models.ForeignKey(
        TakedownOrder, on_delete=models.PROTECT, related_name="looks", verbose_name=_("order")
    )
    at = models.DateTimeField(_("when"))
    results = models.JSONField(_("results"))
    gone = models.BooleanField(_("everything gone"))

    class Meta:
        verbose_name = _("look from outside")
        verbose_name_plural = _("looks from outside")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["order", "gone"], name="incidents_look_of_order")]

    def __str__(self) -> str:
        return f"{self.order} {self.at:%H:%M}"


class AskedByOne(models.Model):
    """Something that one person asks for and another decides."""

    order = models.ForeignKey(TakedownOrder, on_delete=models.PROTECT, verbose_name=_("order"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    asked_by_name = models.CharField(_("name"), max_length=150)
    asked_at = models.DateTimeField(_("asked"))
    reason = models.TextField(_("reason"))

    class Meta:
        abstract = True
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.order} {self.asked_by_name}"


class SealRequest(AskedByOne):
    """Somebody asks to read a sealed copy."""

    class Meta(AskedByOne.Meta):
        verbose_name = _("request to read a sealed copy")
        verbose_name_plural = _("requests to read sealed copies")
        default_related_name = "seal_requests"


class SealOpening(models.Model):
    """A second person lets the first in: both read the sealed copy until then."""

    request = models.OneToOneField(
        SealRequest, on_delete=models.PROTECT, related_name="opening", verbose_name=_("request")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("let in by"),
    )
    by_name = models.CharField(_("name"), max_length=150)
    at = models.DateTimeField(_("let in"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("opening of a sealed copy")
        verbose_name_plural = _("openings of sealed copies")

    def __str__(self) -> str:
        return str(self.request)

    def lets_in(self, person: int, *, at: datetime) -> bool:
        """Whether this person may read at this moment: one of the two, within the time."""
        return person in {self.by_id, self.request.asked_by_id} and self.at <= at < self.until


class SealReading(models.Model):
    """That somebody read a sealed copy, or one of its pictures."""

    opening = models.ForeignKey(
        SealOpening, on_delete=models.PROTECT, related_name="readings", verbose_name=_("opening")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("read by"),
    )
    by_name = models.CharField(_("name"), max_length=150)
    at = models.DateTimeField(_("read"))
    what = models.CharField(_("what"), max_length=60)

    class Meta:
        verbose_name = _("reading of a sealed copy")
        verbose_name_plural = _("readings of sealed copies")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.opening} {self.by_name}"


class RestoreRequest(AskedByOne):
    """Somebody asks that a removal be undone; what a second person decides is a `Restoration`."""

    class Meta(AskedByOne.Meta):
        verbose_name = _("request to restore")
        verbose_name_plural = _("requests to restore")
        default_related_name = "restore_requests"
