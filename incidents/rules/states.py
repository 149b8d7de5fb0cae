"""What a case is about, where it stands, how it came in, and what can be done to it."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What somebody brings to the one intake (LC-8.1)."""

    SUPPORT = "support"  # yêu cầu hỗ trợ
    INCIDENT = "incident"  # sự cố
    VIOLATION_REPORT = "violation_report"  # phản ánh thông tin vi phạm, of a private person
    AUTHORITY_REQUEST = "authority_request"  # yêu cầu của cơ quan có thẩm quyền (LC-8.3)
    OWN_FINDING = "own_finding"  # tự phát hiện, of the board itself (norm:self-detected)


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    COMPLEX = "complex"  # announced in writing to take longer (LC-8.2-notice)
    RESOLVED = "resolved"
    REJECTED = "rejected"
    MERGED = "merged"  # goes on under another case about the same matter


class Channel(StrEnum):
    """How it came in; LC-8.3 names telephone, written document and electronic means."""

    WEB = "web"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    FOUND = "found"  # nobody brought it: the board came upon it


class Action(StrEnum):
    """Every act on a case; the names are those of buttons, history, audit and tests."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    MARK_COMPLEX = "mark_complex"
    DELIVER_NOTICE = "deliver_notice"
    ESCALATE = "escalate"
    ADD_ARTICLE = "add_article"
    ORDER_TAKEDOWN = "order_takedown"
    NOTE = "note"
    TRIAGE = "triage"
    SUSPEND = "suspend"
    RESUME = "resume"
    ENCLOSE = "enclose"
    CONFIRM_CALL = "confirm_call"
    MERGE = "merge"
    ABSORB = "absorb"
    RESOLVE = "resolve"
    REJECT = "reject"
    REOPEN = "reopen"
    RATE = "rate"
    HIDE = "hide"
    SUSPEND_HIDING = "suspend_hiding"
    ASK_RELEASE = "ask_release"
    RELEASE_HIDING = "release_hiding"


PUBLIC_KINDS: Final = (Kind.INCIDENT, Kind.VIOLATION_REPORT, Kind.SUPPORT)
"""What anybody may report; an authority's request is recorded by the board."""

OPEN: Final = frozenset({State.RECEIVED, State.IN_PROGRESS, State.COMPLEX})

ANSWERED: Final = frozenset({State.RESOLVED, State.REJECTED})
"""The reporter has an answer; it can be rated, and the case be taken up again."""
