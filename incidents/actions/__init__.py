"""The acts on cases; nothing else changes one.

Each act: lock the case, ask whether the actor may, whether all it needs is there, write, record,
notify; all in one transaction.
"""

from incidents.actions.cases import add_article, assign, note, receive, reject, resolve, take_charge
from incidents.actions.promises import (
    Delivery,
    confirm_deliveries,
    deliver_notice,
    mark_complex,
)
from incidents.actions.reminders import remind
from incidents.actions.requests import escalate, record_authority_request
from incidents.actions.takedowns import order_takedown
from kernel.verdict import Conflict, NotAllowed, NotReady


__all__ = [
    "Conflict",
    "Delivery",
    "NotAllowed",
    "NotReady",
    "add_article",
    "assign",
    "confirm_deliveries",
    "deliver_notice",
    "escalate",
    "mark_complex",
    "note",
    "order_takedown",
    "receive",
    "record_authority_request",
    "reject",
    "remind",
    "resolve",
    "take_charge",
]
