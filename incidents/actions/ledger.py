"""What every act on a case shares: the lock, the check, the step in its history.

Private to `incidents.actions`; the only writer of `Case.state`.
"""

from datetime import datetime
from typing import Any, Final

import audit.actions
from accounts.models import User
from incidents import policies
from incidents.models import Case, CaseEvent
from incidents.rules import machine
from incidents.rules.states import Action, State
from kernel.verdict import NotAllowed, no


# The due time is written with the clocks alone (`clocks.refresh_due`): a case read before would
# put an old one back.
_WRITTEN: Final = [
    field.name
    for field in Case._meta.concrete_fields
    if not field.primary_key and field.name != "due_at"
]


def locked(case: Case) -> Case:
    """The same case read again while nobody else can act on it."""
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def check(actor: User, action: Action, case: Case, *, at: datetime) -> None:
    """Raises NotAllowed."""
    if not (verdict := policies.may(actor, action, case, at=at)):
        raise NotAllowed(verdict)


def advance(
    case: Case,
    action: Action,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    public: bool = False,
    provision: str = "",
    data: dict[str, Any] | None = None,
) -> CaseEvent:
    """Move along the table, and write the step down twice: for the story, and for the audit.

    The audit never holds what a citizen wrote; `data` is codes, numbers and days.
    """
    before = State(case.state)
    step = machine.step_of(action, before)
    if step is None:
        raise NotAllowed(no("wrong_state", provision="LC-8.1"))
    case.state = step.leads_to(before)
    return _write(
        case, action, before, by=by, at=at, note=note, public=public,
        provision=provision or step.provision, data=data or {},
    )  # fmt: skip


def begin(case: Case, *, by: User | None, at: datetime, note: str = "") -> CaseEvent:
    """The first step: it was received (LC-8.1)."""
    return _write(
        case, Action.RECEIVE, None, by=by, at=at, note=note, public=False,
        provision="LC-8.1", data={"kind": case.kind, "channel": case.channel},
    )  # fmt: skip


def _write(
    case: Case,
    action: Action,
    before: State | None,
    *,
    by: User | None,
    at: datetime,
    note: str,
    public: bool,
    provision: str,
    data: dict[str, Any],
) -> CaseEvent:
    case.last_seq += 1
    case.save(update_fields=_WRITTEN)
    event = CaseEvent.objects.create(
        case=case,
        seq=case.last_seq,
        action=action,
        from_state=before or "",
        to_state=case.state,
        at=at,
        by=by,
        by_name=str(by) if by else "",
        note=note,
        public=public,
    )
    audit.actions.record(
        f"incidents.{action}",
        case,
        by=by,
        at=at,
        provision=provision,
        data={"from": before or "", "to": case.state, "seq": event.seq} | data,
    )
    return event
