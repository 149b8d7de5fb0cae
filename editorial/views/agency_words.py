"""Where a dossier stands, as its supplier reads it: a word, a sentence, and what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy as lazy, pgettext_lazy

from accounts.models.appointments import ROLE_LABELS
from accounts.roles import BOARD, Role
from editorial.models import Submission, Transition
from editorial.rules.states import Action as A, Board, Machine, Publication, Translation
from editorial.views import wording
from kernel import languages


@dataclass(frozen=True, slots=True)
class Stand:
    """One state in words. `next_step` is empty where nothing is asked of the supplier."""

    label: Any
    tone: str
    icon: str
    sentence: Any
    next_step: Any = ""


STANDS: Final[Mapping[str, Stand]] = {
    Board.DRAFT: Stand(
        pgettext_lazy("state of a submission", "Draft"), "neutral", "edit",
        lazy("This is a draft. Nobody outside your side can see it."),
        lazy("Finish it and send it"),
    ),
    Board.SUBMITTED: Stand(
        pgettext_lazy("state of a submission", "Sent"), "info", "send",
        lazy("It has reached the editorial board. The secretary will give it to a member."),
    ),
    Board.ROUTED: Stand(
        pgettext_lazy("state of a submission", "With the board"), "info", "clock",
        lazy("It has been given to the section's members of the board and waits for its review."),
    ),
    Board.IN_REVIEW: Stand(
        pgettext_lazy("state of a submission", "In review"), "info", "eye",
        lazy("A member of the board is reading and editing it."),
    ),
    Board.RECOMMENDED: Stand(
        pgettext_lazy("state of a submission", "Recommended"), "info", "check",
        lazy("A member of the board has recommended it. The board's leaders decide next."),
    ),
    Board.CHANGES_REQUESTED: Stand(
        pgettext_lazy("state of a submission", "Changes requested"), "warning", "alert",
        lazy("The board asks you to change something before it goes on."),
        lazy("Open it, make the changes and send it again"),
    ),
    Board.APPROVED: Stand(
        pgettext_lazy("state of a submission", "Approved"), "success", "check",
        lazy("The board has approved it."),
    ),
    Board.REFUSED: Stand(
        pgettext_lazy("state of a submission", "Refused"), "danger", "close",
        lazy("The board does not publish this text."),
        lazy("Read the reason"),
    ),
    Board.WITHDRAWN: Stand(
        pgettext_lazy("state of a submission", "Withdrawn"), "neutral", "back",
        lazy("It was withdrawn by your side. The text stays in the history."),
    ),
}  # fmt: skip

_PUBLISHED = Stand(
    pgettext_lazy("state of a submission", "Published"), "success", "globe",
    lazy("Readers can see it now."),
)  # fmt: skip
_TAKEN_DOWN = Stand(
    pgettext_lazy("state of a submission", "Taken down"), "danger", "close",
    lazy("It is no longer on the public pages."),
    lazy("Read the reason"),
)  # fmt: skip


def stand(state: str, publications: Iterable[str]) -> Stand:
    """Where the original stands with the board; once approved, what readers have of it."""
    found = set(publications)
    if state != Board.APPROVED or not found & {Publication.LIVE, Publication.TAKEN_DOWN}:
        return STANDS[state]
    return _PUBLISHED if Publication.LIVE in found else _TAKEN_DOWN


# The views of the list: an address, a name, the states in it.
TABS: Final = (
    ("", lazy("All"), ()),
    ("to-change", lazy("Changes requested"), (Board.CHANGES_REQUESTED,)),
    ("drafts", lazy("Drafts"), (Board.DRAFT,)),
    (
        "with-the-board", lazy("With the board"),
        (Board.SUBMITTED, Board.ROUTED, Board.IN_REVIEW, Board.RECOMMENDED),
    ),
    ("approved", lazy("Approved"), (Board.APPROVED,)),
    ("refused", lazy("Refused"), (Board.REFUSED,)),
    ("withdrawn", lazy("Withdrawn"), (Board.WITHDRAWN,)),
)  # fmt: skip

PUBLICATIONS: Final[Mapping[str, tuple[Any, str, str]]] = {
    Publication.LIVE: (lazy("Published"), "success", "globe"),
    Publication.EXPIRED: (lazy("Expired"), "neutral", "clock"),
    Publication.TAKEN_DOWN: (lazy("Taken down"), "danger", "close"),
}
TRANSLATIONS: Final[Mapping[str, tuple[Any, str, str]]] = {
    Translation.MISSING: (lazy("Not begun"), "neutral", "dot"),
    Translation.DRAFT: (lazy("Being translated"), "info", "edit"),
    Translation.IN_REVIEW: (lazy("Translation in review"), "info", "eye"),
    Translation.APPROVED: (lazy("Translation approved"), "success", "check"),
    Translation.STALE: (lazy("Being brought up to date"), "warning", "clock"),
}

_TOLD = frozenset(
    {A.CREATE, A.SUBMIT, A.WITHDRAW, A.ROUTE, A.EDIT, A.RECOMMEND, A.REQUEST_CHANGES, A.REFUSE,
     A.APPROVE, A.PUBLISH, A.TAKE_DOWN}
)  # fmt: skip
_TONES: Final[Mapping[str, tuple[str, str]]] = {
    A.CREATE: ("neutral", "edit"), A.SUBMIT: ("info", "send"), A.WITHDRAW: ("neutral", "back"),
    A.REQUEST_CHANGES: ("warning", "alert"), A.REFUSE: ("danger", "close"),
    A.APPROVE: ("success", "check"), A.PUBLISH: ("success", "globe"),
    A.TAKE_DOWN: ("danger", "close"), A.RECOMMEND: ("info", "check"), A.EDIT: ("info", "edit"),
}  # fmt: skip


def story(submission: Submission, steps: list[Transition]) -> list[dict[str, Any]]:
    """What happened, the newest first; people of the board by their role, never by name."""
    return [_event(step) for step in reversed(steps) if step.action in _TOLD]


def _event(step: Transition) -> dict[str, Any]:
    tone, icon = _TONES.get(step.action, ("info", "dot"))
    what = str(wording.HISTORY[A(step.action)])
    if step.machine == Machine.PUBLICATION:
        what = _("%(what)s: %(language)s") % {
            "what": what,
            "language": languages.NATIVE_NAMES[step.language],
        }
    return {
        "at": step.at, "what": what, "who": who(step), "note": wording.reason(step),
        "tone": tone, "icon": icon,
    }  # fmt: skip


def who(step: Transition) -> str:
    """The highest role of the board that acted; by name only those of the supplier's own side."""
    if not step.actor_id:
        return _("the portal")
    held = {role for role in step.actor_roles.split(",") if role}
    of_board = [role for role in ROLE_LABELS if role in held & BOARD]
    if of_board and step.action not in {A.CREATE, A.SAVE, A.SUBMIT, A.WITHDRAW}:
        return str(ROLE_LABELS[Role(of_board[-1])])
    return step.actor_name
