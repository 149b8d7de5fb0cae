"""What every page needs: its language, the way to the others, the sections."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language

from accounts import queries as accounts
from kernel import languages
from sections import queries as sections


def page(request: HttpRequest) -> dict[str, Any]:
    """Language and navigation; both lazy, so that a page that shows neither reads nothing."""
    code = get_language() or languages.VI
    return {
        "html_lang": languages.BCP47.get(code, code),
        "language_code": code,
        "language_links": lambda: _language_links(request, code),
        "navigation": lambda: sections.navigation(code, request.path),
        "standing_agency": lambda: accounts.standing_agency(on=timezone.localdate()),
        "origin": settings.CANONICAL_ORIGIN,
    }


def _language_links(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The same page in each language; a view that knows better puts its own in the context."""
    return [
        {
            "code": code,
            "bcp47": languages.BCP47[code],
            "name": languages.NATIVE_NAMES[code],
            "url": translate_url(request.get_full_path(), code),
            "current": code == current,
            "available": True,
        }
        for code in languages.CODES
    ]
