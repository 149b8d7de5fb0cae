"""The letter of a complex case, and how it reached the reporter (LC-8.2)."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from files.models import Enclosure
from incidents.actions import Delivery
from incidents.forms.fields import TimedForm, check_past, check_promise
from incidents.forms.files import LONGEST_TOKEN, EnclosuresField
from incidents.models import Case
from incidents.models.notices import WAY_LABELS
from incidents.rules.notices import Way
from kernel import languages
from kernel.fields import CleanCharField, CleanDateTimeField, CleanLineField


LONGEST: Final = 5_000


class ComplexForm(TimedForm):
    """Why it takes longer, and until when; for readers of other languages also in theirs."""

    reason = CleanCharField(
        label=_("Why it takes longer"),
        help_text=_("In Vietnamese: it stands in the letter as you write it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    translation = CleanCharField(
        label=_("The same in the language of the report"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    promised_at = CleanDateTimeField(
        label=_("It will be done by"),
        help_text=_("A moment within working hours, which the reporter may rely on."),
    )

    def __init__(self, *args: Any, case: Case | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if case is None or case.language == languages.VI:
            del self.fields["translation"]
            return
        field = self.fields["translation"]
        field.help_text = _(
            "%(language)s, for courtesy: it goes into the e-mail above the letter."
        ) % {"language": languages.NATIVE_NAMES[case.language]}
        field.widget.attrs["lang"] = languages.BCP47[case.language]

    def clean_promised_at(self) -> datetime:
        return check_promise(self.cleaned_data["promised_at"], at=self.at)


class DeliverForm(TimedForm):
    """When, how and to whom; the scanned receipt with it."""

    way = forms.ChoiceField(
        label=_("How it was delivered"),
        choices=[(way, WAY_LABELS[way]) for way in (Way.BY_HAND, Way.POST)],
        widget=forms.RadioSelect,
        initial=Way.BY_HAND,
        required=False,
    )
    delivered_at = CleanDateTimeField(
        label=_("Delivered"),
        help_text=_("When it was in the hands of the reporter, not when it left the house."),
    )
    to = CleanLineField(label=_("Who took it"), max_length=150, required=False)
    proof = CleanLineField(
        label=_("Proof of delivery"),
        help_text=_("The number of the receipt or of the registered letter."),
        max_length=250,
    )
    enclosures = EnclosuresField()
    kept = CleanCharField(max_length=LONGEST_TOKEN, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["enclosures"].label = _("Scanned receipt")
        self.fields["enclosures"].help_text = _("PDF or picture (JPEG, PNG, WebP), up to 12 MB.")

    def clean_delivered_at(self) -> datetime:
        return check_past(self.cleaned_data["delivered_at"], at=self.at)

    def delivery(self, receipt: Enclosure | None = None) -> Delivery:
        data = self.cleaned_data
        return Delivery(
            at=data["delivered_at"],
            proof=data["proof"],
            way=Way(data["way"] or Way.BY_HAND),
            to=data["to"],
            receipt=receipt,
        )
