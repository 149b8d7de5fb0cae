"""The answer to "may this person do this?", with its reason and its source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is allowed; if not, a code for the reason and the provision behind it."""

    allowed: bool
    code: str = ""
    provision: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(code: str, provision: str = "") -> Verdict:
    """A refusal. `code` is for logic and translation; `provision` is a key of the register."""
    return Verdict(allowed=False, code=code, provision=provision)


class NotAllowed(Exception):
    """The actor may not do this; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict


class NotReady(Exception):
    """The act is allowed, but what it needs is missing; `issues` lists the codes."""

    def __init__(self, issues: list[str]) -> None:
        super().__init__(", ".join(issues))
        self.issues = issues


class Conflict(Exception):
    """Somebody else changed the thing meanwhile: nothing was done, nothing typed is lost."""
