"""The record for administrators: to read, search and filter by day."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.models import Record
from kernel.read_only import ReadOnlyAdmin


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    list_display = ["at", "verb", "target_label", "person", "provision"]
    list_display_links = ["at", "verb"]
    list_filter = [("at", admin.DateFieldListFilter), "verb", "target_type"]
    date_hierarchy = "at"
    search_fields = ["verb", "target_label", "target_id", "by_name", "provision"]
    list_per_page = 50
    show_full_result_count = False
    fields = [
        "at",
        "verb",
        "target_label",
        "target_type",
        "target_id",
        "person",
        "provision",
        "details",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("-at", "-id")

    @admin.display(description=_("person"), ordering="by_name")
    def person(self, row: Record) -> str:
        return row.by_name or "–"

    @admin.display(description=_("details"))
    def details(self, row: Record) -> str:
        return json.dumps(row.data, ensure_ascii=False, indent=2) if row.data else "–"
