"""Pages of sections and articles."""

from django.http import HttpRequest, HttpResponse


def section(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(code)


def article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return HttpResponse(slug)
