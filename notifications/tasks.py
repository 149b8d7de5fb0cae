"""The door for the scheduler."""

from celery import shared_task

from kernel import moment
from notifications import actions


@shared_task(ignore_result=True)
def deliver() -> None:
    actions.deliver(at=moment.now())


@shared_task(ignore_result=True)
def deliver_urgent() -> None:
    actions.deliver_urgent(at=moment.now())
