"""The home page and the bare address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from kernel import languages


def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to the language their browser prefers."""
    slug = languages.slug_of(get_language() or languages.VI)
    response = HttpResponseRedirect(f"/{slug}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")
