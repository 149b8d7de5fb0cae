"""What people write when they decide about automatic hiding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import TimedForm
from kernel.fields import CleanCharField, CleanLineField


LONGEST = 5_000


class ReasonForm(TimedForm):
    """Nothing is held back, released or let go on without a written reason."""

    reason = CleanCharField(
        label=_("Reason"),
        help_text=_("It stands in the report of automatic hidings."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConfirmForm(ReasonForm):
    """On whose demand it is taken down."""

    ordered_by = CleanLineField(
        label=_("On whose demand"),
        help_text=_("Authority, letter and officer."),
        max_length=250,
    )


class AgreeForm(TimedForm):
    """The second person adds nothing: the reason is that of whoever asked."""
