"""What whoever reported may say once they have the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from kernel.fields import CleanCharField, CleanForm


LONGEST = 2_000
RATINGS = [
    ("5", pgettext_lazy("rating", "5 – very satisfied")),
    ("4", pgettext_lazy("rating", "4 – satisfied")),
    ("3", pgettext_lazy("rating", "3 – partly satisfied")),
    ("2", pgettext_lazy("rating", "2 – hardly satisfied")),
    ("1", pgettext_lazy("rating", "1 – not satisfied")),
]


class _AfterAnswer(CleanForm):
    """Either form carries the code; its fields do not share names with the other's."""

    code = CleanCharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{self.prefix_of_ids}_%s", **options)

    prefix_of_ids = ""


class RatingForm(_AfterAnswer):
    """How satisfied they are, and why."""

    prefix_of_ids = "rating"
    rating = forms.ChoiceField(
        label=_("How satisfied are you with the answer?"),
        choices=RATINGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )
    words = CleanCharField(
        label=_("What could be better?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskAgainForm(_AfterAnswer):
    """Why it is not settled."""

    prefix_of_ids = "again"
    reason = CleanCharField(
        label=_("What is not settled?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what is not settled, so that we can look again.")},
    )
