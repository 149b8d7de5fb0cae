"""Addresses speak `/vi/ /zh/ /en/` while Django goes on speaking `zh-hans`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import LocalePrefixPattern, URLResolver, is_valid_path
from django.utils import translation
from django.utils.cache import patch_vary_headers

from kernel import languages


# Other names of the Chinese pages that people type and old links hold.
LONG_NAMES = frozenset({"zh-hans", "zh-cn"})


class SlugPrefixPattern(LocalePrefixPattern):
    """The language prefix of an address, in the short form readers know."""

    @property
    def language_prefix(self) -> str:
        return f"{languages.slug_of(translation.get_language() or settings.LANGUAGE_CODE)}/"


def i18n_patterns(*urls: Any) -> list[URLResolver]:
    """Every address below a language prefix."""
    return [URLResolver(SlugPrefixPattern(prefix_default_language=True), list(urls))]


class LanguageMiddleware(LocaleMiddleware):
    """The address alone decides the language of a page; a bare address asks the browser."""

    def process_request(self, request: HttpRequest) -> None:
        code = languages.code_of_slug(_first_part(request)) or self._preferred(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        code = request.LANGUAGE_CODE
        if response.status_code == 404 and not self._has_prefix(request):
            redirect = self._redirect_to_prefixed(request, code)
            if redirect:
                return redirect
        if not self._has_prefix(request):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", languages.BCP47.get(code, code))
        return response

    def _preferred(self, request: HttpRequest) -> str:
        return translation.get_language_from_request(request)

    def _has_prefix(self, request: HttpRequest) -> bool:
        return languages.code_of_slug(_first_part(request)) is not None

    def _redirect_to_prefixed(self, request: HttpRequest, code: str) -> HttpResponse | None:
        head, _, rest = request.path_info.lstrip("/").partition("/")
        path = request.path_info
        if head.lower() in LONG_NAMES:
            code, path = languages.ZH, f"/{rest}"
        target = f"/{languages.slug_of(code)}{path}"
        with translation.override(code):
            if not is_valid_path(target) and is_valid_path(f"{target}/"):
                target = f"{target}/"
            if not is_valid_path(target):
                return None
        query = request.META.get("QUERY_STRING", "")
        response = HttpResponseRedirect(f"{target}?{query}" if query else target)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _first_part(request: HttpRequest) -> str:
    """What stands before the second slash; a web server may hand over `*`, without any."""
    return request.path_info.removeprefix("/").partition("/")[0]
