"""Whether an earlier due time holds, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import CHOOSE, CleanCharField, CleanForm


class DecisionForm(CleanForm):
    """One term, one of two decisions, a reason."""

    clock = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=[("accept", _("Take the earlier time")), ("keep", _("Keep the time"))],
        widget=forms.HiddenInput,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = CleanCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
