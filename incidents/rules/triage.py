"""What the board makes of a private person's complaint about content (LC-8.2, LC-8.3)."""

from enum import StrEnum


class Triage(StrEnum):
    """Where the examination of a complaint stands; empty for cases that need none."""

    WAITING = "waiting"  # nobody has looked at it yet
    KEPT = "kept"  # examined: it stays a report under LC-8.2
    ESCALATED = "escalated"  # an authority asks for it: LC-8.3 runs as well
    ANSWERED = "answered"  # the reporter has the board's answer
