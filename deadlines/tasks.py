"""The door for the scheduler."""

from celery import shared_task

from deadlines import queries
from deadlines.actions import notices


@shared_task(ignore_result=True)
def warn_of_missing() -> None:
    notices.warn_of_missing(at=queries.now())
