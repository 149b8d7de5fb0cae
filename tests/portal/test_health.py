"""What a watcher outside is told: alive, ready, or which part is not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from deadlines import actions
from deadlines.models import Clock, SweepRun
from deadlines.rules.rulebook import ANSWER_AUTHORITY
from notifications.actions import queue
from portal.views import health
from tests.factories.accounts import AgencyFactory


pytestmark = pytest.mark.django_db


def tick(at: datetime) -> None:
    SweepRun.objects.create(at=at, subject="incidents.case", scanned=0, fired=0)


def test_a_living_process_says_so(client):
    assert client.get("/healthz").json() == {"ready": True, "process": "ok"}


def test_ready_when_database_migrations_and_clock_are(client):
    tick(timezone.now())

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "clock": "ok",
        "reminders": "ok",
        "messages": "ok",
        "set_aside": "ok",
        "ledger": "ok",
    }


def test_a_clock_that_never_ticked_is_named(client):
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["clock"] == "has not ticked yet"


def test_a_clock_that_stopped_two_minutes_ago_is_named(client, settings):
    tick(timezone.now() - timedelta(seconds=settings.CLOCK_LATE_AFTER + 5))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "last tick" in answer.json()["clock"]


def test_the_mark_left_last_decides_after_the_clock_was_set_back(client):
    tick(timezone.now())
    tick(timezone.now() + timedelta(hours=3))

    assert "ahead" in client.get("/readyz").json()["clock"]


def test_sweeps_of_another_kind_prove_nothing(client):
    SweepRun.objects.create(at=timezone.now(), subject="accounts.agency", scanned=0, fired=0)

    assert client.get("/readyz").json()["clock"] == "has not ticked yet"


@pytest.mark.parametrize(("waited", "ready"), [(100, True), (150, False)])
def test_a_reminder_that_waits_for_two_minutes_is_named(client, waited, ready):
    tick(timezone.now())
    waiting(seconds=waited)

    answer = client.get("/readyz").json()

    assert (answer["reminders"] == "ok") is ready
    assert answer["ready"] is ready


def test_a_clock_set_aside_is_named_and_its_reminders_no_longer_are(client):
    tick(timezone.now())
    clock = waiting(seconds=600)
    Clock.objects.filter(pk=clock.pk).update(quarantined_at=timezone.now())

    answer = client.get("/readyz").json()

    assert (answer["set_aside"], answer["reminders"]) == ("1 clocks", "ok")


@pytest.mark.parametrize(("minutes", "state"), [(4, "ok"), (6, "one waits for 360 s")])
def test_a_message_that_waits_for_five_minutes_is_named(client, minutes, state):
    tick(timezone.now())
    queued = timezone.now() - timedelta(minutes=minutes)
    facts = {"reference": "SV-1", "title": "x", "url": "/vi/"}
    queue("case_received", to="reader@example.invalid", at=queued, key="one", context=facts)

    assert client.get("/readyz").json()["messages"] == state


def waiting(*, seconds: int) -> Clock:
    """A clock whose first reminder should have been told so long ago."""
    moment = timezone.now() - timedelta(seconds=seconds)
    return actions.start(AgencyFactory(), ANSWER_AUTHORITY, received_at=moment, at=moment)


def test_a_silent_database_is_named_and_nothing_else_is_asked(client, monkeypatch):
    def broken():
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", broken)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "does not answer"}


def test_the_health_pages_are_never_kept_by_a_cache(client):
    for address in ("/healthz", "/readyz"):
        assert client.get(address).headers["Cache-Control"] == "no-store"


def test_the_clocks_list_is_the_beats_list():
    from portal import clockwork
    from portal.celery import app

    app.loader.import_default_modules()
    schedule = clockwork.beat_schedule()

    assert {entry["task"] for entry in schedule.values()} <= set(app.tasks)
    assert app.conf.beat_schedule == schedule


def test_each_job_comes_due_after_its_interval_and_after_a_clock_set_back():
    from portal import clockwork

    noon = datetime(2026, 11, 23, 5, tzinfo=UTC)
    clock = clockwork.Clock()
    assert clock.due(at=noon) == list(clockwork.JOBS)
    for job in clockwork.JOBS:
        clock.ran(job, at=noon)

    assert clock.due(at=noon + timedelta(seconds=1)) == []
    assert clock.due(at=noon + timedelta(hours=1)) == [
        job for job in clockwork.JOBS if job.every <= timedelta(hours=1)
    ]
    assert clock.due(at=noon + timedelta(days=1)) == list(clockwork.JOBS)
    assert clock.due(at=noon - timedelta(hours=1)) == list(clockwork.JOBS)
