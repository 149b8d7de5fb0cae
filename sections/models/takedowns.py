"""That something was taken down is a fact low in the house, so every surface above obeys it.

Every row here is written once: the database refuses to change it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from files.models import Attachment
from sections.models.articles import Article


class Answer(models.IntegerChoices):
    """What an address answers from then on."""

    GONE = 410, _("Gone (410)")
    LEGAL = 451, _("Not available for legal reasons (451)")


class TakedownQuerySet(models.QuerySet["Takedown"]):
    def in_force(self) -> TakedownQuerySet:
        """Those that nobody has undone."""
        return self.filter(restoration__isnull=True)


class Takedown(models.Model):
    """One removal from the public: what, when, who, on whose demand (LC-8.3-removal).

    Without languages it is about pictures alone.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="takedowns", verbose_name=_("article")
    )
    languages = models.JSONField(_("languages"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("by"), max_length=150)
    ground = models.CharField(_("ground"), max_length=40)
    reason = models.TextField(_("reason"))
    ordered_by = models.CharField(_("on whose demand"), max_length=250, blank=True)
    provision = models.CharField(_("provision"), max_length=20)
    answer = models.PositiveSmallIntegerField(
        _("answer"), choices=Answer.choices, default=Answer.GONE.value
    )
    before = models.JSONField(
        _("fingerprints before"), help_text=_("Hash of each language as it stood before.")
    )

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.article} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class SealedCopy(models.Model):
    """What was removed, as it stood (bản niêm phong): for evidence, and to undo it (LC-8.3).

    Nothing but `incidents` reads `content`, for two people together; no admin shows it.
    """

    takedown = models.OneToOneField(
        Takedown, on_delete=models.PROTECT, related_name="sealed", verbose_name=_("takedown")
    )
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    at = models.DateTimeField(_("sealed"))

    class Meta:
        verbose_name = _("sealed copy")
        verbose_name_plural = _("sealed copies")

    def __str__(self) -> str:
        return str(self.takedown)


class SealedPicture(models.Model):
    """A picture that belongs to a sealed copy: while the row stands its file cannot be deleted."""

    sealed = models.ForeignKey(
        SealedCopy, on_delete=models.PROTECT, related_name="pictures", verbose_name=_("sealed copy")
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="sealed_in", verbose_name=_("picture")
    )
    sha256 = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("picture of a sealed copy")
        verbose_name_plural = _("pictures of sealed copies")
        constraints = [
            models.UniqueConstraint(
                fields=["sealed", "attachment"], name="one_sealed_picture_a_copy"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sealed_id} {self.attachment_id}"


class Restoration(models.Model):
    """That a removal was undone: asked for by one person, confirmed by another."""

    takedown = models.OneToOneField(
        Takedown, on_delete=models.PROTECT, related_name="restoration", verbose_name=_("takedown")
    )
    languages = models.JSONField(_("languages"))
    at = models.DateTimeField(_("at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    asked_by_name = models.CharField(_("asked for by"), max_length=150)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    by_name = models.CharField(_("confirmed by"), max_length=150)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("restoration")
        verbose_name_plural = _("restorations")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.takedown)
