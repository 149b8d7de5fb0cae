"""Seen from outside: a cache that keeps serving is never called verified (F12)."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from editorial.rules.reasons import Ground
from incidents import actions
from incidents.actions import verification
from incidents.models import OutsideCheck
from tests.factories.files import picture
from tests.portal.test_surfaces import published


class Cache(BaseHTTPRequestHandler):
    """A content delivery network that obeys, or does not."""

    status, asked, onward = 200, [], ""

    def do_GET(self):
        Cache.asked.append((self.command, self.path, dict(self.headers)))
        self.send_response(302 if Cache.onward else Cache.status)
        if Cache.onward:
            self.send_header("Location", Cache.onward)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *args):
        pass


@pytest.fixture
def cache(settings):
    Cache.status, Cache.asked, Cache.onward = 200, [], ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CANONICAL_ORIGIN = f"http://127.0.0.1:{server.server_port}"
    yield Cache
    server.shutdown()
    server.server_close()


@pytest.fixture
def order(journey, who):
    article = published(journey, picture(by=who.officer), "en").article
    article.refresh_from_db()
    return actions.order_takedown(
        article, ground=Ground.AUTHORITY_REQUEST, reason="x", ordered_by="A05",
        by=who.deputy, at=journey.now(),
    )  # fmt: skip


@pytest.mark.provision("LC-8.3-removal")
def test_a_cache_that_keeps_serving_is_asked_again_and_never_called_verified(cache, order, journey):
    for _minute in range(3):
        assert verification.verify(at=journey.now()) == 0
    assert order.verified_at is None
    assert OutsideCheck.objects.filter(gone=False).count() == 3

    cache.status, at = 410, journey.now()

    assert verification.verify(at=at) == 1
    assert order.verified_at == at
    assert verification.verify(at=journey.now()) == 0
    assert OutsideCheck.objects.count() == 4


def test_pages_and_pictures_are_asked_by_every_way_by_somebody_unknown(cache, order, journey):
    cache.status = 410

    verification.verify(at=journey.now())

    asked = {(command, path) for command, path, _headers in cache.asked}
    for path in order.addresses.values():
        assert {("GET", path), ("GET", path.rstrip("/")), ("GET", f"{path}?x=1"),
                ("HEAD", path)} <= asked  # fmt: skip
    assert any(path.startswith("/media/") for _command, path in asked)
    for _command, _path, headers in cache.asked:
        assert not {"Cookie", "Authorization", "Cache-Control"} & set(headers)


@pytest.mark.parametrize("status", [200, 301, 403, 500, 503])
def test_only_404_410_and_451_mean_gone(cache, order, journey, status):
    cache.status = status

    assert verification.verify(at=journey.now()) == 0
    assert order.verified_at is None


def test_nobody_is_followed_to_another_host(cache, order, journey):
    cache.onward = "http://192.0.2.1/elsewhere"

    assert verification.verify(at=journey.now()) == 0
    assert {look["status"] for look in OutsideCheck.objects.get().results} == {302}


def test_a_portal_nobody_reaches_is_not_called_gone(settings, order, journey):
    settings.CANONICAL_ORIGIN = "http://127.0.0.1:1"

    assert verification.verify(at=journey.now()) == 0
    assert all(look["error"] for look in OutsideCheck.objects.get().results)


def test_after_an_hour_it_looks_every_ten_minutes(cache, order):
    late = order.at + timedelta(hours=2)
    verification.verify(at=late)

    for minutes, looks in ((1, 1), (9, 1), (10, 2)):
        verification.verify(at=late + timedelta(minutes=minutes))
        assert OutsideCheck.objects.count() == looks
