"""Two drivers of time, for real: the plain loop, and Celery's worker and beat over Redis."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from portal.clockwork import JOBS, Clock, Job, beat_schedule
from portal.management.commands import clock
from portal.settings import base


ROOT = Path(__file__).parents[2]


@pytest.fixture
def installation(tmp_path):
    """A portal of its own, with a message waiting: its database, files and mail lie in tmp_path."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.base",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "VAR_DIR": str(tmp_path),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("REDIS_URL", None)
    manage(environment, "migrate", "-v0")
    queue = (
        "from django.utils import timezone\n"
        "from notifications.actions import queue\n"
        "queue('case_received', to='reader@example.invalid', at=timezone.now(), key='one',\n"
        "      context={'reference': 'SV-1', 'title': 'x', 'url': '/vi/'})\n"
    )
    manage(environment, "shell", "-c", queue)
    return environment, tmp_path


def manage(environment: dict, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        timeout=120,
    )


@contextmanager
def running(environment: dict, *command: str):
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


def within(seconds: float, condition) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.2)
    return False


def sent(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=10)) as database:
        (count,) = database.execute(
            "SELECT count(*) FROM notifications_message WHERE sent_at IS NOT NULL"
        ).fetchone()
    return count


def test_no_task_waits_inside_the_broker():
    """What Redis holds back for later is lost with it, or done twice: rows of the database wait."""
    sources = [p for app in sorted(ROOT.glob("*/apps.py")) for p in app.parent.rglob("*.py")]
    waiting = re.compile(r"\b(eta|countdown)\s*=|\.retry\(")

    assert len(sources) > 100
    assert [str(p) for p in sources if waiting.search(p.read_text(encoding="utf-8"))] == []


def test_the_sweep_has_a_queue_of_its_own_which_every_worker_serves():
    assert set(base.CELERY_TASK_QUEUES) == {"deadlines", "celery"}
    assert base.CELERY_TASK_ROUTES["incidents.tasks.remind"] == {"queue": "deadlines"}
    assert "--queues deadlines,celery" in (ROOT / "deploy" / "entrypoint.sh").read_text()


def test_a_tick_that_nobody_took_in_time_is_dropped_and_none_outlives_its_visibility():
    visible = base.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]

    assert visible == 300
    assert visible > base.CELERY_TASK_TIME_LIMIT > base.CELERY_TASK_SOFT_TIME_LIMIT
    for job, entry in zip(JOBS, beat_schedule().values(), strict=True):
        assert entry["options"]["expires"] < job.every.total_seconds()


class _Job:
    """A job that hangs until it is let go."""

    def __init__(self) -> None:
        self.let_go, self.runs = threading.Event(), 0

    def __call__(self, *, at: datetime) -> None:
        self.runs += 1
        self.let_go.wait(10)


def test_a_job_that_hangs_is_not_begun_again_and_is_found_out(monkeypatch):
    hangs = _Job()
    monkeypatch.setattr(clock.moment, "now", timezone.now)
    hand = clock.Hand(Job("hang", timedelta(seconds=1), hangs, "", patience=timedelta(0)))
    hand.start()

    hand.tell()
    hand.tell()

    assert within(5, lambda: hangs.runs == 1)
    assert hand.is_wedged()
    hangs.let_go.set()
    assert within(5, lambda: hand.busy_since is None)
    assert not hand.is_wedged()
    assert (hangs.runs, hand.failed) == (1, False)


def test_what_failed_is_tried_again_within_a_minute_however_seldom_it_runs():
    noon = datetime(2026, 11, 23, 5, tzinfo=UTC)
    daily, often = (Job("x", every, print, "") for every in (timedelta(1), timedelta(seconds=15)))
    for job, again in ((daily, timedelta(minutes=1)), (often, timedelta(seconds=15))):
        kept = Clock([job])
        kept.ran(job, at=noon)
        kept.failed(job, at=noon)

        assert kept.due(at=noon + again - timedelta(seconds=1)) == []
        assert kept.due(at=noon + again) == [job]


def ticked(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=10)) as database:
        (count,) = database.execute("SELECT count(*) FROM deadlines_sweeprun").fetchone()
    return count > 0


def test_the_plain_loop_delivers_and_ticks_and_stops_when_told(installation):
    environment, folder = installation

    with running(environment, "manage.py", "clock") as loop:
        assert within(40, lambda: sent(folder) == 1)
        assert within(20, lambda: ticked(folder))
        loop.send_signal(signal.SIGTERM)
        assert loop.wait(timeout=15) == 0

    assert len(list((folder / "mail").iterdir())) == 1


@pytest.mark.redis
def test_the_worker_and_the_beat_do_the_same_over_redis(installation, redis_url):
    environment, folder = installation
    environment["REDIS_URL"] = redis_url
    beat = ("--scheduler", "celery.beat.PersistentScheduler", "-s", str(folder / "beat"))

    with running(environment, "-m", "celery", "-A", "portal", "worker", "-B", *beat, "-c", "1"):
        assert within(60, lambda: sent(folder) == 1)
        assert within(30, lambda: ticked(folder))
