"""Figures for graphs and alarms, in the text format of Prometheus, for whoever holds the token."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from deadlines import queries as deadlines
from portal import pulse
from portal.pulse import Pulse
from portal.views import health


NEVER = float("inf")


def metrics(request: HttpRequest) -> HttpResponse:
    """Nothing is here for those who do not hold `METRICS_TOKEN`, or while there is none."""
    held = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not _same(held, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Figures())
    answer = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


class _Figures(Collector):
    """Asked anew for every answer; without a database the clock does not run, and that is told."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = pulse.take()
            load = deadlines.load(at=found.at)
        except Error:
            yield _gauge("portal_clock_running", "1 while the clock does its work.", 0)
            return
        parts = health.standing(found)
        runs = parts["clock"] == parts["reminders"] == "ok"
        yield _gauge("portal_clock_running", "1 while the clock does its work.", runs)
        yield from _ages(found)
        yield from _counts(load)


def _ages(found: Pulse) -> Iterator[GaugeMetricFamily]:
    age = found.sweep_age
    yield _gauge(
        "portal_clock_last_sweep_age_seconds",
        "Since clocks were looked at; negative if the clock was set back, infinite if never.",
        NEVER if age is None else age.total_seconds(),
    )
    yield _gauge(
        "portal_clock_oldest_pending_rung_seconds",
        "How long the oldest reminder that is due has waited.",
        found.reminder_age.total_seconds(),
    )
    yield _gauge(
        "portal_outbox_oldest_seconds",
        "How long the oldest message that is due has waited.",
        found.message_age.total_seconds(),
    )


def _counts(load: list[deadlines.Load]) -> Iterator[GaugeMetricFamily]:
    names = {
        "open": "Clocks that are neither met nor cancelled.",
        "overdue": "Open clocks past their due time.",
        "quarantined": "Open clocks set aside after five failures.",
    }
    for name, words in names.items():
        family = GaugeMetricFamily(f"portal_clock_{name}", words, labels=["provision"])
        for row in load:
            family.add_metric([row.provision], getattr(row, name))
        yield family


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=float(value))
