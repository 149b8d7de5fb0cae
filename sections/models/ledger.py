"""Removals that also stand in a file outside the database, so that no older backup undoes them."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def waiting(self) -> LedgerEntryQuerySet:
        """What the file does not have yet, in the order in which it was done."""
        return self.filter(written_at__isnull=True).order_by("pk")

    def waiting_since(self, moment: datetime) -> LedgerEntryQuerySet:
        """What should have been written by a moment."""
        return self.waiting().filter(at__lte=moment)


class LedgerEntry(models.Model):
    """A line of the takedown ledger (sổ gỡ bỏ): written to the file right after the commit.

    `content` has neither text nor names of people. One that was read from the file after a
    restore says in `replayed` what came of it.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"))
    content = models.JSONField(_("content"))
    written_at = models.DateTimeField(_("written to the file"), null=True, blank=True)
    line_hash = models.CharField(_("hash of the line"), max_length=64, blank=True)
    replayed = models.CharField(_("what the replay did"), max_length=20, blank=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the takedown ledger")
        verbose_name_plural = _("entries of the takedown ledger")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(written_at__isnull=True),
                name="sections_ledger_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content.get('what', '')} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
