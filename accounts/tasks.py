"""Doors for the clock."""

from celery import shared_task
from django.utils import timezone

from accounts import actions


@shared_task
def refresh_everyone() -> None:
    actions.refresh_everyone(at=timezone.now())
