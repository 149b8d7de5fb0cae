"""The register of outgoing documents (sổ văn bản đi), and the files that went out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.rules.letters import Letter


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ENDINGS = {DOCX: "docx", PDF: "pdf"}


class OutgoingSeries(models.Model):
    """The numbers of one symbol in one year; its row is locked while one is taken."""

    symbol = models.CharField(_("symbol"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("register of outgoing documents")
        verbose_name_plural = _("registers of outgoing documents")
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "year"], name="notifications_one_series_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.year}: {self.last}"


class OutgoingDocument(models.Model):
    """An outgoing document (văn bản đi) with its number, as it was issued (NĐ 30/2020, Điều 15).

    Append-only: the database refuses to change or delete one. `content` is the letter word by
    word; when and how it reached somebody belongs to what it is about.
    """

    symbol = models.CharField(_("symbol"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    count = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    issued_on = models.DateField(_("date"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("issued by"),
    )
    signer = models.CharField(_("signed by"), max_length=150)
    post = models.CharField(_("post of the signer"), max_length=200, blank=True)
    addressee = models.CharField(_("addressee"), max_length=250)
    abstract = models.CharField(_("abstract"), max_length=500)
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    translations = models.JSONField(
        _("translations"), default=dict, help_text=_("For courtesy; the Vietnamese text counts.")
    )
    docx_sha256 = models.CharField(_("SHA-256 of the docx"), max_length=64, blank=True)
    pdf_sha256 = models.CharField(_("SHA-256 of the PDF"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("outgoing document")
        verbose_name_plural = _("outgoing documents")
        ordering = ["-year", "-count"]
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "year", "count"], name="notifications_documents_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="notifications_documents_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`01/TB-BBT`, as it stands on the letter."""
        return f"{self.count:02}/{self.symbol}"

    @property
    def has_files(self) -> bool:
        """Documents older than this register went out as the text of an e-mail alone."""
        return bool(self.pdf_sha256)

    def letter(self) -> Letter:
        """What stands on it."""
        parts: dict[str, Any] = dict(self.content)
        parts["issued_on"] = date.fromisoformat(parts["issued_on"])
        for name in ("content", "authority", "recipients"):
            parts[name] = tuple(parts[name])
        return Letter(**parts)


class OutgoingFile(models.Model):
    """The very bytes of a document that went out. Append-only.

    They lie in the database: a number without its file, or a file without its number, cannot be.
    """

    document = models.ForeignKey(
        OutgoingDocument,
        on_delete=models.PROTECT,
        related_name="files",
        verbose_name=_("outgoing document"),
    )
    mime = models.CharField(_("kind of file"), max_length=80)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file of an outgoing document")
        verbose_name_plural = _("files of outgoing documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "mime"], name="notifications_one_file_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """`01_TB-BBT_2026.pdf`: a number whose stroke no file system takes for a folder."""
        document = self.document
        return f"{document.count:02}_{document.symbol}_{document.year}.{ENDINGS[self.mime]}"
