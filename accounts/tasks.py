"""Doors for the clock."""

from celery import shared_task

from accounts import actions
from kernel import moment


@shared_task
def refresh_everyone() -> None:
    actions.refresh_everyone(at=moment.now())
