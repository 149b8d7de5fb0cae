"""The list of authorities for administrators, and the registers of notices and orders to read.

Cases themselves are not here: whoever administers accounts does not read who reported what.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from incidents.models import Authority, CaseNotice, TakedownOrder
from kernel.read_only import ReadOnlyAdmin


if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Authority)
class AuthorityAdmin(ModelAdmin):
    list_display = ["name", "code", "competent_for", "until", "successor", "confirmed"]
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
