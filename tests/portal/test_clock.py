"""Two drivers of time, for real: the plain loop, and Celery's worker and beat over Redis."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest


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
