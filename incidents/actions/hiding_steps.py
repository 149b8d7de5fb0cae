"""Writing down the steps of an automatic hiding, and telling people where one is held back.

Private to `incidents.actions`.
"""

from datetime import datetime
from typing import Any

from accounts.models import User
from deadlines.models import Clock
from incidents.actions import alarms, messages
from incidents.models import Case, HidingStep
from incidents.rules.hiding import Step
from sections.models import Hiding


def happened(clock: Clock, step: Step) -> bool:
    """Whether a clock has come to a step before."""
    return HidingStep.objects.filter(clock=clock, step=step.value).exists()


def once(clock: Clock, case: Case, step: Step, *, alarm: bool = False, at: datetime) -> bool:
    """Write a step down the first time; with an `alarm` for what people now have to see to."""
    if happened(clock, step):
        return False
    write(step, case=case, clock=clock, provision=clock.provision, at=at)
    if alarm:
        raise_alarm(step, case, key=str(clock.pk), provision=clock.provision, at=at)
    return True


def hidden(clock: Clock, case: Case, row: Hiding, *, by: User | None, at: datetime) -> bool:
    """Write down that a case hides an article, whichever case hid it first; False if it stood."""
    known = HidingStep.objects.of_case(case).of_kind(Step.HIDDEN).filter(hiding=row)
    if known.exists():
        return False
    write(
        Step.HIDDEN, case=case, clock=clock, hiding=row, article=row.article,
        provision=clock.provision, by=by, at=at,
    )  # fmt: skip
    return True


def write(step: Step, *, at: datetime, by: User | None = None, **values: Any) -> HidingStep:
    """One more row of the story."""
    return HidingStep.objects.create(
        step=step.value, at=at, by=by, by_name=str(by) if by else "", **values
    )


def raise_alarm(step: Step, case: Case, *, key: str, provision: str, at: datetime) -> None:
    """The clock could not do its part: people have to, before the time is up."""
    alarms.raise_alarm(
        f"hiding_{step}",
        facts={
            "reference": case.number,
            "provision": provision,
            "url": messages.in_every_language(case.get_absolute_url),
        },
        key=key,
        at=at,
    )
