"""The acts on cases; nothing else changes one.

Each act: lock the case, ask whether the actor may, whether all it needs is there, write, record,
notify; all in one transaction.
"""

from incidents.actions.aftercare import rate, reopen, reopen_as_reporter
from incidents.actions.cases import (
    add_article,
    assign,
    enclose,
    examine,
    note,
    reject,
    resolve,
    take_charge,
)
from incidents.actions.intake import receive
from incidents.actions.merging import merge
from incidents.actions.promises import (
    Delivery,
    confirm_deliveries,
    deliver_notice,
    mark_complex,
)
from incidents.actions.reminders import remind
from incidents.actions.requests import confirm_call, escalate, record_authority_request
from incidents.actions.takedowns import order_takedown
from incidents.actions.waiting import ask_reporter, go_on
from kernel.verdict import Conflict, NotAllowed, NotReady


__all__ = [
    "Conflict",
    "Delivery",
    "NotAllowed",
    "NotReady",
    "add_article",
    "ask_reporter",
    "assign",
    "confirm_call",
    "confirm_deliveries",
    "deliver_notice",
    "enclose",
    "escalate",
    "examine",
    "go_on",
    "mark_complex",
    "merge",
    "note",
    "order_takedown",
    "rate",
    "receive",
    "record_authority_request",
    "reject",
    "remind",
    "reopen",
    "reopen_as_reporter",
    "resolve",
    "take_charge",
]
