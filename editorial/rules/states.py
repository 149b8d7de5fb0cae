"""The states of the three machines (design in docs/editorial-machine.md)."""

from enum import StrEnum


class Machine(StrEnum):
    """Board: the text of the source language. Translation: the others. Publication: every one."""

    BOARD = "board"
    TRANSLATION = "translation"
    PUBLICATION = "publication"


class Board(StrEnum):
    """Where the source text stands with the board."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ROUTED = "routed"
    IN_REVIEW = "in_review"
    RECOMMENDED = "recommended"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Translation(StrEnum):
    """Where a translation stands."""

    MISSING = "missing"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    STALE = "stale"


class Publication(StrEnum):
    """Whether a language is before the public."""

    NEVER = "never"
    LIVE = "live"
    EXPIRED = "expired"
    TAKEN_DOWN = "taken_down"


class Action(StrEnum):
    """Every act on a submission; the names are those of buttons, audit and tests."""

    CREATE = "create"
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ROUTE = "route"
    CLAIM = "claim"
    RELEASE = "release"
    EDIT = "edit"
    RECOMMEND = "recommend"
    REQUEST_CHANGES = "request_changes"
    REFUSE = "refuse"
    APPROVE = "approve"
    TRANSLATE = "translate"
    SUBMIT_TRANSLATION = "submit_translation"
    RETURN_TRANSLATION = "return_translation"
    APPROVE_TRANSLATION = "approve_translation"
    MARK_STALE = "mark_stale"
    PUBLISH = "publish"
    TAKE_DOWN = "take_down"
    RESTORE = "restore"


OPEN_BOARD = frozenset(
    {
        Board.SUBMITTED, Board.ROUTED, Board.IN_REVIEW, Board.RECOMMENDED,
        Board.CHANGES_REQUESTED,
    }
)  # fmt: skip
