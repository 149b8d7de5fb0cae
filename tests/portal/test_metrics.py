"""What graphs are drawn from, and that nobody else reads it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from deadlines.models import Clock, SweepRun
from portal import pulse
from tests.factories.deadlines import running


pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-the-watchers"


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = TOKEN


def figures(client) -> dict[str, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def tick(ago: timedelta = timedelta(0)) -> None:
    SweepRun.objects.create(at=timezone.now() - ago, subject="incidents.case", scanned=0, fired=0)


@pytest.mark.parametrize("held", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", "ờ"])
def test_without_the_token_there_is_no_such_page(client, held):
    assert client.get("/metrics", headers={"Authorization": held}).status_code == 404


def test_without_a_token_in_the_settings_nobody_holds_it(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_clock_that_runs_is_1_and_one_that_stopped_is_0(client):
    assert figures(client)["portal_clock_running"] == 0
    tick(timedelta(minutes=3))
    assert figures(client)["portal_clock_running"] == 0
    tick()

    told = figures(client)

    assert told["portal_clock_running"] == 1
    assert told["portal_clock_last_sweep_age_seconds"] < 60
    assert told["portal_outbox_oldest_seconds"] == 0


def test_clocks_are_counted_by_provision(client):
    tick()
    first, _ = running(timezone.now() - timedelta(days=30)), running(timezone.now())
    Clock.objects.filter(pk=first.pk).update(quarantined_at=timezone.now())

    told = figures(client)

    assert told['portal_clock_open{provision="LC-8.2"}'] == 2
    assert told['portal_clock_overdue{provision="LC-8.2"}'] == 1
    assert told['portal_clock_quarantined{provision="LC-8.2"}'] == 1


def test_reminders_that_wait_stop_the_figure_although_somebody_looks(client):
    tick()
    running(timezone.now() - timedelta(days=30))

    told = figures(client)

    assert told["portal_clock_running"] == 0
    assert told["portal_clock_oldest_pending_rung_seconds"] > 3600


def test_without_a_database_the_clock_does_not_run(client, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(pulse, "take", broken)

    assert figures(client) == {"portal_clock_running": 0}


def test_two_answers_share_nothing(client):
    tick()
    assert figures(client).keys() == figures(client).keys()
