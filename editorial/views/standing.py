"""Where a text stands: the word, the tone and the icon of each state, and whose turn it is."""

from typing import Final

from django.utils.translation import gettext as _, gettext_lazy as lazy

from editorial.models import Edition
from editorial.models.editions import BOARD_LABELS, PUBLICATION_LABELS, TRANSLATION_LABELS
from editorial.queries import Row, Standing
from editorial.rules.states import Board, Machine, Publication, Translation


def state(of_machine: str, code: str) -> str:
    """A state of one of the three machines in words."""
    if of_machine == Machine.BOARD:
        return str(BOARD_LABELS[Board(code)])
    if of_machine == Machine.TRANSLATION:
        return str(TRANSLATION_LABELS[Translation(code)])
    return str(PUBLICATION_LABELS[Publication(code)])


def chip(standing: Standing | Edition) -> dict[str, str]:
    """Where one language stands, as a word with its tone and icon."""
    if standing.publication == Publication.TAKEN_DOWN:
        tone, icon = _PUBLICATION_TONES[Publication.TAKEN_DOWN]
        return _chip(Machine.PUBLICATION, standing.publication, tone, icon)
    if standing.publication == Publication.LIVE and standing.state == Board.APPROVED:
        tone, icon = _PUBLICATION_TONES[Publication.LIVE]
        return _chip(Machine.PUBLICATION, standing.publication, tone, icon)
    if standing.is_source:
        return _chip(Machine.BOARD, standing.state, *_BOARD_TONES[Board(standing.state)])
    tones = _TRANSLATION_TONES[Translation(standing.state)]
    return _chip(Machine.TRANSLATION, standing.state, *tones)


def _chip(of_machine: Machine, code: str, tone: str, icon: str) -> dict[str, str]:
    return {"label": state(of_machine, code), "tone": tone, "icon": icon}


_BOARD_TONES: Final = {
    Board.DRAFT: ("neutral", "edit"),
    Board.SUBMITTED: ("info", "mail"),
    Board.ROUTED: ("info", "arrow"),
    Board.IN_REVIEW: ("info", "eye"),
    Board.RECOMMENDED: ("warning", "send"),
    Board.CHANGES_REQUESTED: ("warning", "back"),
    Board.APPROVED: ("success", "check"),
    Board.REFUSED: ("danger", "close"),
    Board.WITHDRAWN: ("neutral", "back"),
}
_TRANSLATION_TONES: Final = {
    Translation.MISSING: ("neutral", "dot"),
    Translation.DRAFT: ("info", "edit"),
    Translation.IN_REVIEW: ("info", "eye"),
    Translation.APPROVED: ("success", "check"),
    Translation.STALE: ("warning", "alert"),
}
_PUBLICATION_TONES: Final = {
    Publication.LIVE: ("success", "globe"),
    Publication.TAKEN_DOWN: ("danger", "trash"),
}


def holder(row: Row) -> str:
    """Whose turn it is with the original."""
    if row.source.state in {Board.ROUTED, Board.IN_REVIEW}:
        return str(row.holder) if row.holder else _("nobody yet: the section")
    return str(_TURNS.get(Board(row.source.state), ""))


_TURNS: Final = {
    Board.SUBMITTED: lazy("the secretary"),
    Board.RECOMMENDED: lazy("the board's leaders"),
    Board.CHANGES_REQUESTED: lazy("the supplier"),
}
