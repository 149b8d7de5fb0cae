"""The door for the scheduler."""

from celery import shared_task

from deadlines import queries as deadlines
from incidents import actions
from incidents.actions import alarms, reconciling, recounts, reminders, roster, verification


@shared_task(ignore_result=True)
def remind() -> None:
    actions.remind(at=deadlines.now())


@shared_task(ignore_result=True)
def recount() -> None:
    recounts.recount(at=deadlines.now())


@shared_task(ignore_result=True)
def check_dues() -> None:
    recounts.check_dues(at=deadlines.now())


@shared_task(ignore_result=True)
def hide_due() -> None:
    reminders.hide_due(at=deadlines.now())


@shared_task(ignore_result=True)
def verify_takedowns() -> None:
    verification.verify(at=deadlines.now())


@shared_task(ignore_result=True)
def warn_of_gaps() -> None:
    roster.warn_of_gaps(at=deadlines.now())


@shared_task(ignore_result=True)
def warn_of_lost_messages() -> None:
    alarms.warn_of_lost_messages(at=deadlines.now())


@shared_task(ignore_result=True)
def reconcile() -> None:
    reconciling.reconcile(at=deadlines.now())
