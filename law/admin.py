"""The register for the desk: to read, search and filter; its files are where it changes."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.read_only import ReadOnlyAdmin
from law.models import Act, Provision


class Standing(admin.SimpleListFilter):
    """In force today, no longer, or not certain."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("in_force", _("In force today")),
            ("expired", _("Expired")),
            ("unconfirmed", _("To be confirmed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "in_force":
            return queryset.in_force(today)  # type: ignore[attr-defined, no-any-return]
        if self.value() == "expired":
            return queryset.expired(today)  # type: ignore[attr-defined, no-any-return]
        if self.value() == "unconfirmed":
            return queryset.to_be_confirmed()  # type: ignore[attr-defined, no-any-return]
        return queryset


class RegisterAdmin(ReadOnlyAdmin):
    """Everybody at the desk may read the law."""

    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    @admin.display(description=_("in force today"), boolean=True)
    def in_force_today(self, row: Act | Provision) -> bool:
        return row.in_force(timezone.localdate())


@admin.register(Provision)
class ProvisionAdmin(RegisterAdmin):
    list_display = ["key", "clause", "title", "act", "binding", "in_force_today", "confidence"]
    list_filter = [Standing, "binding", ("act", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["act"]
    search_fields = ["key", "clause", "title", "duty", "act__number"]
    fields = [
        "key",
        "title",
        "act",
        "clause",
        "binding",
        "duty",
        "record",
        ("in_force_from", "in_force_to"),
        "successor",
        "confidence",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("act", "successor")


@admin.register(Act)
class ActAdmin(RegisterAdmin):
    list_display = [
        "number",
        "title",
        "issuer",
        "in_force_from",
        "in_force_to",
        "replaced_by",
        "in_force_today",
        "confidence",
    ]
    list_display_links = ["number", "title"]
    list_filter = [Standing, "confidence"]
    list_select_related = ["replaced_by"]
    search_fields = ["code", "number", "title", "issuer"]
    fields = [
        "number",
        "title",
        "issuer",
        "signed_on",
        ("in_force_from", "in_force_to"),
        "replaced_by",
        "amends",
        "confidence",
        "note",
    ]
