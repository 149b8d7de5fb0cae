"""The door for the scheduler."""

from celery import shared_task
from django.utils import timezone

from incidents import actions


@shared_task(ignore_result=True)
def remind() -> None:
    actions.remind(at=timezone.now())
