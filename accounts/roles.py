"""Roles are code, since the regulation names them; who holds one, and when, is data."""

from enum import StrEnum

from accounts.permissions import Capability as C


class Role(StrEnum):
    """A role of the regulation (LC-7.2, LC-10, LC-13)."""

    AGENCY_OFFICER = "agency_officer"
    CONTRIBUTOR = "contributor"
    SECRETARY = "secretary"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    TRANSLATION_REVIEWER = "translation_reviewer"
    DEPUTY_HEAD = "deputy_head"
    HEAD_OF_BOARD = "head_of_board"
    ADMINISTRATOR = "administrator"


_DEPUTY = frozenset({C.ROUTE, C.REVIEW, C.APPROVE, C.PUBLISH, C.TAKE_DOWN, C.HANDLE_CASES})

CAPABILITIES: dict[Role, frozenset[C]] = {
    Role.AGENCY_OFFICER: frozenset({C.SUBMIT}),
    Role.CONTRIBUTOR: frozenset({C.SUBMIT}),
    # A secretary takes down only where the law is in a hurry (editorial.policies).
    Role.SECRETARY: frozenset({C.ROUTE, C.HANDLE_CASES, C.TAKE_DOWN}),
    Role.EDITOR: frozenset({C.REVIEW, C.HANDLE_CASES}),
    Role.TRANSLATOR: frozenset({C.TRANSLATE}),
    Role.TRANSLATION_REVIEWER: frozenset({C.REVIEW_TRANSLATION}),
    Role.DEPUTY_HEAD: _DEPUTY | {C.REVIEW_TRANSLATION},
    Role.HEAD_OF_BOARD: _DEPUTY | {C.REVIEW_TRANSLATION, C.REOPEN},
    Role.ADMINISTRATOR: frozenset({C.ADMINISTER}),
}

BOARD = frozenset(
    {
        Role.SECRETARY, Role.EDITOR, Role.TRANSLATOR, Role.TRANSLATION_REVIEWER,
        Role.DEPUTY_HEAD, Role.HEAD_OF_BOARD,
    }
)  # fmt: skip
DESK = BOARD | {Role.ADMINISTRATOR}


def roles_with(capability: C) -> frozenset[Role]:
    """Every role that brings this capability."""
    return frozenset(role for role, held in CAPABILITIES.items() if capability in held)
