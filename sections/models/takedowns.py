"""That something was taken down is a fact low in the house, so every surface above obeys it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sections.models.articles import Article


class Takedown(models.Model):
    """One removal from the public: what, when, who, on whose demand (LC-8.3-removal)."""

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
    before = models.JSONField(
        _("fingerprints before"), help_text=_("Hash of each language as it stood before.")
    )

    class Meta:
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.article} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
