"""What the administrator's pages share: facts that are kept, and forms that call one action."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

import audit.actions
from accounts import policies
from accounts.models import User


if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


class Kept(ModelAdmin):
    """Plain facts an administrator edits: on record, never deleted, never changed in bulk."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        _record("added", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        _record("changed", request, obj, message)
        return super().log_change(request, obj, message)


def _record(verb: str, request: HttpRequest, obj: Model, message: Any) -> None:
    audit.actions.record(
        f"accounts.{verb}",
        obj,
        by=by_whom(request),
        at=timezone.now(),
        provision="LC-12.3",
        data={"changes": message},
    )


class ReadOnlyInline(TabularInline):
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def act_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[User, datetime], None],
    *,
    title: str,
    done: str,
    back: str,
) -> HttpResponse:
    """A page with one form that calls one action; only administrators come so far (LC-12.3)."""
    by, at = by_whom(request), timezone.now()
    if not policies.may_appoint(by, at=at):
        raise PermissionDenied
    if form.is_bound and form.is_valid():
        try:
            act(by, at)
        except ValidationError as wrong:
            form.add_error(None, list(wrong.messages))
        else:
            if done:
                messages.success(request, done)
            return redirect(back)
    context = {**admin.site.each_context(request), "title": title, "form": form, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "admin/act_form.html", context, status=status)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def by_whom(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def page_of(obj: Model) -> str:
    return reverse(f"admin:accounts_{obj._meta.model_name}_change", args=[obj.pk])
