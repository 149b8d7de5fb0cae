"""Lives inside the processes under test: dies at a chosen point, and runs at the tests' pace.

A point is where something was done and the next thing was not. A test lays a trap, a file named
after the point; the first process that comes by takes it and is killed there, by a real SIGKILL.
"""

import os
import signal
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.signals import connection_created


TRAPS = os.environ.get("FAULTS_TRAPS", "")
ROLE = os.environ.get("FAULTS_ROLE", "")
PACE = float(os.environ.get("FAULTS_PACE", "1"))
HOST_CLOCK = float(os.environ.get("FAULTS_HOST_CLOCK", "0"))
OFTEN, SOONEST = timedelta(minutes=1), timedelta(seconds=0.7)
POINTS = ("after_select", "after_insert", "before_commit", "after_commit")


class Injection(AppConfig):
    name = "tests.faults"
    label = "faults"
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        if HOST_CLOCK:
            _shift_the_clock_of_this_host()
        if PACE != 1:
            _hurry()
        if TRAPS:
            connection_created.connect(_watch, weak=False)
            _watch_commits()


def hit(point: str) -> None:
    """Die here, if a trap was laid for this point; exactly one process takes it."""
    for name in (point, f"{point}@{ROLE}"):
        trap = Path(TRAPS, name)
        with suppress(FileNotFoundError):
            how = trap.read_text()
            trap.rename(trap.with_name(f"taken-{name}-{os.getpid()}"))
            _die(how)


def _die(how: str) -> None:
    if how == "group":
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGSTOP if how == "freeze" else signal.SIGKILL)


def _watch(connection: DatabaseWrapper, **_others: Any) -> None:
    connection.swept = False
    if _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    text = str(sql)
    if "FOR UPDATE" in text and '"deadlines_clock"."next_fire_at" <=' in text:
        hit("after_select")
    if text.startswith('UPDATE "deadlines_clockrung"'):
        context["connection"].swept = True
    if context["connection"].swept and text.startswith('INSERT INTO "notifications_message"'):
        hit("after_insert")
    return result


def _watch_commits() -> None:
    commit = DatabaseWrapper._commit

    def watched(self: DatabaseWrapper) -> Any:
        swept, self.swept = getattr(self, "swept", False), False
        if swept:
            hit("before_commit")
        result = commit(self)
        if swept:
            hit("after_commit")
        return result

    DatabaseWrapper._commit = watched


def _hurry() -> None:
    """Jobs come round as much oftener as the tests' clock runs faster."""
    from portal import clockwork

    clockwork.JOBS = tuple(
        replace(job, every=max(SOONEST, job.every / PACE)) if job.every <= OFTEN else job
        for job in clockwork.JOBS
    )
    clockwork.Clock.__init__.__defaults__ = (clockwork.JOBS,)
    from portal.management.commands import clock

    clock.TICK_SECONDS = 0.2


def _shift_the_clock_of_this_host() -> None:
    """This process alone believes that it is another day."""
    from datetime import UTC, datetime

    import time_machine

    time_machine.travel(datetime.now(tz=UTC) + timedelta(seconds=HOST_CLOCK), tick=True).start()
