"""The home page and the bare address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from kernel import languages
from portal import queries


def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to the language their browser prefers."""
    slug = languages.slug_of(get_language() or languages.VI)
    response = HttpResponseRedirect(f"/{slug}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def home(request: HttpRequest) -> HttpResponse:
    """The front page in one language: what is new, then every section."""
    language = get_language() or languages.VI
    front = queries.front_page(language, viewer=request.user, at=timezone.now())
    return render(request, "portal/home.html", {"front": front})
