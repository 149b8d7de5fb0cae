"""Shifts as they are entered, exchanged and handed over."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents.forms.fields import TimedForm
from incidents.models import Shift
from incidents.models.roster import Line
from kernel.fields import CHOOSE, CleanCharField, CleanDateTimeField, CleanLineField


def _options(field: Any, choices: list[tuple[str, str]]) -> None:
    field.choices = choices


class ShiftForm(TimedForm):
    """Who, from when to when, in which line."""

    person = forms.ChoiceField(
        label=_("Who is on duty"),
        error_messages={"invalid_choice": CHOOSE, "required": _("Choose who is on duty.")},
    )
    starts_at = CleanDateTimeField(
        label=_("From"), error_messages={"required": _("Enter when the shift begins.")}
    )
    ends_at = CleanDateTimeField(
        label=_("Until"),
        help_text=_("Seven days at most."),
        error_messages={"required": _("Enter when the shift ends.")},
    )
    line = forms.ChoiceField(
        label=_("Line"),
        choices=[(str(value), label) for value, label in Line.choices],
        initial=str(Line.FIRST.value),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": CHOOSE},
    )
    note = CleanLineField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, people: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        _options(
            self.fields["person"],
            [("", "—"), *((key, str(person)) for key, person in self.people.items())],
        )

    def shift(self) -> dict[str, Any]:
        """What `actions.roster.add_shift` takes. Only after `is_valid()`."""
        data = self.cleaned_data
        return {
            "starts_at": data["starts_at"],
            "ends_at": data["ends_at"],
            "line": int(data["line"]),
            "note": data["note"],
        }


class SwapForm(TimedForm):
    """Exchange with another shift, or give it to somebody: one of the two."""

    other = forms.ChoiceField(
        label=_("Exchange with the shift"),
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    person = forms.ChoiceField(
        label=_("Or give it to"), required=False, error_messages={"invalid_choice": CHOOSE}
    )

    def __init__(
        self, *args: Any, shift: Shift, shifts: list[Shift], people: list[User], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.shifts = {str(one.pk): one for one in shifts if one.person_id != shift.person_id}
        self.people = {str(one.pk): one for one in people if one.pk != shift.person_id}
        _options(
            self.fields["other"],
            [("", "—"), *((key, _named(one)) for key, one in self.shifts.items())],
        )
        _options(
            self.fields["person"],
            [("", "—"), *((key, str(one)) for key, one in self.people.items())],
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("other")) == bool(given.get("person")) and not self.errors:
            raise forms.ValidationError(_("Choose either a shift or a person."), code="one_of_two")
        return given


class HandOverForm(TimedForm):
    """What is open, for whoever comes next."""

    text = CleanCharField(
        label=_("What is open"),
        help_text=_("Cases with their numbers, what was promised to whom, what to look out for."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _named(shift: Shift) -> str:
    return f"{shift.person}: {moment(shift.starts_at)} – {moment(shift.ends_at)}"


def moment(at: datetime) -> str:
    """A moment in the form of the page's language."""
    return date_format(localtime(at), "DATETIME_FORMAT")
