"""People, and which role each holds. Rights change through `accounts.actions` alone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy as lazy

import audit.actions
from accounts import actions
from accounts.admin.pages import Kept, ReadOnlyInline, act_page, page_of, posted
from accounts.forms import AppointForm, EndForm, NewUserForm, temporary_password
from accounts.models import Appointment, User
from accounts.roles import Role
from kernel.read_only import ReadOnlyAdmin


# Rights come from appointments (accounts.roles); groups would be a second way round them.
admin.site.unregister(Group)


class AppointmentInline(ReadOnlyInline):
    model = Appointment
    fields = ["role", "where", "language", "from_on", "to_on", "decision_number", "end"]
    readonly_fields = ["where", "end"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).order_by("-from_on").prefetch_related("scope")

    @admin.display(description=lazy("where"))
    def where(self, row: Appointment) -> str:
        return str(row.scope or "–")

    @admin.display(description=lazy("end"))
    def end(self, row: Appointment) -> str | SafeString:
        if not row.pk or (row.to_on and row.to_on < timezone.localdate()):
            return "–"
        url = reverse("admin:accounts_appointment_end", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, _("End it"))


@admin.register(User)
class UserAdmin(Kept):
    list_display = ["full_name", "username", "email", "roles", "is_active", "last_login"]
    list_display_links = ["full_name", "username"]
    list_filter = ["is_active", "appointments__role"]
    search_fields = ["full_name", "username", "email"]
    ordering = ["full_name", "pk"]
    list_per_page = 50
    fields = ["username", "full_name", "email", "language", "is_active", "last_login"]
    readonly_fields = ["last_login"]
    change_form_template = "admin/accounts/user/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return (
            super().get_queryset(request).prefetch_related("appointments", *User.grant_relations())
        )

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 Django's own
        **kwargs: Any,
    ) -> Any:
        if obj is None:
            kwargs |= {"form": NewUserForm, "fields": NewUserForm.Meta.fields}
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else NewUserForm.Meta.fields

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [AppointmentInline] if obj else []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 Django's own
        if change:
            return super().save_model(request, obj, form, change)
        self._give_password(request, obj)
        return None

    def get_urls(self) -> list[URLPattern]:
        def own(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"accounts_user_{name}")

        return [
            own("<int:pk>/appoint/", self.appoint, "appoint"),
            own("<int:pk>/new-password/", self.new_password, "new_password"),
            *super().get_urls(),
        ]

    def appoint(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give this person a role."""
        user = get_object_or_404(User, pk=pk)
        form = AppointForm(posted(request), today=timezone.localdate())

        def act(by: User, at: datetime) -> None:
            given = form.cleaned_data
            names = ("language", "from_on", "to_on", "decision_number", "decision_on")
            values = {name: given[name] for name in names}
            actions.appoint(user, Role(given["role"]), by=by, at=at, scope=form.scope, **values)

        title = _("Appoint %(name)s") % {"name": user}
        return act_page(request, form, act, title=title, done=_("Appointed."), back=page_of(user))

    def new_password(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another temporary password, shown once."""
        user = get_object_or_404(User, pk=pk)

        def act(by: User, at: datetime) -> None:
            self._give_password(request, user)
            audit.actions.record("accounts.new_password", user, by=by, at=at, provision="LC-12.3")

        title = _("New temporary password for %(name)s") % {"name": user}
        return act_page(
            request, forms.Form(posted(request)), act, title=title, done="", back=page_of(user)
        )

    @admin.display(description=lazy("roles today"))
    def roles(self, row: User) -> str:
        running = row.appointments_at(timezone.now())
        return ", ".join(dict.fromkeys(held.get_role_display() for held in running)) or "–"

    def _give_password(self, request: HttpRequest, user: User) -> None:
        password = temporary_password()
        user.set_password(password)
        user.save()
        messages.warning(
            request,
            _(
                "Temporary password of %(name)s: %(password)s. It is shown this once: pass it on"
                " in person and ask for it to be changed after the first sign-in."
            )
            % {"name": user, "password": password},
        )


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    list_display = ["user", "role", "where", "language", "from_on", "to_on", "decision_number"]
    list_filter = ["role", "language", "from_on", "to_on"]
    search_fields = ["user__full_name", "user__username", "decision_number"]
    list_select_related = ["user"]
    ordering = ["-from_on", "-pk"]
    list_per_page = 50
    fields = [
        "user",
        "role",
        "where",
        "language",
        "from_on",
        "to_on",
        "decision_number",
        "decision_on",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("scope")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end)
        return [
            path("<int:pk>/end/", view, name="accounts_appointment_end"),
            *super().get_urls(),
        ]

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a role after a day."""
        held = get_object_or_404(Appointment.objects.select_related("user"), pk=pk)
        initial = {"last_day": timezone.localdate()}
        form = EndForm(posted(request), appointment=held, initial=initial)

        def act(by: User, at: datetime) -> None:
            actions.end_appointment(held, by=by, at=at, last_day=form.cleaned_data["last_day"])

        title = _("End the appointment of %(name)s") % {"name": held}
        back = page_of(held.user)
        return act_page(request, form, act, title=title, done=_("The appointment ends."), back=back)

    @admin.display(description=lazy("where"))
    def where(self, row: Appointment) -> str:
        return str(row.scope or "–")
