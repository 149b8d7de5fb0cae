"""The tree of sections, as far as the regulation leaves it free; articles and takedowns to read."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Model, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from modeltranslation.admin import TranslationAdmin

import audit.actions
from accounts.models import User
from kernel import languages
from kernel.read_only import ReadOnlyAdmin
from sections.models import Article, Section, Takedown


@admin.register(Section)
class SectionAdmin(TranslationAdmin):  # type: ignore[type-arg]
    """Names in three languages and order; what LC-3.2 names stays, and codes never change."""

    actions = None
    list_display = ["place", "letter", "code", "kind", "mandatory", "position"]
    list_display_links = ["place"]
    list_editable = ["position"]
    list_filter = ["mandatory", "kind"]
    list_per_page = 100
    search_fields = ["code", "name_vi", "name_zh_hans", "name_en"]
    fieldsets = [
        (None, {"fields": ["code", "letter", "kind", "parent", "position", "mandatory"]}),
        ("Tiếng Việt", {"fields": ["name_vi", "summary_vi"]}),
        ("中文", {"fields": ["name_zh_hans", "summary_zh_hans"]}),
        ("English", {"fields": ["name_en", "summary_en"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("parent")

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Subsections below theirs, in the regulation's order."""
        return [
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "pk"),
            F("parent_id").asc(nulls_first=True),
            "position",
            "pk",
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None:
            return ["mandatory"]
        named = ["parent", "letter", "kind"] if obj.mandatory else []
        return ["code", "mandatory", *named]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if isinstance(obj, Section) and obj.mandatory:
            return False
        return super().has_delete_permission(request, obj)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        _record("added", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        _record("changed", request, obj, message)
        return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        _record("deleted", request, obj, str(obj))
        super().delete_model(request, obj)

    @admin.display(description=lazy("section"))
    def place(self, row: Section) -> str:
        return f"– {row}" if row.parent_id else str(row)


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    """What is public, to read. It is written by the board's acts and by nothing else (LC-9.3)."""

    list_display = ["code", "title_vi", "section", "live", "lifecycle"]
    list_filter = ["lifecycle", ("section", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["code", "title_vi", "title_zh_hans", "title_en"]
    list_select_related = ["section"]
    list_per_page = 50
    ordering = ["-pk"]

    @admin.display(description=lazy("live in"))
    def live(self, row: Article) -> str:
        codes = row.live_languages(at=timezone.now())
        return ", ".join(languages.NATIVE_NAMES[code] for code in codes) or "–"


@admin.register(Takedown)
class TakedownAdmin(ReadOnlyAdmin):
    """Every removal from the public, for good (LC-8.3)."""

    list_display = ["at", "article", "languages", "ground", "ordered_by", "by_name", "provision"]
    list_display_links = ["at", "article"]
    list_filter = ["ground", "at"]
    search_fields = ["article__code", "reason", "ordered_by", "by_name"]
    list_select_related = ["article"]
    list_per_page = 50


def _record(verb: str, request: HttpRequest, obj: Model, message: Any) -> None:
    by = request.user if isinstance(request.user, User) else None
    audit.actions.record(
        f"sections.{verb}",
        obj,
        by=by,
        at=timezone.now(),
        provision="LC-3.2",
        data={"changes": message},
    )
