"""Signing in and out, and the page a person lands on."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.roles import DESK
from kernel import languages


class SignIn(LoginView):
    """One door for agencies, the board and administrators; the person's own language after it."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return _home_of(self.request.user)


class SignOut(LogoutView):
    """Out, and back to the front page."""


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Whoever works on the desk goes there; agencies go to their submissions."""
    return HttpResponseRedirect(_home_of(request.user))


@login_required
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """The language of the interface, kept with the account."""
    code = languages.code_of_slug(request.POST.get("language", ""))
    if code and isinstance(request.user, User):
        request.user.language = code
        request.user.save(update_fields=["language"])
    back = request.POST.get("next", "")
    if code and url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return redirect(translate_url(back, code))
    return redirect(_home_of(request.user))


def _home_of(person: object) -> str:
    if not isinstance(person, User):
        return reverse("home")
    with translation.override(person.language):
        if person.roles_at(timezone.now()) & DESK:
            return reverse("admin:index")
        return reverse("agency:home")
