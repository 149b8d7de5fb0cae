"""Signing in and out, and the page a person lands on."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse, reverse_lazy, translate_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms import ContactForm
from accounts.models import Contact, User
from accounts.roles import DESK
from kernel import languages
from kernel.fields import readable
from kernel.richtext import strip_control


# Nobody is sent back to these after signing in.
DOORS = frozenset({"accounts:sign_in", "accounts:sign_out", "accounts:change_language"})


class SignIn(LoginView):
    """One door for agencies, the board and administrators; the person's own language after it."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if kwargs.get("data") is not None:
            kwargs["data"] = readable(kwargs["data"])
        return kwargs

    def get_form(self, form_class: Any = None) -> AuthenticationForm:
        """Django's form in words that say what to do."""
        form: AuthenticationForm = super().get_form(form_class)
        form.use_required_attribute = False
        form.error_messages = form.error_messages | {
            "invalid_login": _(
                "The user name or the password is not right. Check both; capital and small"
                " letters differ in the password."
            )
        }
        form.fields["username"].label = _("User name")
        form.fields["password"].label = _("Password")
        form.fields["username"].error_messages["required"] = _("Write your user name.")
        form.fields["password"].error_messages["required"] = _("Write your password.")
        return form

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Where the person wanted to go, within the portal and in their own language."""
        url = _safe(self.request, super().get_redirect_url())
        person = self.request.user
        return _in_language(url, person.language) if url and isinstance(person, User) else url

    def get_default_redirect_url(self) -> str:
        return _home_of(self.request.user)


class SignOut(LogoutView):
    """Out, and back to the front page; a plain link to it asks first."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, "accounts/sign_out.html")


class ChangePassword(PasswordChangeView):
    """A password of one's own instead of the one the administrator gave (LC-12.3)."""

    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("accounts:home")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if kwargs.get("data") is not None:
            kwargs["data"] = readable(kwargs["data"])
        return kwargs

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.use_required_attribute = False
        form.fields["old_password"].widget.attrs.pop("autofocus", None)
        form.fields["new_password1"].help_text = _(
            "At least 12 characters, not your own name and not a common password. Several words in"
            " a row are easy to remember and hard to guess."
        )
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"frame": _frame_of(self.request.user)}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        words = _("Your password is changed. The old one no longer works, on any device.")
        messages.success(self.request, words)
        return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def contact(request: HttpRequest) -> HttpResponse:
    """My telephone and messenger, and by which of them urgent matters reach me."""
    person = request.user
    if not isinstance(person, User):
        raise PermissionDenied
    gateways = settings.NOTIFY_GATEWAYS
    if request.method == "POST":
        form = ContactForm(request.POST, gateways=gateways)
        if form.is_valid():
            data = form.cleaned_data
            actions.change_contact(
                person,
                phone=data["phone"],
                messenger=data["messenger"],
                urgent_by=data.get("urgent_by", []),
                by=person,
                at=timezone.now(),
            )
            messages.success(request, _("Kept. Urgent matters reach you so from now on."))
            return HttpResponseRedirect(reverse("accounts:contact"))
    else:
        form = ContactForm(initial=_contact_of(person), gateways=gateways)
    context = {"form": form, "frame": _frame_of(person)}
    return render(request, "accounts/contact.html", context)


def _contact_of(person: User) -> dict[str, Any]:
    known = Contact.objects.filter(user=person).first()
    if known is None:
        return {"urgent_by": list(settings.NOTIFY_GATEWAYS)}
    return {"phone": known.phone, "messenger": known.messenger, "urgent_by": known.urgent_by}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Whoever works on the desk goes there; agencies go to their submissions."""
    return HttpResponseRedirect(_home_of(request.user))


@login_required
def change_language(request: HttpRequest) -> HttpResponse:
    """The language of the interface, kept with the account; the page stays the same."""
    asked = request.POST.get("language", "")
    code = asked if asked in languages.CODES else languages.code_of_slug(asked)
    if code and isinstance(request.user, User):
        request.user.language = code
        request.user.save(update_fields=["language"])
        if url := _safe(request, request.POST.get("next", "")):
            return HttpResponseRedirect(_in_language(url, code))
    return HttpResponseRedirect(_home_of(request.user))


def _safe(request: HttpRequest, url: str) -> str:
    """An address of this portal that is not one of its doors; otherwise nothing."""
    url = strip_control(url)
    if not url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    with translation.override(_language_of(url)):
        try:
            return "" if resolve(url.partition("?")[0]).view_name in DOORS else url
        except Resolver404:
            return url


def _in_language(url: str, code: str) -> str:
    """The same page in another language; addresses are read in the language they are in."""
    with translation.override(_language_of(url)):
        return translate_url(url, code)


def _language_of(url: str) -> str:
    slug = url.lstrip("/").partition("/")[0]
    return languages.code_of_slug(slug) or languages.VI


def _home_of(person: object) -> str:
    if not isinstance(person, User):
        return reverse("home")
    with translation.override(person.language):
        if person.roles_at(timezone.now()) & DESK:
            return reverse("admin:index")
        return reverse("agency:home")


def _frame_of(person: object) -> str:
    """The head above a page: the desk's for whoever works on it, else the suppliers'."""
    on_the_desk = isinstance(person, User) and person.roles_at(timezone.now()) & DESK
    return "desk/base_desk.html" if on_the_desk else "base_agency.html"
