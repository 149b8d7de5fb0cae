"""The door for the scheduler."""

from celery import shared_task

from deadlines import queries as deadlines
from portal import ledger


@shared_task(ignore_result=True)
def watch_ledger() -> None:
    ledger.watch(at=deadlines.now())
