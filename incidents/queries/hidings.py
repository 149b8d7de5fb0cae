"""Automatic hiding as pages tell it: how one case stands, and the report of a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deadlines.models import Clock
from incidents.models import Case, HidingBreaker, HidingStep
from incidents.models.hidings import STEP_LABELS
from incidents.queries import articles
from incidents.rules import duties, hiding
from incidents.rules.hiding import Step
from sections.models import Hiding, HidingEnd, HidingOutcome


END_LABELS = {
    HidingOutcome.RELEASED.value: _("Released by two people"),
    HidingOutcome.CONFIRMED.value: _("Confirmed: taken down"),
    HidingOutcome.REPLAYED.value: _("Ended before a backup was restored"),
}
TONES = {
    Step.HIDDEN.value: "danger",
    Step.SUSPENDED.value: "warning",
    Step.TRIPPED.value: "danger",
    Step.HELD_BY_CLOCK.value: "danger",
    Step.HELD_BY_BREAKER.value: "danger",
    Step.NOTHING_TO_HIDE.value: "warning",
    Step.VERIFIED.value: "success",
    Step.UNVERIFIED.value: "danger",
    Step.LIFTED.value: "success",
    HidingOutcome.RELEASED.value: "success",
}
_HELD = frozenset({Step.HELD_BY_CLOCK.value, Step.HELD_BY_BREAKER.value})


@dataclass(frozen=True, slots=True)
class Hidden:
    """An article that a case keeps from the public, or kept."""

    hiding: Hiding
    end: HidingEnd | None
    titles: list[tuple[str, str, str]]
    asked: HidingStep | None  # that it be released, and by nobody confirmed yet
    verified_at: datetime | None

    @property
    def ended_as(self) -> str:
        return str(END_LABELS[self.end.outcome]) if self.end else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the automatic hiding of a case stands."""

    due: datetime | None  # when the clock hides it, if nobody decides before
    suspended: HidingStep | None
    held: HidingStep | None
    hidden: list[Hidden]

    @property
    def undecided(self) -> list[Hidden]:
        return [one for one in self.hidden if one.end is None]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report."""

    at: datetime
    case: Case | None
    provision: str
    article: str
    what: str
    tone: str
    who: str
    reason: str


def standing(case: Case) -> Standing | None:
    """None for a case that no authority's time runs for, and never did."""
    if case.authority_id is None:
        return None
    demands = list(Clock.objects.of(case).filter(provision__in=duties.ON_DEMAND).order_by("-pk"))
    if not demands:
        return None
    steps = list(HidingStep.objects.of_case(case).select_related("hiding__article", "hiding__end"))
    # Each demand is suspended by itself: one that is made anew is hidden unless it is, too.
    stopped = {one.clock_id: one for one in steps if one.step == Step.SUSPENDED}
    waiting = [clock for clock in demands if clock.is_open and clock.pk not in stopped]
    concerned = {clock.pk for clock in waiting}
    held = [one for one in steps if one.step in _HELD and one.clock_id in concerned]
    latest = next((clock for clock in demands if clock.is_open), demands[0])
    return Standing(
        due=min((_hidden_at(clock) for clock in waiting), default=None),
        suspended=None if waiting else stopped.get(latest.pk),
        held=held[0] if held else None,
        hidden=list(_hidden(steps)),
    )


def _hidden_at(clock: Clock) -> datetime:
    return hiding.hidden_at(clock.provision, clock.started_at)


def report(year: int) -> list[Row]:
    """Every step of every automatic hiding of a year, and how each ended; the latest first."""
    span = (_first(year), _first(year + 1))
    steps = HidingStep.objects.filter(at__gte=span[0], at__lt=span[1])
    ends = HidingEnd.objects.filter(at__gte=span[0], at__lt=span[1], hiding__case_ref__isnull=False)
    rows = [_of_step(step) for step in steps.select_related("case", "article")]
    found = list(ends.select_related("hiding__article"))
    cases = Case.objects.in_bulk({end.hiding.case_ref for end in found})
    rows += [_of_end(end, cases.get(end.hiding.case_ref or 0)) for end in found]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def years() -> list[int]:
    """The years that have something to report, the latest first."""
    found = HidingStep.objects.datetimes("at", "year", order="DESC")
    return [moment.year for moment in found]


def tripped_at() -> datetime | None:
    """Since when the breaker holds automatic hiding back; None while it does not."""
    row = HidingBreaker.objects.filter(tripped_at__isnull=False).first()
    return row.tripped_at if row else None


def unverified() -> Sequence[Hiding]:
    """What stands hidden and nobody has yet found gone from outside."""
    found = Hiding.objects.standing().exclude(steps__step=Step.VERIFIED.value)
    return list(found.select_related("article").order_by("at"))


def _hidden(steps: Sequence[HidingStep]) -> Iterator[Hidden]:
    for step in steps:
        row = step.hiding
        if step.step != Step.HIDDEN or row is None:
            continue
        about = [one for one in steps if one.hiding_id == row.pk]
        end = getattr(row, "end", None)
        asked = next((one for one in about if one.step == Step.RELEASE_ASKED), None)
        verified = next((one.at for one in about if one.step == Step.VERIFIED), None)
        yield Hidden(row, end, articles.titles(row.article), None if end else asked, verified)


def _of_step(step: HidingStep) -> Row:
    return Row(
        at=step.at,
        case=step.case,
        provision=step.provision,
        article=step.article.code if step.article else "",
        what=str(STEP_LABELS[step.step]),
        tone=TONES.get(step.step, "neutral"),
        who=step.by_name,
        reason=step.reason,
    )


def _of_end(end: HidingEnd, case: Case | None) -> Row:
    people = [name for name in (end.asked_by_name, end.by_name) if name]
    return Row(
        at=end.at,
        case=case,
        provision=end.hiding.provision,
        article=end.hiding.article.code,
        what=str(END_LABELS[end.outcome]),
        tone=TONES.get(end.outcome, "neutral"),
        who=", ".join(people),
        reason=end.reason,
    )


def _first(year: int) -> datetime:
    """Its first moment, at Lào Cai's time."""
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time.min))


def facts_of(row: Row) -> list[Any]:
    """A line of the report for a spreadsheet."""
    number = row.case.number if row.case else ""
    moment = timezone.localtime(row.at).isoformat(sep=" ", timespec="seconds")
    return [moment, number, row.provision, row.article, row.what, row.who, row.reason]
