"""Asking the portal itself, in this process, as somebody who is not signed in would.

The real application answers: every middleware, the same gate, the same templates. Nothing goes
over the network, so that it works while everything around the portal is dead.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.request import split_domain_port, validate_host
from django.utils import translation


MOST_REDIRECTS: Final = 3
MOST_BYTES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application said: the last status, and what stood in the page."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")


def ask(address: str, *, method: str = "GET") -> Answer:
    """Ask a path of the portal anonymously, and go along where it leads within the portal."""
    before = translation.get_language()
    try:
        for _step in range(MOST_REDIRECTS):
            answer = _once(address, method)
            onward = answer.headers.get("Location", "")
            if not onward or urlsplit(onward).netloc not in {"", _host()}:
                return answer
            address = urljoin(address, onward)
        return answer
    finally:
        if before:
            translation.activate(before)


def _once(address: str, method: str) -> Answer:
    parts = urlsplit(address)
    response = _application().get_response(_request(parts.path, parts.query, method))
    headers = dict(response.headers.items())
    return Answer(response.status_code, _body(response), headers)


@cache
def _application() -> WSGIHandler:
    return WSGIHandler()


def _request(path: str, query: str, method: str) -> WSGIRequest:
    scheme = "https" if settings.HTTPS else "http"
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote(path).encode("utf-8").decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": _host(),
        "SERVER_PORT": "443" if settings.HTTPS else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": _host(),
        "HTTP_X_FORWARDED_PROTO": scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
    }
    return WSGIRequest(environ)


def _host() -> str:
    """A name under which the portal answers: its public one, where that is allowed."""
    public = urlsplit(settings.CANONICAL_ORIGIN).netloc
    domain, _port = split_domain_port(public)
    allowed = settings.ALLOWED_HOSTS or ["localhost"]
    if domain and validate_host(domain, allowed):
        return str(public)
    names = (str(name).lstrip(".") for name in allowed if name != "*")
    return next(names, "localhost")


def _body(response: Any) -> bytes:
    """At most `MOST_BYTES`; an open file is closed again."""
    if isinstance(response, HttpResponse):
        return response.content[:MOST_BYTES]
    read = b""
    if isinstance(response, StreamingHttpResponse):
        for chunk in response:
            read += chunk
            if len(read) >= MOST_BYTES:
                break
    if isinstance(response, FileResponse) and response.file_to_stream is not None:
        response.file_to_stream.close()
    return read
