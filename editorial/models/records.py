"""What is written once and never changed: texts, and the steps between states."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.editions import Edition, state_in_words
from editorial.models.submissions import Submission
from editorial.rules.manuscript import Manuscript
from editorial.rules.states import Action as A, Machine
from files.models import Attachment


MACHINE_LABELS = {
    Machine.BOARD: _("Review by the board"),
    Machine.TRANSLATION: _("Translation"),
    Machine.PUBLICATION: _("Publication"),
}

# What the history says of a step.
STEP_LABELS = {
    A.CREATE: _("Draft begun"),
    A.SAVE: _("Draft saved"),
    A.SUBMIT: _("Sent to the board"),
    A.WITHDRAW: _("Withdrawn"),
    A.ROUTE: _("Routed"),
    A.CLAIM: _("Review begun"),
    A.RELEASE: _("Given back to the section"),
    A.EDIT: _("Text edited"),
    A.RECOMMEND: _("Recommended for approval"),
    A.REQUEST_CHANGES: _("Changes asked for"),
    A.REFUSE: _("Refused"),
    A.APPROVE: _("Approved by the board"),
    A.TRANSLATE: _("Translation saved"),
    A.SUBMIT_TRANSLATION: _("Translation sent to its reviewer"),
    A.RETURN_TRANSLATION: _("Translation returned"),
    A.APPROVE_TRANSLATION: _("Translation approved"),
    A.MARK_STALE: _("The original has changed since this translation"),
    A.PUBLISH: _("Published"),
    A.TAKE_DOWN: _("Taken down"),
    A.RESTORE: _("Restored as it was"),
}


class Revision(models.Model):
    """A text as somebody saved it. Append-only: the database refuses to change one."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("edition")
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField()
    content_hash = models.CharField(_("fingerprint"), max_length=64)
    translatable_hash = models.CharField(max_length=64)
    source_revision = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="translations",
        verbose_name=_("translated from"),
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(_("written by"), max_length=150)
    at = models.DateTimeField(_("at"))

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

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="transitions",
        verbose_name=_("submission"),
    )
    seq = models.PositiveIntegerField(_("number"))
    machine = models.CharField(_("process"), max_length=12, choices=MACHINE_LABELS)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    action = models.CharField(_("step"), max_length=30, choices=STEP_LABELS)
    from_state = models.CharField(_("from state"), max_length=20)
    to_state = models.CharField(_("to state"), max_length=20)
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField(_("by"), max_length=150)
    actor_roles = models.CharField(_("in the roles"), max_length=200, blank=True)
    reason_code = models.CharField(_("kind of reason"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "seq"], name="transitions_without_gaps")
        ]

    def __str__(self) -> str:
        return f"{self.submission} #{self.seq} {self.get_action_display()}"

    def state_before(self) -> str:
        return state_in_words(self.machine, self.from_state)

    def state_after(self) -> str:
        return state_in_words(self.machine, self.to_state)


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
