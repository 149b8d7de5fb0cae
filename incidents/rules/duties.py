"""Which provision governs a case, and how long it gives (LC-8.2, LC-8.3)."""

from datetime import date
from typing import Final

from deadlines.rules import rulebook
from deadlines.rules.terms import Term, Unit
from editorial.rules.reasons import Ground
from incidents.rules.states import Kind


HANDLE: Final = "LC-8.2"
NOTICE: Final = "LC-8.2-notice"
ANSWER_AUTHORITY: Final = "LC-8.3"
REMOVE: Final = "LC-8.3-removal"

OWN_FINDING: Final = Term(24, Unit.HOURS, "norm:self-detected")
"""What the board finds itself gets the same 24 hours; a norm of its own, not the act's number."""

ON_DEMAND: Final = frozenset({ANSWER_AUTHORITY, REMOVE})
"""What only a competent authority sets running, never a private person (LC-8.3)."""

IN_CLOCK_HOURS: Final = ON_DEMAND | {OWN_FINDING.provision}
"""What no notice puts off and nothing suspends: 24 hours by the clock."""

MOST_NOTICES: Final = 2
"""A complex case is put off once, and once more by a new notice; then it is late."""

_OF_GROUND: Final = {
    Ground.AUTHORITY_REQUEST: ANSWER_AUTHORITY,
    Ground.NATIONAL_SECURITY: REMOVE,
}


def provision_on_receipt(kind: Kind, *, removal_demanded: bool = False) -> str:
    """The provision whose term starts with receipt.

    A private person's complaint about content is dealt with like any other report; only a
    competent authority's request is one of LC-8.3.
    """
    if kind is Kind.AUTHORITY_REQUEST:
        return demanded(removal=removal_demanded)
    if kind == Kind.OWN_FINDING:
        return OWN_FINDING.provision
    return HANDLE


def demanded(*, removal: bool) -> str:
    """Which half of LC-8.3 an authority's request falls under."""
    return REMOVE if removal else ANSWER_AUTHORITY


def term(provision: str, *, on: date) -> Term:
    """How long a provision gives for what was received that day."""
    if provision == OWN_FINDING.provision:
        return OWN_FINDING
    return rulebook.term(provision, on=on)


def provision_of_takedown(ground: Ground) -> str:
    """On what an order to take down rests; the board's own finding rests on LC-8.1."""
    return _OF_GROUND.get(ground, "LC-8.1")


def ground_of_demand(provision: str) -> Ground:
    """The ground on which what an authority asks for under a provision is hidden or taken down."""
    return next(ground for ground, key in _OF_GROUND.items() if key == provision)


def needs_an_authority(ground: Ground) -> bool:
    """Whether somebody competent must have asked for it."""
    return ground in _OF_GROUND
