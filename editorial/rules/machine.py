"""The one table of acts: it drives guards, buttons, labels and the diagram in the docs.

Each row has a code: B for the board, T for translations, U for what is public. It says from
which states an act may start, where it leads, who may do it, whether it must give a reason, and
whether it must name the revision the actor saw.
"""

from dataclasses import dataclass

from accounts.permissions import Capability
from editorial.rules.states import (
    Action as A,
    Board as B,
    Machine,
    Publication as P,
    Translation as T,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one machine. `to` empty means that the state stays."""

    code: str
    machine: Machine
    action: A
    sources: frozenset[str]
    to: str
    capability: Capability | None
    provision: str
    needs_reason: bool = False
    pins_revision: bool = False

    def starts_from(self, state: str) -> bool:
        """Whether the act may start in this state."""
        return state in self.sources


def _step(
    code: str,
    machine: Machine,
    action: A,
    sources: set[B] | set[T] | set[P],
    to: str,
    capability: Capability | None,
    provision: str,
    *,
    needs_reason: bool = False,
    pins_revision: bool = False,
) -> Step:
    return Step(
        code, machine, action, frozenset(sources), to, capability, provision,
        needs_reason, pins_revision,
    )  # fmt: skip


C = Capability
_b, _t, _p = Machine.BOARD, Machine.TRANSLATION, Machine.PUBLICATION

TABLE: tuple[Step, ...] = (
    _step("B1", _b, A.CREATE, set(), B.DRAFT, C.SUBMIT, "LC-10.4"),
    _step("B2", _b, A.SAVE, {B.DRAFT, B.CHANGES_REQUESTED}, "", C.SUBMIT, "LC-10.4"),
    _step("B3", _b, A.SUBMIT, {B.DRAFT, B.CHANGES_REQUESTED}, B.SUBMITTED, C.SUBMIT, "LC-15.2"),
    _step(
        "B4", _b, A.WITHDRAW, {B.DRAFT, B.SUBMITTED, B.ROUTED, B.CHANGES_REQUESTED},
        B.WITHDRAWN, C.SUBMIT, "LC-13.3",
    ),
    _step("B5", _b, A.ROUTE, {B.SUBMITTED, B.ROUTED, B.IN_REVIEW}, B.ROUTED, C.ROUTE, "LC-13.1"),
    _step("B6", _b, A.CLAIM, {B.ROUTED}, B.IN_REVIEW, C.REVIEW, "LC-13.1"),
    _step("B6r", _b, A.RELEASE, {B.IN_REVIEW}, B.ROUTED, C.REVIEW, "LC-13.1"),
    _step("B7", _b, A.EDIT, {B.IN_REVIEW, B.RECOMMENDED}, B.IN_REVIEW, C.REVIEW, "LC-13.1"),
    _step(
        "B8", _b, A.RECOMMEND, {B.IN_REVIEW}, B.RECOMMENDED, C.REVIEW, "LC-13.1",
        pins_revision=True,
    ),
    _step(
        "B9", _b, A.REQUEST_CHANGES, {B.IN_REVIEW, B.RECOMMENDED}, B.CHANGES_REQUESTED,
        C.REVIEW, "LC-13.3", needs_reason=True,
    ),
    _step(
        "B10", _b, A.REFUSE, {B.SUBMITTED, B.ROUTED, B.IN_REVIEW, B.RECOMMENDED}, B.REFUSED,
        C.APPROVE, "LC-13.3", needs_reason=True,
    ),
    _step(
        "B11", _b, A.APPROVE, {B.RECOMMENDED}, B.APPROVED, C.APPROVE, "LC-9.3",
        pins_revision=True,
    ),
    _step(
        "T1", _t, A.TRANSLATE, {T.MISSING, T.DRAFT, T.APPROVED, T.STALE}, T.DRAFT,
        C.TRANSLATE, "LC-3.1",
    ),
    _step(
        "T2", _t, A.SUBMIT_TRANSLATION, {T.DRAFT}, T.IN_REVIEW, C.TRANSLATE, "LC-3.1",
        pins_revision=True,
    ),
    _step(
        "T3", _t, A.RETURN_TRANSLATION, {T.IN_REVIEW}, T.DRAFT, C.REVIEW_TRANSLATION, "LC-3.1",
        needs_reason=True,
    ),
    _step(
        "T4", _t, A.APPROVE_TRANSLATION, {T.IN_REVIEW}, T.APPROVED, C.REVIEW_TRANSLATION,
        "LC-9.3", pins_revision=True,
    ),
    _step("T5", _t, A.MARK_STALE, {T.APPROVED}, T.STALE, None, "LC-3.1"),
    _step(
        "U1", _p, A.PUBLISH, {P.NEVER, P.LIVE, P.EXPIRED, P.TAKEN_DOWN}, P.LIVE, C.PUBLISH,
        "LC-13.1", pins_revision=True,
    ),
    _step(
        "U7", _p, A.TAKE_DOWN, {P.LIVE}, P.TAKEN_DOWN, C.TAKE_DOWN, "LC-8.3-removal",
        needs_reason=True,
    ),
    _step(
        "U9", _p, A.RESTORE, {P.TAKEN_DOWN}, P.LIVE, C.PUBLISH, "LC-8.3", needs_reason=True,
    ),
)  # fmt: skip

STEPS: dict[A, Step] = {step.action: step for step in TABLE}


def step_of(action: A) -> Step:
    """The row of an act."""
    return STEPS[action]


def diagram() -> str:
    """The three machines as Mermaid state diagrams; the docs hold exactly this."""
    parts = []
    for of_machine in Machine:
        lines = [f"### {of_machine.value}", "", "```mermaid", "stateDiagram-v2"]
        for step in TABLE:
            if step.machine is not of_machine:
                continue
            label = f"{step.code} {step.action.value}"
            for source in sorted(step.sources) or ["[*]"]:
                lines.append(f"    {source} --> {step.to or source}: {label}")
        parts.append("\n".join([*lines, "```"]))
    return "\n\n".join(parts)
