"""The words for every code of the calendar: the one place where codes become sentences."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy as lazy, pgettext_lazy

from deadlines.models import NoticeState
from deadlines.rules.holidays import Holiday, recognise
from deadlines.rules.notices import Fault, Issue
from deadlines.rules.recount import Outcome
from deadlines.rules.year import Certainty, Mark
from kernel.verdict import Conflict, NotAllowed, NotReady


Words = Mapping[str, Any]

MARKS: Final[Words] = {
    Mark.WORKING: lazy("working day"),
    Mark.WEEKEND: lazy("no working day"),
    Mark.OFF: lazy("day off"),
    Mark.SWAPPED_OFF: lazy("day off, worked on another day"),
    Mark.MADE_UP: lazy("made-up working day"),
    Mark.HOURS: lazy("special hours"),
}
CERTAINTIES: Final[Words] = {
    Certainty.CONFIRMED: lazy("confirmed by a notice"),
    Certainty.LAW: lazy("by law"),
    Certainty.ESTIMATED: lazy("estimated, no notice yet"),
    Certainty.PENDING: lazy("pending: a working day until it is confirmed"),
}
# Beside the colour: a sign for what a day is, and one for how sure it is.
SIGNS: Final[Mapping[str, str]] = {
    Mark.OFF: "●",
    Mark.SWAPPED_OFF: "⇄",
    Mark.MADE_UP: "+",
    Mark.HOURS: "◐",
}
DOUBTS: Final[Mapping[str, str]] = {
    Certainty.CONFIRMED: "✓",
    Certainty.LAW: "§",
    Certainty.ESTIMATED: "~",
    Certainty.PENDING: "?",
}
STATE_TONES: Final[Mapping[str, str]] = {
    NoticeState.DRAFT: "neutral",
    NoticeState.SUBMITTED: "warning",
    NoticeState.PUBLISHED: "success",
    NoticeState.WITHDRAWN: "neutral",
}
OUTCOMES: Final[Words] = {
    Outcome.MOVED: lazy("moves"),
    Outcome.KEPT: lazy("stays; a deputy or the head decides"),
    Outcome.VOIDED: lazy("moves; the breach that was noted is void"),
    Outcome.SETTLED: lazy("stays; nothing is left to decide"),
}
OUTCOME_TONES: Final[Mapping[str, str]] = {
    Outcome.MOVED: "info",
    Outcome.KEPT: "warning",
    Outcome.VOIDED: "success",
    Outcome.SETTLED: "neutral",
}
ISSUES: Final[Words] = {
    Issue.EMPTY: lazy("The notice changes nothing: enter a day or new office hours."),
    Issue.NO_DOCUMENT: lazy("Add the scanned document, or the address where it can be read."),
    Issue.HALF_A_SWAP: lazy(
        "%(day)s is half of a swap. The day off and the day worked instead stand in one notice,"
        " each naming the other."
    ),
    Issue.MADE_UP_FOR_NOTHING: lazy(
        "%(day)s becomes a working day: name the day off it is swapped with."
    ),
    Issue.NO_HOURS_TO_KEEP: lazy(
        "%(day)s would keep the hours of a day on which nobody works: it has to stand for a"
        " working day, or have special hours."
    ),
    Issue.NO_WORKING_TIME: lazy(
        "From %(day)s on nobody would work for fourteen days: no term could be counted."
    ),
    Issue.HOURS_BEGIN_TWICE: lazy("Other office hours begin on %(day)s already."),
}
REFUSALS: Final[Words] = {
    "not_your_role": lazy("Your role does not allow this."),
    "wrong_state": lazy("The notice has moved on: this can no longer be done."),
    "not_yours": lazy("Only whoever entered the notice changes it."),
    "two_people": lazy("You entered this notice: somebody else has to approve it."),
    "reason_missing": lazy("Give a reason."),
}
HOLIDAYS: Final[Words] = {
    Holiday.NEW_YEAR: pgettext_lazy("holiday", "New Year"),
    Holiday.TET: pgettext_lazy("holiday", "Tết"),
    Holiday.HUNG_KINGS: pgettext_lazy("holiday", "Hùng Kings' Day"),
    Holiday.REUNIFICATION: pgettext_lazy("holiday", "Reunification Day"),
    Holiday.LABOUR: pgettext_lazy("holiday", "Labour Day"),
    Holiday.NATIONAL: pgettext_lazy("holiday", "National Day"),
    Holiday.CULTURE: pgettext_lazy("holiday", "Vietnamese Culture Day"),
    Holiday.SWAPPED: pgettext_lazy("holiday", "a day off worked on another day"),
}


def holiday(name: str) -> str:
    """A holiday in the language of the page; empty for a name of its own."""
    known = recognise(name)
    return str(HOLIDAYS[known]) if known is not None else ""


def fault(found: Fault) -> str:
    """What is wrong with a notice, in a sentence."""
    return str(ISSUES[found.issue]) % {"day": date_format(found.day) if found.day else ""}


def told(refusal: Exception) -> Iterator[str]:
    """Everything that stands in the way of an act, in sentences."""
    if isinstance(refusal, NotAllowed):
        yield str(REFUSALS.get(refusal.verdict.code, _("This is not allowed.")))
    elif faults := getattr(refusal, "faults", ()):
        yield from map(fault, faults)
    elif isinstance(refusal, NotReady):
        for issue in refusal.issues:
            yield str(REFUSALS.get(issue, _("Something is missing.")))
    elif isinstance(refusal, Conflict):
        yield _("Somebody else changed this meanwhile. Nothing was done; look at it again.")
