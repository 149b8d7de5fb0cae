"""`manage.py clock`: the clock of the portal as a plain loop, without a broker."""

import logging
import os
import signal
import threading
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections, connection

from kernel import moment
from portal.clockwork import JOBS, Clock, Job


logger = logging.getLogger(__name__)
TICK_SECONDS = 2
GRACE_SECONDS = 10
SELDOM = timedelta(minutes=1)
WEDGED = 70  # the exit code by which a supervisor knows to start it again


class Hand(threading.Thread):
    """Does one job whenever it is told to: a mail server that hangs holds up no reminder."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=job.name, daemon=True)
        self.job = job
        self.busy_since: float | None = None
        self.failed = False
        self._told = threading.Event()

    def tell(self) -> None:
        """Begin, unless it is still at it."""
        if self.busy_since is None:
            self.busy_since = time.monotonic()
            self._told.set()

    def is_wedged(self) -> bool:
        since = self.busy_since
        return since is not None and time.monotonic() - since > self.job.patience.total_seconds()

    def run(self) -> None:
        while True:
            self._told.wait()
            self._told.clear()
            self.failed = not do(self.job)
            if self.job.every >= SELDOM:
                connection.close()
            self.busy_since = None


def do(job: Job) -> bool:
    """Whether it was done; what fails is logged and tried again soon, and the others go on."""
    try:
        close_old_connections()
        job.run(at=moment.now())
    except Exception:
        logger.exception("the clock could not %s", job.name)
        return False
    return True


class Command(BaseCommand):
    """Runs what is due until it is told to stop; any number may run side by side."""

    help = "Run the portal's clock: reminders, messages, rights that begin and end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            for job in JOBS:
                do(job)
            return
        stopped = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        hands = {job.name: Hand(job) for job in JOBS}
        for hand in hands.values():
            hand.start()
        clock = Clock()
        while not stopped.is_set():
            self._tick(clock, hands)
            stopped.wait(TICK_SECONDS)
        _wait_for(hands)

    def _tick(self, clock: Clock, hands: dict[str, Hand]) -> None:
        """Whatever is due is begun; nothing is while there is no database to ask for the time."""
        for hand in hands.values():
            if hand.is_wedged():
                logger.critical("the clock has hung in %s; it ends", hand.name)
                os._exit(WEDGED)
        try:
            close_old_connections()
            at = moment.now()
        except Error:
            logger.exception("the clock cannot read the time")
            return
        for hand in hands.values():
            if hand.failed:
                hand.failed = False
                clock.failed(hand.job, at=at)
        for job in clock.due(at=at):
            clock.ran(job, at=at)
            hands[job.name].tell()


def _wait_for(hands: dict[str, Hand]) -> None:
    """Let what was begun come to its end, though not for ever."""
    until = time.monotonic() + GRACE_SECONDS
    while any(hand.busy_since for hand in hands.values()) and time.monotonic() < until:
        time.sleep(0.1)
