"""People, agencies and who holds which role. Rights change through `accounts.actions` alone."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy as lazy
from modeltranslation.admin import TranslationAdmin

import audit.actions
from accounts import actions, policies
from accounts.forms import (
    AppointForm,
    EndForm,
    NewUserForm,
    SuccessionForm,
    temporary_password,
)
from accounts.models import Agency, Appointment, Succession, User
from accounts.roles import Role
from kernel.read_only import ReadOnlyAdmin


# Rights come from appointments (accounts.roles); groups would be a second way round them.
admin.site.unregister(Group)


class Kept:
    """Plain facts an administrator edits: on record, never deleted, never changed in bulk."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        _record("added", request, obj, message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        _record("changed", request, obj, message)
        return super().log_change(request, obj, message)  # type: ignore[misc]


def _record(verb: str, request: HttpRequest, obj: Model, message: Any) -> None:
    audit.actions.record(
        f"accounts.{verb}",
        obj,
        by=_by(request),
        at=timezone.now(),
        provision="LC-12.3",
        data={"changes": message},
    )


class ReadOnlyInline(admin.TabularInline):  # type: ignore[type-arg]
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AppointmentInline(ReadOnlyInline):
    model = Appointment
    fields = readonly_fields = [
        "role", "where", "language", "from_on", "to_on", "decision_number", "end",
    ]  # fmt: skip

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
class UserAdmin(Kept, admin.ModelAdmin):  # type: ignore[type-arg]
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
        return super().get_queryset(request).prefetch_related("appointments")

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
        form = AppointForm(_data(request), today=timezone.localdate())

        def act(by: User, at: datetime) -> None:
            given = form.cleaned_data
            names = ("language", "from_on", "to_on", "decision_number", "decision_on")
            values = {name: given[name] for name in names}
            actions.appoint(user, Role(given["role"]), by=by, at=at, scope=form.scope, **values)

        title = _("Appoint %(name)s") % {"name": user}
        return _act(request, form, act, title=title, done=_("Appointed."), back=_page_of(user))

    def new_password(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another temporary password, shown once."""
        user = get_object_or_404(User, pk=pk)

        def act(by: User, at: datetime) -> None:
            self._give_password(request, user)
            audit.actions.record("accounts.new_password", user, by=by, at=at, provision="LC-12.3")

        title = _("New temporary password for %(name)s") % {"name": user}
        return _act(
            request, forms.Form(_data(request)), act, title=title, done="", back=_page_of(user)
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
        form = EndForm(_data(request), appointment=held, initial=initial)

        def act(by: User, at: datetime) -> None:
            actions.end_appointment(held, by=by, at=at, last_day=form.cleaned_data["last_day"])

        title = _("End the appointment of %(name)s") % {"name": held}
        back = _page_of(held.user)
        return _act(request, form, act, title=title, done=_("The appointment ends."), back=back)

    @admin.display(description=lazy("where"))
    def where(self, row: Appointment) -> str:
        return str(row.scope or "–")


class SuccessionInline(ReadOnlyInline):
    model = Succession
    fk_name = "predecessor"
    fields = readonly_fields = [
        "successor", "kind", "effective_on", "decision", "takes_over_duties",
    ]  # fmt: skip


class InheritanceInline(SuccessionInline):
    fk_name = "successor"
    verbose_name_plural = lazy("Agencies it carries on")
    fields = readonly_fields = [
        "predecessor", "kind", "effective_on", "decision", "takes_over_duties",
    ]  # fmt: skip


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
        form = SuccessionForm(_data(request), predecessor=agency)

        def act(by: User, at: datetime) -> None:
            actions.succeed(agency, by=by, at=at, **form.cleaned_data)

        title = _("Succession of %(name)s") % {"name": agency}
        return _act(request, form, act, title=title, done=_("Recorded."), back=_page_of(agency))


def _act(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[User, datetime], None],
    *,
    title: str,
    done: str,
    back: str,
) -> HttpResponse:
    """A page with one form that calls one action; only administrators come so far (LC-12.3)."""
    by, at = _by(request), timezone.now()
    if not policies.may_appoint(by, at=at):
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        try:
            act(by, at)
        except ValidationError as wrong:
            form.add_error(None, _sentences(wrong))
        else:
            if done:
                messages.success(request, done)
            return redirect(back)
    context = {**admin.site.each_context(request), "title": title, "form": form, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "admin/act_form.html", context, status=status)


def _sentences(wrong: ValidationError) -> Iterable[str]:
    return wrong.messages


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _by(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _page_of(obj: Model) -> str:
    return reverse(f"admin:accounts_{obj._meta.model_name}_change", args=[obj.pk])
