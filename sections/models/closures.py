"""A single picture kept from the public, wherever it stands or in one article alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from files.models import Attachment


class PictureTakedownQuerySet(models.QuerySet["PictureTakedown"]):
    def in_force(self) -> PictureTakedownQuerySet:
        """Those that nobody has undone."""
        return self.filter(takedown__restoration__isnull=True)


class PictureTakedown(models.Model):
    """That a picture went with a removal: everywhere, or in that article alone (LC-8.3).

    The file knows nothing of it. Append-only: what ends it is the removal's undoing.
    """

    takedown = models.ForeignKey(
        "sections.Takedown",
        on_delete=models.PROTECT,
        related_name="pictures",
        verbose_name=_("takedown"),
    )
    attachment = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        related_name="takedowns",
        verbose_name=_("picture"),
    )
    everywhere = models.BooleanField(_("everywhere"))

    objects = PictureTakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture taken down")
        verbose_name_plural = _("pictures taken down")
        constraints = [
            models.UniqueConstraint(
                fields=["takedown", "attachment"], name="one_closure_a_picture_and_takedown"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} ({self.takedown_id})"


def closed() -> Exists:
    """For rows with `article` and `attachment`: whether that picture is down there."""
    there = Q(everywhere=True) | Q(takedown__article=OuterRef("article"))
    down = PictureTakedown.objects.in_force().filter(there, attachment=OuterRef("attachment"))
    return Exists(down)
