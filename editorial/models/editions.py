"""One language of a submission: its state, and which revision is newest, approved, live."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.submissions import Submission
from editorial.rules.manuscript import Manuscript
from editorial.rules.states import Board, Machine, Publication, Translation


if TYPE_CHECKING:
    from editorial.models.records import Revision


BOARD_LABELS = {
    Board.DRAFT: _("Draft"),
    Board.SUBMITTED: _("Submitted"),
    Board.ROUTED: _("Routed"),
    Board.IN_REVIEW: _("In review"),
    Board.RECOMMENDED: _("Recommended"),
    Board.CHANGES_REQUESTED: _("Changes requested"),
    Board.APPROVED: _("Approved"),
    Board.REFUSED: _("Refused"),
    Board.WITHDRAWN: _("Withdrawn"),
}
TRANSLATION_LABELS = {
    Translation.MISSING: _("Not begun"),
    Translation.DRAFT: _("Being translated"),
    Translation.IN_REVIEW: _("Translation in review"),
    Translation.APPROVED: _("Translation approved"),
    Translation.STALE: _("Original has changed"),
}
PUBLICATION_LABELS = {
    Publication.NEVER: _("Not published"),
    Publication.LIVE: _("Published"),
    Publication.EXPIRED: _("Expired"),
    Publication.TAKEN_DOWN: _("Taken down"),
}

STATE_LABELS: Final[Mapping[str, Mapping[Any, Any]]] = {
    Machine.BOARD: BOARD_LABELS,
    Machine.TRANSLATION: TRANSLATION_LABELS,
    Machine.PUBLICATION: PUBLICATION_LABELS,
}


def state_in_words(machine: str, state: str) -> str:
    """A state of one of the three machines, as readers know it; empty before the first."""
    return str(STATE_LABELS.get(machine, {}).get(state, state))


class Edition(models.Model):
    """A language of a submission. Its state is changed by `editorial.actions` alone."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=20)
    publication = models.CharField(
        max_length=12, choices=PUBLICATION_LABELS, default=Publication.NEVER
    )
    head_revision = models.ForeignKey(
        "editorial.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_revision = models.ForeignKey(
        "editorial.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    live_revision = models.ForeignKey(
        "editorial.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True, editable=False)
    pub_epoch = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "language"], name="one_edition_a_language"
            ),
            models.CheckConstraint(
                condition=models.Q(publication="live", live_revision__isnull=False)
                | (~models.Q(publication="live") & models.Q(live_revision__isnull=True)),
                name="live_has_a_revision",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(approved_revision__isnull=False),
                name="approved_names_a_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} [{self.language}]"

    @property
    def is_source(self) -> bool:
        return self.language == self.submission.source_language

    def manuscript(self) -> Manuscript:
        """The newest text; empty where nothing was written."""
        return Manuscript.from_json(self.head_revision.content if self.head_revision else {})

    def get_state_display(self) -> str:
        """The state in words; the two machines share a column, not their words."""
        if self.is_source:
            return str(BOARD_LABELS[Board(self.state)])
        return str(TRANSLATION_LABELS[Translation(self.state)])

    def is_sealed(self, revision: Revision | None) -> bool:
        """Whether a text was removed under LC-8.3: two people together read it, nobody else."""
        return self.sealed_at is not None and revision is not None and revision.at <= self.sealed_at

    @property
    def taken_down_since_approval(self) -> bool:
        """Whether it was removed after it was approved: only a newer approval opens the way."""
        return self.publication == Publication.TAKEN_DOWN and (
            self.approved_at is None
            or self.taken_down_at is None
            or self.approved_at <= self.taken_down_at
        )

    @property
    def outdated(self) -> bool:
        """Whether the original was approved anew after this text was made from it."""
        if self.is_source or self.head_revision is None:
            return False
        source = self.submission.source
        return (
            source.approved_revision_id is not None
            and self.head_revision.source_revision_id != source.approved_revision_id
        )
