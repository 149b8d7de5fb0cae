"""The one table of acts on a case: it drives guards, buttons and the public history."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from accounts.permissions import Capability as C
from incidents.rules.states import ANSWERED, OPEN, Action as A, Kind as K, State as S


HANDLED_IN_WORKING_HOURS: Final = frozenset({K.SUPPORT, K.INCIDENT, K.VIOLATION_REPORT})
ANY_KIND: Final = frozenset(K)


@dataclass(frozen=True, slots=True)
class Step:
    """From which states an act may start, for which kinds, and where it leads.

    `to` empty means that the state stays; `public` steps are told to whoever holds the code, and
    `reporter` ones may be done by them.
    """

    code: str
    action: A
    sources: frozenset[S]
    to: S | None
    capability: C
    provision: str
    kinds: frozenset[K] = ANY_KIND
    public: bool = False
    reporter: bool = False

    def leads_to(self, state: S) -> S:
        """The state after the act."""
        return self.to or state


def _step(
    code: str,
    action: A,
    sources: AbstractSet[S],
    to: S | None,
    provision: str,
    *,
    capability: C = C.HANDLE_CASES,
    kinds: frozenset[K] = ANY_KIND,
    public: bool = False,
    reporter: bool = False,
) -> Step:
    sources = frozenset(sources)
    return Step(code, action, sources, to, capability, provision, kinds, public, reporter)


_slow = HANDLED_IN_WORKING_HOURS

TABLE: Final[tuple[Step, ...]] = (
    _step("C1", A.RECEIVE, set(), S.RECEIVED, "LC-8.1", public=True),
    _step("C2", A.ASSIGN, {S.RECEIVED}, S.IN_PROGRESS, "LC-8.1", public=True),
    _step("C2r", A.ASSIGN, {S.IN_PROGRESS, S.COMPLEX}, None, "LC-8.1"),
    # 24 hours allow no postponement: only what LC-8.2 governs can be announced as complex.
    _step(
        "C3", A.MARK_COMPLEX, {S.RECEIVED, S.IN_PROGRESS}, S.COMPLEX, "LC-8.2-notice",
        kinds=_slow, public=True,
    ),
    _step(
        "C3r", A.MARK_COMPLEX, {S.COMPLEX}, None, "LC-8.2-notice", kinds=_slow, public=True
    ),
    _step("C4", A.DELIVER_NOTICE, {S.COMPLEX}, None, "LC-8.2-notice", kinds=_slow, public=True),
    # While the reporter is asked for something, the promised time stands still.
    _step("C4s", A.SUSPEND, {S.COMPLEX}, None, "LC-8.2-notice", kinds=_slow, public=True),
    _step("C4r", A.RESUME, {S.COMPLEX}, None, "LC-8.2-notice", kinds=_slow, public=True),
    _step("C5t", A.TRIAGE, OPEN, None, "LC-8.2", kinds=frozenset({K.VIOLATION_REPORT})),
    _step(
        "C5", A.ESCALATE, OPEN, None, "LC-8.3",
        kinds=frozenset({K.VIOLATION_REPORT, K.OWN_FINDING}),
    ),
    _step("C5c", A.CONFIRM_CALL, OPEN, None, "LC-8.3"),
    _step("C5a", A.ADD_ARTICLE, OPEN, None, "LC-8.1"),
    _step("C5e", A.ENCLOSE, OPEN, None, "LC-8.1"),
    _step("C6", A.ORDER_TAKEDOWN, OPEN, None, "LC-8.3-removal", capability=C.TAKE_DOWN),
    # What an authority wants gone is hidden before its time is up; people then decide.
    _step("C6h", A.HIDE, OPEN, None, "LC-8.3", capability=C.TAKE_DOWN),
    _step("C6s", A.SUSPEND_HIDING, OPEN, None, "LC-8.3", capability=C.APPROVE),
    _step("C6a", A.ASK_RELEASE, OPEN, None, "LC-8.3", capability=C.APPROVE),
    _step("C6r", A.RELEASE_HIDING, OPEN, None, "LC-8.3", capability=C.APPROVE),
    _step("C7", A.NOTE, OPEN, None, "LC-8.1"),
    _step("C8", A.RESOLVE, OPEN, S.RESOLVED, "LC-8.2", public=True),
    _step("C9", A.REJECT, OPEN, S.REJECTED, "LC-8.2", public=True),
    _step("C10", A.MERGE, OPEN, S.MERGED, "LC-8.1", public=True),
    _step("C10a", A.ABSORB, OPEN, None, "LC-8.1"),
    _step(
        "C11", A.REOPEN, ANSWERED, S.IN_PROGRESS, "LC-8.2", public=True, reporter=True,
    ),
    _step("C12", A.RATE, ANSWERED, None, "LC-8.1", reporter=True),
)  # fmt: skip

PUBLIC_ACTIONS: Final = frozenset(step.action for step in TABLE if step.public)


def step_of(action: A, state: S) -> Step | None:
    """The row of an act in a state; None where the table has none."""
    for step in TABLE:
        if step.action is action and state in step.sources:
            return step
    return None
