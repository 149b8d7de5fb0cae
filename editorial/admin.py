"""Dossiers, texts and steps, to read: administrators look after the portal, not after its words.

Nothing is added, changed or deleted here by anybody; a draft not yet sent is not shown (LC-9.3).
"""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as lazy

from editorial.models import Revision, Submission, Transition
from kernel.read_only import ReadOnlyAdmin


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["code", "section", "agency", "created_by", "assignee", "submitted_at"]
    list_filter = ["source_kind", ("section", admin.RelatedOnlyFieldListFilter), "submitted_at"]
    search_fields = ["code", "letter_number", "created_by__full_name"]
    list_select_related = ["section", "agency", "created_by", "assignee"]
    list_per_page = 50
    ordering = ["-submitted_at", "-pk"]
    fields = [
        "code", "section", "agency", "source_language", "source_kind", "source_outlet",
        "source_url", "source_permission", "letter_number", "letter_on", "event_at",
        "created_by", "created_at", "declared_by", "declared_at", "submitted_by", "submitted_at",
        "assignee", "cycle", "article",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(submitted_at__isnull=False)


class OfSentOnes(ReadOnlyAdmin):
    """What belongs to dossiers that were sent to the board."""

    submission = "submission"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        sent = {f"{self.submission}__submitted_at__isnull": False}
        return super().get_queryset(request).filter(**sent)


@admin.register(Revision)
class RevisionAdmin(OfSentOnes):
    submission = "edition__submission"
    list_display = ["dossier", "language", "number", "author_name", "at", "fingerprint"]
    list_filter = ["edition__language", "at"]
    search_fields = ["edition__submission__code", "author_name", "content_hash"]
    ordering = ["-at", "-pk"]
    fields = ["edition", "number", "text", "content_hash", "source_revision", "author_name", "at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("edition__submission")

    @admin.display(description=lazy("submission"))
    def dossier(self, row: Revision) -> str:
        return row.edition.submission.code

    @admin.display(description=lazy("language"))
    def language(self, row: Revision) -> str:
        return str(row.edition.get_language_display())

    @admin.display(description=lazy("fingerprint"))
    def fingerprint(self, row: Revision) -> str:
        return row.content_hash[:12]

    @admin.display(description=lazy("text"))
    def text(self, row: Revision) -> str:
        if row.edition.is_sealed(row):
            return str(lazy("Removed under LC-8.3: it lies under seal."))
        return json.dumps(row.content, ensure_ascii=False, indent=2)


@admin.register(Transition)
class TransitionAdmin(OfSentOnes):
    list_display = [
        "submission", "seq", "at", "machine", "language", "action", "before", "after", "actor_name",
    ]  # fmt: skip
    list_display_links = ["submission", "seq"]
    fields = [
        "submission", "seq", "at", "machine", "language", "action", "before", "after",
        "revision", "actor_name", "actor_roles", "reason_code", "reason", "note",
    ]  # fmt: skip
    list_filter = ["machine", "action", "language", "at"]
    search_fields = ["submission__code", "actor_name", "reason"]
    ordering = ["-at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        related = found.select_related("submission", "revision__edition__submission")
        return related.defer("revision__content")

    @admin.display(description=lazy("from state"))
    def before(self, row: Transition) -> str:
        return row.state_before() or "–"

    @admin.display(description=lazy("to state"))
    def after(self, row: Transition) -> str:
        return row.state_after()
