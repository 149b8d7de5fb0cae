"""The administrator's forms: accounts, appointments, successions of agencies."""

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Appointment, Succession, User
from accounts.models.appointments import ROLE_LABELS
from accounts.roles import BOARD, Role
from kernel.fields import CHOOSE, CleanCharField, CleanDateField, CleanForm, CleanLineField


OF_AN_AGENCY: Final = frozenset({Role.AGENCY_OFFICER})
OF_A_LANGUAGE: Final = frozenset({Role.TRANSLATOR, Role.TRANSLATION_REVIEWER})
# Without the letters and digits that are taken for one another on paper.
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"

PHONE: Final = re.compile(r"\+[1-9][0-9]{7,14}")
MESSENGER: Final = re.compile(r"[A-Za-z0-9@._+-]{1,64}")


def temporary_password() -> str:
    """Four groups of four that can be read out over the telephone: about 79 bits."""
    groups = ["".join(secrets.choice(ALPHABET) for _each in range(4)) for _group in range(4)]
    return "-".join(groups)


class ContactForm(CleanForm):
    """How I am reached in urgent matters; a gateway is offered only where there is one."""

    phone = CleanLineField(
        label=_("Telephone"),
        required=False,
        max_length=30,
        help_text=_("With the country, such as +84 912 345 678. Only you see it."),
    )
    messenger = CleanLineField(
        label=_("Name in the messenger"),
        required=False,
        max_length=64,
        help_text=_("As your messenger knows you: letters, digits and . _ @ + -"),
    )
    urgent_by = forms.MultipleChoiceField(
        label=_("Urgent matters also by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is told in the portal and by e-mail stays as it is."),
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(self, *args: Any, gateways: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gateways = {
            name: url for name, url in gateways.items() if "{phone}" in url or "{messenger}" in url
        }
        fields: Any = self.fields
        fields["urgent_by"].choices = [(name, name) for name in self.gateways]
        if not self.gateways:
            del fields["urgent_by"]

    def clean_phone(self) -> str:
        """In the form of E.164; a number of the country may begin with 0."""
        typed = re.sub(r"[\s().-]", "", str(self.cleaned_data["phone"]))
        number = re.sub(r"^00", "+", typed)
        number = re.sub(r"^0(?=[1-9])", "+84", number)
        if number and not PHONE.fullmatch(number):
            raise forms.ValidationError(
                _("This is not a telephone number. Give it with the country: +84 912 345 678."),
                code="invalid",
            )
        return number

    def clean_messenger(self) -> str:
        name = str(self.cleaned_data["messenger"])
        if name and not MESSENGER.fullmatch(name):
            raise forms.ValidationError(
                _("Only letters without signs, digits and . _ @ + - can stand here."),
                code="invalid",
            )
        return name

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        asked = [self.gateways[name] for name in given.get("urgent_by", [])]
        for place, field in (("{phone}", "phone"), ("{messenger}", "messenger")):
            if any(place in url for url in asked) and field in given and not given[field]:
                self.add_error(field, _("The way you chose needs this."))
        return given


class NewUserForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account to begin with; the password is made by the portal and shown once."""

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "language"]


class AppointForm(CleanForm):
    """A role, where it holds, from when to when, by which decision (LC-7.2, LC-12.3)."""

    role = forms.ChoiceField(
        label=_("Role"), choices=ROLE_LABELS, error_messages={"invalid_choice": CHOOSE}
    )
    agency: Any = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("For officers: the agency they supply information for."),
    )
    section: Any = forms.ModelChoiceField(
        label=_("Section"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("For members of the board; without one the role covers every section."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("For translators and reviewers of translations."),
        error_messages={"invalid_choice": CHOOSE},
    )
    from_on = CleanDateField(label=_("From"))
    to_on = CleanDateField(label=_("Until"), required=False, help_text=_("The last day included."))
    decision_number = CleanCharField(label=_("Decision number"), max_length=60, required=False)
    decision_on = CleanDateField(label=_("Decision date"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Sections lie above accounts: they are found by name, as every scope is (see Appointment).
        sections: Any = apps.get_model("sections", "Section")
        fields: Any = self.fields
        fields["agency"].queryset = Agency.objects.existing(on=today)
        fields["section"].queryset = sections.objects.order_by("position", "pk")
        language: Any = User._meta.get_field("language")
        fields["language"].choices = [("", "—"), *language.choices]
        fields["from_on"].initial = today

    @property
    def scope(self) -> models.Model | None:
        """Where the role holds; None for the whole portal. Only after `is_valid()`."""
        found: models.Model | None = self.cleaned_data["agency"] or self.cleaned_data["section"]
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "role" in given:
            self._check_scope(Role(given["role"]), given)
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day lies before the first: correct one of them."))
        return given

    def _check_scope(self, role: Role, given: dict[str, Any]) -> None:
        if role in OF_AN_AGENCY and not given.get("agency"):
            self.add_error("agency", _("Choose the agency this officer supplies for."))
        if role not in {Role.AGENCY_OFFICER, Role.CONTRIBUTOR} and given.get("agency"):
            self.add_error("agency", _("Only officers and contributors belong to an agency."))
        if role not in BOARD and given.get("section"):
            self.add_error("section", _("Only roles of the board are limited to a section."))
        if role in OF_A_LANGUAGE and not given.get("language"):
            self.add_error("language", _("Choose the language this person translates into."))
        if role not in OF_A_LANGUAGE and given.get("language"):
            self.add_error("language", _("Only translators and their reviewers have a language."))


class EndForm(CleanForm):
    """The last day of an appointment."""

    last_day = CleanDateField(label=_("Last day"), help_text=_("The role still holds on this day."))

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointment = appointment

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.appointment.from_on:
            raise forms.ValidationError(
                _("The appointment begins later: its first day is the earliest last one.")
            )
        return day


class SuccessionForm(CleanForm):
    """Which agency carries on from which day (LC-16.3)."""

    successor: Any = forms.ModelChoiceField(label=_("New agency"), queryset=Agency.objects.all())
    kind = forms.ChoiceField(label=_("Kind"), choices=Succession.Kind.choices)
    effective_on = CleanDateField(label=_("Effective on"))
    decision = CleanCharField(label=_("Decision"), max_length=250, required=False)
    takes_over_duties = forms.BooleanField(
        label=_("Open submissions, cases and rights pass to the new agency"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, predecessor: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["successor"].queryset = Agency.objects.exclude(pk=predecessor.pk)
