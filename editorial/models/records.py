"""What is written once and never changed: texts, and the steps between states."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.editions import Edition
from editorial.models.submissions import Submission
from editorial.rules.manuscript import Manuscript
from files.models import Attachment


class Revision(models.Model):
    """A text as somebody saved it. Append-only: the database refuses to change one."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    translatable_hash = models.CharField(max_length=64)
    source_revision = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="translations"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="revisions_without_gaps")
        ]

    def __str__(self) -> str:
        return f"{self.edition} r{self.number}"

    def manuscript(self) -> Manuscript:
        return Manuscript.from_json(self.content)


class Transition(models.Model):
    """One step of a machine: the record from which every state can be replayed (LC-13.1)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="transitions")
    seq = models.PositiveIntegerField()
    machine = models.CharField(max_length=12)
    language = models.CharField(max_length=10)
    action = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=150)
    actor_roles = models.CharField(max_length=200, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "seq"], name="transitions_without_gaps")
        ]

    def __str__(self) -> str:
        return f"{self.submission} #{self.seq} {self.action}"


class PictureUse(models.Model):
    """That a picture belongs to a dossier: who may read the dossier may see the picture."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="picture_uses"
    )
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="used_by")

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        constraints = [
            models.UniqueConstraint(fields=["submission", "attachment"], name="one_use_a_picture")
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.attachment_id}"
