"""The public side of a case: what whoever holds its code may see, and no more."""

from dataclasses import dataclass
from datetime import datetime

from incidents.models import Case, CaseEvent
from incidents.models.cases import STATE_LABELS
from incidents.models.records import ACTION_LABELS
from incidents.queries import words
from incidents.queries.words import Stage
from incidents.rules import codes, duties
from incidents.rules.states import Action, Kind, State
from kernel import languages


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the public history, as `components/timeline.html` shows it."""

    at: datetime
    what: str
    note: str
    note_lang: str
    tone: str


@dataclass(frozen=True, slots=True)
class PublicView:
    """A case without the names of anybody, reporter, officer or board."""

    code: str
    state: State
    state_label: str
    tone: str
    received_at: datetime
    stage: Stage | None
    steps: tuple[Step, ...]
    result: str
    answer_lang: str
    is_open: bool
    is_joined: bool = False


TONES = {
    State.RECEIVED: "info",
    State.IN_PROGRESS: "info",
    State.COMPLEX: "warning",
    State.RESOLVED: "success",
    State.REJECTED: "neutral",
    State.MERGED: "neutral",
}


def find(typed: str) -> Case | None:
    """The case of a tracking code, however it was typed."""
    code = codes.read_code(typed)
    return Case.objects.filter(tracking_code=code).first() if code else None


def public_view(case: Case, *, at: datetime) -> PublicView:
    """What its reporter sees. An authority's demand about it is nobody else's business.

    What goes on with another report shows how far that one is, and its answer; nothing else of it.
    """
    main = leading(case)
    clocks = [clock for clock in main.clocks.all() if _is_told(main, clock.provision)]
    latest = max(clocks, key=lambda clock: (clock.is_open, clock.pk), default=None)
    return PublicView(
        code=case.tracking_code,
        state=State(main.state),
        state_label=str(STATE_LABELS[main.state]),
        tone=TONES[State(main.state)],
        received_at=case.received_at,
        stage=words.stage(latest, at=at) if latest is not None else None,
        steps=tuple(
            _step(event, case) for event in case.events.told_to_the_public().order_by("seq")
        ),
        result=main.result,
        answer_lang=languages.BCP47.get(main.language, main.language),
        is_open=main.is_open,
        is_joined=main != case,
    )


def leading(case: Case) -> Case:
    """The case under which a report goes on; itself if it stands alone."""
    seen = set()
    while case.merged_into is not None and case.pk not in seen:
        seen.add(case.pk)
        case = case.merged_into
    return case


def _is_told(case: Case, provision: str) -> bool:
    return case.kind == Kind.AUTHORITY_REQUEST or provision not in duties.ON_DEMAND


def _step(event: CaseEvent, case: Case) -> Step:
    told = event.public or event.action == Action.MARK_COMPLEX
    told = told and event.note != case.result  # the answer of now stands above, by itself
    language = case.language
    return Step(
        at=event.at,
        what=str(ACTION_LABELS[event.action]),
        note=event.note if told else "",
        note_lang=languages.BCP47.get(language, language),
        tone=TONES[State(event.to_state)],
    )
