"""Agencies, and what became of them (LC-16.3)."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy as lazy
from modeltranslation.admin import TranslationAdmin

from accounts import actions
from accounts.admin.pages import Kept, ReadOnlyInline, act_page, page_of, posted
from accounts.forms import SuccessionForm
from accounts.models import Agency, Succession, User


class SuccessionInline(ReadOnlyInline):
    model = Succession
    fk_name = "predecessor"
    fields = ["successor", "kind", "effective_on", "decision", "takes_over_duties"]


class InheritanceInline(SuccessionInline):
    fk_name = "successor"
    verbose_name_plural = lazy("Agencies it carries on")
    fields = ["predecessor", "kind", "effective_on", "decision", "takes_over_duties"]


@admin.register(Agency)
class AgencyAdmin(Kept, TranslationAdmin):  # type: ignore[type-arg]
    list_display = ["name_vi", "code", "kind", "founded_on", "dissolved_on"]
    list_filter = ["kind", ("dissolved_on", admin.EmptyFieldListFilter)]
    search_fields = ["code", "name_vi", "name_zh_hans", "name_en", "short_name_vi"]
    ordering = ["name_vi"]
    list_per_page = 50
    inlines = [SuccessionInline, InheritanceInline]
    change_form_template = "admin/accounts/agency/change_form.html"
    fieldsets = [
        (None, {"fields": ["code", "kind", "founded_on", "dissolved_on"]}),
        ("Tiếng Việt", {"fields": ["name_vi", "short_name_vi"]}),
        ("中文", {"fields": ["name_zh_hans", "short_name_zh_hans"]}),
        ("English", {"fields": ["name_en", "short_name_en"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code"] if obj else []

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.succeed)
        return [
            path("<int:pk>/succeed/", view, name="accounts_agency_succeed"),
            *super().get_urls(),
        ]

    def succeed(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record that another agency carries on from a day (LC-16.3)."""
        agency = get_object_or_404(Agency, pk=pk)
        form = SuccessionForm(posted(request), predecessor=agency)

        def act(by: User, at: datetime) -> None:
            actions.succeed(agency, by=by, at=at, **form.cleaned_data)

        title = _("Succession of %(name)s") % {"name": agency}
        return act_page(request, form, act, title=title, done=_("Recorded."), back=page_of(agency))
