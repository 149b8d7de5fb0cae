"""The desk: Django's admin in the portal's own dress, with the board's pages inside."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog


class PortalAdmin(admin.AdminSite):
    """The admin site of the portal; people sign in through the one door of everybody."""

    site_title = _("Lào Cai portal desk")
    site_header = _("Lào Cai portal desk")
    index_title = _("Reference data")
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The board begins with what waits for it; the reference data lies behind a link."""
        if "reference" in request.GET:
            return super().index(request, extra_context)
        return redirect("desk:home")

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied  # the sign-in would send them back here, without end
        query = urlencode({"next": request.GET.get("next", reverse("admin:index"))})
        return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{query}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("accounts:sign_out")

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The words of its scripts, ours where Django's catalogue lacks them."""
        return JavaScriptCatalog().get(request)
