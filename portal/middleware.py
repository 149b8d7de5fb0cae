"""What no view should have to think about: input no database can store."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render


class HostileInput:
    """Answers 400 to an address or query that holds NUL or broken text; forms clean their own.

    A cookie that holds such text is nobody's: it is dropped before the sessions read it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_hostile(request.path_info) or any(
            _is_hostile(value)
            for values in request.GET.lists()
            for value in [values[0], *values[1]]
        ):
            return HttpResponseBadRequest(render(request, "400.html").content)
        for name in [name for name, value in request.COOKIES.items() if _is_hostile(name + value)]:
            del request.COOKIES[name]
        return self.get_response(request)


def _is_hostile(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text)
