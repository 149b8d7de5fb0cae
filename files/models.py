"""What was uploaded or made, under names the server chose."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from files.rules import documents, limits


def _path(attachment: Attachment, _filename: str) -> str:
    name = attachment.pk.hex
    return f"pictures/{name[:2]}/{name}/original.jpg"


def _enclosure_path(enclosure: Enclosure, _filename: str) -> str:
    name = enclosure.pk.hex
    return f"enclosures/{name[:2]}/{name}.{documents.ENDINGS[enclosure.mime]}"


class Attachment(models.Model):
    """A picture as kept: upright, re-encoded, without the metadata it came with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to=_path)
    sha256 = models.CharField(max_length=64, db_index=True)
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text=_("bytes"))
    original_name = models.CharField(_("original name"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.original_name or str(self.pk)

    @property
    def widths(self) -> list[int]:
        """Widths in pixels that exist as renditions: no picture is blown up."""
        below = [width for width in limits.WIDTHS if width < self.width]
        return [*below, min(self.width, limits.WIDTHS[-1])] if len(below) < 3 else below

    def url(self, width: int) -> str:
        return f"{settings.MEDIA_URL}{self.pk}/{width}.webp"

    @property
    def src(self) -> str:
        """The rendition for a browser that knows no srcset."""
        return self.url(self.widths[min(1, len(self.widths) - 1)])

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.url(width)} {width}w" for width in self.widths)

    def rendition(self, width: int) -> str:
        """Where the rendition of a width lies in the store."""
        return str(PurePosixPath(str(self.file.name)).with_name(f"{width}.webp"))


class Enclosure(models.Model):
    """A document sent with a case, a notice or a proof (tệp đính kèm): a PDF or a picture.

    It is never shown on a page of the portal, only downloaded by those who may read what it
    belongs to. The same bytes sent twice are two enclosures, each with its own readers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to=_enclosure_path)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    mime = models.CharField(_("kind of file"), max_length=40)
    size = models.PositiveIntegerField(_("size"), help_text=_("bytes"))
    original_name = models.CharField(_("original name"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    uploaded_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("enclosure", args=[self.pk])
