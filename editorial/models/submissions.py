"""What an agency, a contributor or the board itself brings, from the first draft on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import Capability as C
from editorial.rules.reasons import Source
from editorial.rules.states import Board
from kernel import languages
from kernel.paired import paired
from sections.models import Article, Section


if TYPE_CHECKING:
    from editorial.models.editions import Edition


SOURCE_LABELS = {
    Source.OWN: _("Produced by the editorial board (LC-10.1)"),
    Source.CONTRIBUTOR: _("From a contributor (LC-10.2)"),
    Source.OFFICIAL: _("From an official source, with permission (LC-10.3)"),
    Source.AGENCY: _("From an agency or locality (LC-10.4)"),
}


ON_THE_DESK = (C.ROUTE, C.REVIEW, C.APPROVE, C.TRANSLATE, C.REVIEW_TRANSLATION)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of_supplier(self, supplier: User, *, at: datetime) -> Self:
        """What this person wrote, or what was sent for an agency they supply for (LC-16.3).

        The twin of `policies.supplies`: what somebody wrote for an agency stays with it when
        they leave; only the board keeps what it wrote on behalf of one.
        """
        mine = models.Q(created_by=supplier)
        if not any(supplier.holds(c, at=at) for c in (C.REVIEW, C.ROUTE)):
            mine &= models.Q(agency=None)
            if not supplier.holds(C.SUBMIT, at=at):
                return self.none()
        return self.filter(mine | models.Q(agency_id__in=supplier.agencies_at(at)))

    def on_the_desk_of(self, member: User, *, at: datetime) -> Self:
        """What this person of the board may see: never a draft that was not yet sent."""
        sent = self.filter(submitted_at__isnull=False)
        scopes = member.scopes_held(*ON_THE_DESK, at=at)
        if None in scopes or not scopes:
            return sent if scopes else self.none()
        keys = [key for kind, key in filter(None, scopes) if kind == "sections.section"]
        own = models.Q(assignee=member) | models.Q(created_by=member)
        return sent.filter(own | models.Q(section__in=Section.objects.at_or_below(keys)))

    def readable_by(self, reader: User, *, at: datetime) -> Self:
        """The twin of `policies.may_read`: from either side of the door."""
        return self.of_supplier(reader, at=at) | self.on_the_desk_of(reader, at=at)

    def with_editions(self) -> Self:
        return self.select_related("agency", "section", "assignee", "created_by").prefetch_related(
            "editions__head_revision", "editions__approved_revision"
        )


class Submission(models.Model):
    """A dossier (hồ sơ tin, bài): one text in one to three languages, and its way (LC-13.1)."""

    code = models.CharField(_("receipt code"), max_length=20, unique=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("agency")
    )
    section = models.ForeignKey(Section, on_delete=models.PROTECT, verbose_name=_("section"))
    source_language = models.CharField(
        _("language of the original"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=languages.VI,
    )
    source_kind = models.CharField(_("source"), max_length=20, choices=SOURCE_LABELS)
    source_outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    source_permission = models.CharField(_("permission"), max_length=250, blank=True)
    letter_number = models.CharField(_("number of the official letter"), max_length=60, blank=True)
    letter_on = models.DateField(_("date of the official letter"), null=True, blank=True)
    event_at = models.DateTimeField(_("time of the event"), null=True, blank=True)
    declared_at = models.DateTimeField(_("declared at"), null=True, editable=False)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("declared by"),
    )
    submitted_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("begun at"))
    form_token = models.UUIDField(null=True, unique=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("member in charge"),
    )
    cycle = models.PositiveSmallIntegerField(_("round"), default=1)
    last_seq = models.PositiveIntegerField(default=0)
    article = models.OneToOneField(
        Article,
        on_delete=models.PROTECT,
        null=True,
        related_name="submission",
        verbose_name=_("article"),
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-created_at"]
        constraints = [
            paired("declared_at", "declared_by"),
            paired("submitted_at", "submitted_by"),
        ]

    def __str__(self) -> str:
        return self.code

    def edition(self, language: str) -> Edition:
        """The text in one language; all three exist from the beginning."""
        for edition in self.editions.all():
            if edition.language == language:
                return edition
        raise LookupError(language)

    @property
    def source(self) -> Edition:
        """The text in the language of the original."""
        return self.edition(self.source_language)

    @property
    def board_state(self) -> Board:
        return Board(self.source.state)

    @property
    def title(self) -> str:
        """The original's title, for lists and messages of the desk."""
        head = self.source.head_revision
        if head is None or self.source.is_sealed(head):
            return self.code
        return head.content.get("title") or self.code
