"""Every open case has its clock: what came round the acts, or was lost, is found in an hour."""

from datetime import datetime
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils import timezone

from deadlines.models import Clock
from incidents.actions import alarms
from incidents.actions.messages import in_every_language
from incidents.models import Case
from incidents.models.cases import CaseQuerySet


MOST: Final = 50
"""So many are told at once; the others with the next look, when these have been seen to."""


def without_clock() -> CaseQuerySet:
    """Open cases for which no term ever ran: each act that opens one starts it (LC-8.2, LC-8.3)."""
    kind = ContentType.objects.get_for_model(Case)
    clocks = Clock.objects.filter(content_type=kind, object_id=OuterRef("pk"))
    return Case.objects.open().filter(~Exists(clocks)).order_by("pk")


def reconcile(*, at: datetime) -> int:
    """Raise the alarm for each open case without a clock, once a day; returns how many there are.

    No clock is started by itself: when such a case was received is for a person to find out.
    """
    found = list(without_clock()[:MOST])
    for case in found:
        alarms.raise_alarm(
            "case_without_clock",
            facts={"reference": case.number, "url": in_every_language(case.get_absolute_url)},
            key=f"{case.pk}:{timezone.localdate(at)}",
            at=at,
        )
    return len(found)
