"""What time sets going, composed from the apps below: one list, two drivers.

Celery's beat and the plain loop of `manage.py clock` run the same actions. Each is safe to run
twice, and by any number of drivers at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import accounts.actions
import deadlines.actions.notices
import incidents.actions
import incidents.actions.alarms
import incidents.actions.reconciling
import incidents.actions.recounts
import incidents.actions.reminders
import incidents.actions.roster
import incidents.actions.verification
import notifications.actions
from portal import ledger


RETRY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Job:
    """An action of the clock: how often, and the Celery task that does the same.

    One that runs for longer than `patience` is wedged: the plain loop ends, to be started anew.
    """

    name: str
    every: timedelta
    run: Callable[..., Any]
    task: str
    patience: timedelta = timedelta(minutes=30)


JOBS: tuple[Job, ...] = (
    # Hides before everything else, in catch-up as well: an authority's time does not wait.
    Job(
        "hide what is due", timedelta(seconds=15), incidents.actions.reminders.hide_due,
        "incidents.tasks.hide_due", patience=timedelta(minutes=5),
    ),
    Job(
        "remind of due cases", timedelta(seconds=15), incidents.actions.remind,
        "incidents.tasks.remind", patience=timedelta(minutes=5),
    ),
    Job(
        "deliver messages", timedelta(seconds=10), notifications.actions.deliver,
        "notifications.tasks.deliver",
    ),
    Job(
        "deliver urgent messages", timedelta(seconds=10), notifications.actions.deliver_urgent,
        "notifications.tasks.deliver_urgent",
    ),
    Job(
        "warn of lost messages", timedelta(minutes=10),
        incidents.actions.alarms.warn_of_lost_messages, "incidents.tasks.warn_of_lost_messages",
    ),
    Job(
        "warn of gaps on duty", timedelta(minutes=30), incidents.actions.roster.warn_of_gaps,
        "incidents.tasks.warn_of_gaps",
    ),
    Job(
        "recount terms", timedelta(seconds=30), incidents.actions.recounts.recount,
        "incidents.tasks.recount",
    ),
    Job(
        "check due times", timedelta(days=1), incidents.actions.recounts.check_dues,
        "incidents.tasks.check_dues",
    ),
    Job(
        "find cases without a clock", timedelta(hours=1),
        incidents.actions.reconciling.reconcile, "incidents.tasks.reconcile",
    ),
    Job(
        "warn of a missing calendar", timedelta(hours=6),
        deadlines.actions.notices.warn_of_missing, "deadlines.tasks.warn_of_missing",
    ),
    Job(
        "watch the takedown ledger", timedelta(seconds=60), ledger.watch,
        "portal.tasks.watch_ledger",
    ),
    Job(
        "verify takedowns", timedelta(minutes=1), incidents.actions.verification.verify,
        "incidents.tasks.verify_takedowns",
    ),
    Job(
        "refresh rights", timedelta(minutes=15), accounts.actions.refresh_everyone,
        "accounts.tasks.refresh_everyone",
    ),
)  # fmt: skip


class Clock:
    """Remembers when each job ran last, and runs those that are due."""

    def __init__(self, jobs: Sequence[Job] = JOBS) -> None:
        self._jobs = jobs
        self._last: dict[str, datetime] = {}

    def due(self, *, at: datetime) -> list[Job]:
        """Jobs whose time has come; one that never ran is due at once."""
        return [
            job
            for job in self._jobs
            if (last := self._last.get(job.name)) is None or at - last >= job.every or at < last
        ]

    def ran(self, job: Job, *, at: datetime) -> None:
        self._last[job.name] = at

    def failed(self, job: Job, *, at: datetime) -> None:
        """What is done once a day is not put off to tomorrow because the database was away."""
        self._last[job.name] = at - max(job.every - RETRY, timedelta())


def beat_schedule() -> dict[str, dict[str, Any]]:
    """The same list for Celery's beat; a tick that waits longer than its interval expires."""
    return {
        job.name: {
            "task": job.task,
            "schedule": job.every.total_seconds(),
            "options": {"expires": max(5, job.every.total_seconds() - 1)},
        }
        for job in JOBS
    }
