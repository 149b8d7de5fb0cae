"""The record of what was done: who, what, to what, when, under which provision."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, target: models.Model) -> Self:
        """Everything done to one thing."""
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk))

    def latest_first(self) -> Self:
        return self.order_by("-at", "-id")


class Record(models.Model):
    """One act, for good: the database refuses to change or delete it.

    It has no foreign keys, so that it outlives whatever it speaks of and no deletion reaches it;
    names are kept as they were on the day.
    """

    id = models.BigAutoField(primary_key=True)
    verb = models.CharField(_("act"), max_length=80, db_index=True)
    target_type = models.CharField(_("kind of thing"), max_length=80)
    target_id = models.CharField(_("key of the thing"), max_length=64)
    target_label = models.CharField(_("thing"), max_length=300, blank=True)
    by_id = models.BigIntegerField(_("key of the person"), null=True, blank=True)
    by_name = models.CharField(_("person"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)
    provision = models.CharField(_("provision"), max_length=40, blank=True)
    data = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "at"], name="audit_record_of_target"),
            models.Index(fields=["by_id", "at"], name="audit_record_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.target_label}"
