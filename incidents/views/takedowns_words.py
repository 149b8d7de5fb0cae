"""Words of what stands in the way of reading a sealed copy or undoing a removal."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as lazy

from incidents.views.wording import told
from kernel.verdict import Conflict, NotAllowed


_REFUSALS: Final[Mapping[str, Any]] = {
    "second_person_needed": lazy("A second person is needed: you asked for it yourself."),
    "head_needed": lazy(
        "An authority had it removed: the head of the board must be one of the two."
    ),
    "seal_closed": lazy("The half hour is over, or you are not one of the two. Ask anew."),
    "not_your_role": lazy("Your role does not allow this."),
}
_CONFLICTS: Final[Mapping[str, Any]] = {
    "restored_before": lazy("This removal has been undone already."),
    "gone_by_another_order": lazy(
        "Nothing of it is gone by this removal alone: it was published anew or removed again since."
    ),
    "seal_broken": lazy(
        "The sealed copy is not what was sealed. Nothing was put back; tell the administrator."
    ),
    "let_in_before": lazy("Somebody has let them in already."),
}


def refusal_words(code: str) -> str:
    """Why a person may not, in words."""
    return str(_REFUSALS.get(code, _REFUSALS["not_your_role"]))


def say(refusal: Exception) -> Iterator[str]:
    """Everything that stands in the way, in words."""
    if isinstance(refusal, NotAllowed) and refusal.verdict.code in _REFUSALS:
        yield refusal_words(refusal.verdict.code)
    elif isinstance(refusal, Conflict) and str(refusal) in _CONFLICTS:
        yield str(_CONFLICTS[str(refusal)])
    else:
        yield from (sentence for _field, sentence in told(refusal))
