"""What every page of the deadlines at the desk shares: who sees it, and that nobody changes it."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from kernel.read_only import ReadOnlyAdmin


if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


def at_the_desk(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_staff)


class DeskRegister(ReadOnlyAdmin):
    """Shown to everybody at the desk, changed by nobody."""

    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return at_the_desk(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return at_the_desk(request)


class HistoryInline(TabularInline):
    """Rows of a clock that the desk reads."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return at_the_desk(request)
