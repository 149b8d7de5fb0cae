"""Closed lists of reasons. The grounds of refusal are a neighbouring regulation's (CC-4.6),
used here as an internal norm: Lào Cai's own demands a reason without listing any (LC-13.3)."""

from enum import StrEnum


class Refusal(StrEnum):
    """The nine grounds of CC-4.6."""

    OUT_OF_SCOPE = "out_of_scope"
    AGAINST_LINE = "against_line"
    STATE_SECRET = "state_secret"  # noqa: S105 a ground, not a password
    RESTRICTED = "restricted"
    UNTRUE = "untrue"
    UNCLEAR_ORIGIN = "unclear_origin"
    DUPLICATE = "duplicate"
    UNDER_VERIFICATION = "under_verification"
    QUALITY = "quality"


# A secretary may turn away at the door only on these grounds; the rest is for the board.
REFUSAL_BY_SECRETARY = frozenset({Refusal.DUPLICATE, Refusal.OUT_OF_SCOPE, Refusal.QUALITY})


class Ground(StrEnum):
    """Why something is taken down (after LA-6, as categories; LC-8.3)."""

    AUTHORITY_REQUEST = "authority_request"
    NATIONAL_SECURITY = "national_security"
    UNTRUE = "untrue"
    COPYRIGHT = "copyright"
    PERSONAL_DATA = "personal_data"
    SOURCE_WITHDRAWN = "source_withdrawn"
    OWN_ERROR = "own_error"


class Source(StrEnum):
    """Where a text comes from: the four sources of Điều 10, by their provision."""

    OWN = "LC-10.1"
    CONTRIBUTOR = "LC-10.2"
    OFFICIAL = "LC-10.3"
    AGENCY = "LC-10.4"
