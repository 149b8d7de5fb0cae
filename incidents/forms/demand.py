"""Who demands something under LC-8.3, as the board enters it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy as lazy

from incidents.forms.fields import TimedForm, check_letter_day, violation_field
from incidents.models import Authority
from incidents.queries import authorities
from incidents.rules.facts import Demand
from kernel.fields import CleanDateField, CleanLineField, readable


class DemandFields(TimedForm):
    """Who asks, how sure we are of it, and whether it is about national security."""

    authority = forms.ChoiceField(label=lazy("Authority"))
    officer = CleanLineField(
        label=lazy("Officer who asks"),
        max_length=150,
        required=False,
        help_text=lazy("Name, rank and post, as given."),
    )
    letter_number = CleanLineField(
        label=lazy("Number of the letter"), max_length=60, required=False
    )
    letter_on = CleanDateField(label=lazy("Date of the letter"), required=False)
    violation = violation_field()
    removal = forms.BooleanField(
        label=lazy("They demand removal: the content endangers national security"), required=False
    )
    confirmed_by_call = forms.BooleanField(
        label=lazy("I called back on a number known to us, and they confirmed it"), required=False
    )

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, at=at, **options)
        field = self.fields["authority"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", lazy("Choose an authority")),
                *authorities.offered(on=timezone.localdate(at)),
            ]

    def clean_letter_on(self) -> date | None:
        return check_letter_day(self.cleaned_data["letter_on"], at=self.at)

    def clean(self) -> dict[str, Any] | None:
        """A body that is no more asks through its heir, who is chosen in its stead."""
        cleaned = super().clean()
        data = self.cleaned_data if cleaned is None else cleaned
        received_at = data.get("received_at")
        body = Authority.objects.filter(code=data.get("authority", "")).first()
        if body is None or received_at is None:
            return data
        day = timezone.localdate(received_at)
        heir = body.current(on=day)
        if heir != body:
            corrected = readable(self.data)
            corrected["authority"] = heir.code
            self.data = corrected
            said = _(
                "%(old)s no longer exists on that day; %(new)s carries on its duties and is chosen "
                "now. Check it and send again."
            )
            self.add_error("authority", said % {"old": body, "new": heir})
        return data

    def demand(self) -> Demand:
        """What was filled in; only after `is_valid()`."""
        data = self.cleaned_data
        return Demand(
            authority=data["authority"],
            officer=data["officer"],
            letter_number=data["letter_number"],
            letter_on=data["letter_on"],
            removal=data["removal"],
            violation=data["violation"],
            confirmed_by_call=data["confirmed_by_call"],
        )
