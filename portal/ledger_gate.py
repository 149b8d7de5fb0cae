"""No public page while the takedown ledger is not settled: rather nothing than what was removed."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

from deadlines import queries as deadlines
from kernel import languages
from portal import ledger


STAFF: Final = frozenset({"admin", "sign-in", "sign-out", "account"})


class LedgerGate:
    """Answers 503 to readers; the desk and whoever watches the portal come in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not ledger.gate.armed or _is_for_staff(request.path_info):
            return self.get_response(request)
        if not ledger.gate.why_closed(at=deadlines.now()):
            return self.get_response(request)
        code = translation.get_language() or languages.VI
        text = loader.render_to_string("503.html", {"html_lang": languages.BCP47.get(code, code)})
        headers = {"Retry-After": "30", "Cache-Control": "no-store"}
        return HttpResponse(text, status=503, headers=headers)


def _is_for_staff(path: str) -> bool:
    """Health, static files, and what lies behind the sign-in of the desk."""
    parts = path.split("/")
    first, second = parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else ""
    return first in {"healthz", "readyz", "metrics", "static"} or second in STAFF
