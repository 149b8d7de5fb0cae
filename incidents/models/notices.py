"""The written notice of a complex case: which letter it is, and how it reached the reporter."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from files.models import Enclosure
from incidents.models.cases import Case
from incidents.rules.notices import Way
from notifications.models import OutgoingDocument


WAY_LABELS = {
    Way.EMAIL.value: _("By e-mail"),
    Way.BY_HAND.value: _("Handed over"),
    Way.POST.value: _("By post"),
}


class CaseNotice(models.Model):
    """The written notice (thông báo bằng văn bản) of a complex case (LC-8.2-notice).

    The letter itself stands in the register of outgoing documents. The 8 working hours stop when
    it is delivered, not when it is written.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="notices", verbose_name=_("case")
    )
    document = models.OneToOneField(
        OutgoingDocument,
        on_delete=models.PROTECT,
        related_name="case_notice",
        verbose_name=_("number"),
    )
    text = models.TextField(_("text"))
    promised_at = models.DateTimeField(_("promised for"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("issued by"),
    )
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    way = models.CharField(_("way of delivery"), max_length=10, choices=WAY_LABELS, blank=True)
    delivered_to = models.CharField(_("delivered to"), max_length=150, blank=True)
    delivery_proof = models.CharField(_("proof of delivery"), max_length=250, blank=True)
    receipt = models.ForeignKey(
        Enclosure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receipt_of",
        verbose_name=_("scanned receipt"),
    )

    class Meta:
        verbose_name = _("notice of a complex case")
        verbose_name_plural = _("notices of complex cases")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, delivery_proof="")
                | Q(delivered_at__isnull=False, delivery_proof__gt=""),
                name="incidents_notice_delivered_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`01/TB-BBT`, as it stands on the letter."""
        return self.document.number

    @property
    def issued_on(self) -> date:
        return self.document.issued_on

    @property
    def message_key(self) -> str:
        """Under which its e-mail stands in the outbox."""
        return f"case:{self.case_id}:notice:{self.pk}"
