"""`manage.py clock`: the clock of the portal as a plain loop, without a broker."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from kernel import moment
from portal.clockwork import Clock, Job


logger = logging.getLogger(__name__)
TICK_SECONDS = 2


class Command(BaseCommand):
    """Runs what is due until it is told to stop; any number may run side by side."""

    help = "Run the portal's clock: reminders, messages, rights that begin and end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        self._stopped = threading.Event()
        clock = Clock()
        if options["once"]:
            self._tick(clock)
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self._stopped.set())
        while not self._stopped.is_set():
            self._tick(clock)
            self._stopped.wait(TICK_SECONDS)

    def _tick(self, clock: Clock) -> None:
        """A failing job is logged and tried again at its next time; the others go on."""
        for job in self._due(clock):
            close_old_connections()
            try:
                at = moment.now()
                clock.ran(job, at=at)
                job.run(at=at)
            except Exception:
                logger.exception("the clock could not %s", job.name)

    def _due(self, clock: Clock) -> list[Job]:
        """By the database's clock; nothing is due while there is no database to ask."""
        close_old_connections()
        try:
            return clock.due(at=moment.now())
        except DatabaseError:
            logger.exception("the clock cannot read the time")
            return []
