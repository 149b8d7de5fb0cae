"""The outbox for administrators: what went out, what waits, what was given up."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kernel.read_only import ReadOnlyAdmin
from notifications.models import Message, OutgoingDocument


class Progress(admin.SimpleListFilter):
    """Sent, waiting or given up."""

    title = _("progress")
    parameter_name = "progress"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("sent", _("Sent")), ("waiting", _("Waiting")), ("dead", _("Given up"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"sent", "waiting", "dead"}:
            return getattr(queryset, self.value() or "")()  # type: ignore[no-any-return]
        return queryset


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["queued_at", "kind", "recipient", "address", "channel", "sent_at", "attempts"]
    list_filter = [Progress, "urgent", "channel", "gateway", "kind"]
    list_select_related = ["recipient"]
    list_per_page = 50
    ordering = ["-queued_at", "-pk"]
    search_fields = ["dedupe_key", "kind", "address", "recipient__full_name", "last_error", "proof"]
    exclude = ["lease_token", "context"]


@admin.register(OutgoingDocument)
class OutgoingDocumentAdmin(ReadOnlyAdmin):
    list_display = ["number", "year", "issued_on", "abstract", "addressee", "signer"]
    list_filter = ["year", "symbol", "kind"]
    list_per_page = 50
    search_fields = ["abstract", "addressee", "signer"]
