"""The list of authorities for administrators, and the registers of notices and orders to read.

Cases themselves are not here: whoever administers accounts does not read who reported what.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incidents.models import Authority, CaseNotice, TakedownOrder
from kernel.read_only import ReadOnlyAdmin


if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Authority)
class AuthorityAdmin(ModelAdmin):
    """Bodies come and go by their days; none is deleted, since cases name it."""

    list_display = ["with_heir", "code", "competent_for", "until", "confirmed"]
    list_filter = ["confirmed"]
    list_select_related = ["successor"]
    search_fields = ["code", "name_vi", "name_zh_hans", "name_en"]
    fields = [
        "code",
        "name_vi",
        "name_zh_hans",
        "name_en",
        "competent_for",
        "until",
        "successor",
        "confirmed",
    ]

    @admin.display(description=_("name"), ordering="name_vi")
    def with_heir(self, row: Authority) -> str:
        """`Bộ TTTT → Bộ KH&CN` once another carries on."""
        return f"{row} → {row.successor}" if row.successor is not None else str(row)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CaseNotice)
class CaseNoticeAdmin(ReadOnlyAdmin):
    list_display = ["document", "case", "promised_at", "way", "delivered_at"]
    list_select_related = ["case", "document"]
    fields = ["document", "case", "issued_by", "promised_at", "way", "delivered_at"]


@admin.register(TakedownOrder)
class TakedownOrderAdmin(ReadOnlyAdmin):
    list_display = ["at", "article", "languages", "ground", "by_name", "provision"]
    list_select_related = ["article"]
    date_hierarchy = "at"
    list_filter = ["ground"]
