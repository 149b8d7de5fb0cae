"""The acts of the editorial machine; nothing else changes a state or a public text.

Each act: lock the dossier, ask whether the actor may, whether the text is ready, write, record,
notify; all in one transaction.
"""

from editorial.actions.drafting import create, save, submit, withdraw
from editorial.actions.following import follow_removal
from editorial.actions.publication import publish
from editorial.actions.removal import (
    NO_PICTURES,
    Pictures,
    take_down,
    take_down_article,
    take_down_pictures,
)
from editorial.actions.returning import restore
from editorial.actions.review import approve, edit, recommend, refuse, request_changes
from editorial.actions.routing import claim, release, route
from editorial.actions.translation import (
    approve_translation,
    return_translation,
    submit_translation,
    translate,
)
from kernel.verdict import Conflict, NotAllowed, NotReady


__all__ = [
    "NO_PICTURES",
    "Conflict",
    "NotAllowed",
    "NotReady",
    "Pictures",
    "approve",
    "approve_translation",
    "claim",
    "create",
    "edit",
    "follow_removal",
    "publish",
    "recommend",
    "refuse",
    "release",
    "request_changes",
    "restore",
    "return_translation",
    "route",
    "save",
    "submit",
    "submit_translation",
    "take_down",
    "take_down_article",
    "take_down_pictures",
    "translate",
    "withdraw",
]
