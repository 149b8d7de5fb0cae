"""What the board writes down: reports by telephone and letter, requests of authorities."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from incidents.forms import token
from incidents.forms.demand import DemandFields
from incidents.forms.fields import (
    ArticlesField,
    TimedForm,
    check_letter_day,
    check_past,
    violation_field,
)
from incidents.forms.files import LONGEST_TOKEN, EnclosuresField
from incidents.forms.public import KIND_CHOICES, LONGEST_DESCRIPTION, PhoneField, reporter_of
from incidents.models.cases import CHANNEL_LABELS
from incidents.queries import articles, authorities
from incidents.rules.facts import Report
from incidents.rules.states import Channel, Kind
from kernel import languages
from kernel.fields import (
    CleanCharField,
    CleanDateField,
    CleanDateTimeField,
    CleanEmailField,
    CleanLineField,
    readable,
)


BY_HAND = (Channel.PHONE, Channel.LETTER, Channel.EMAIL, Channel.IN_PERSON)


class IntakeForm(TimedForm):
    """What every case written down by hand has; `received_at` starts its clock."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[(channel.value, CHANNEL_LABELS[channel]) for channel in BY_HAND],
        widget=forms.RadioSelect,
    )
    received_at = CleanDateTimeField(
        label=_("When did it come in?"),
        help_text=_("The time allowed starts with the call or the letter, not with this entry."),
    )
    subject = CleanLineField(label=_("In a few words"), max_length=200)
    description = CleanCharField(
        label=_("What was said or written"),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reporter_name = CleanLineField(label=_("Name"), max_length=150, required=False)
    reporter_email = CleanEmailField(label=_("E-mail address"), max_length=254, required=False)
    reporter_phone = PhoneField(label=_("Telephone number"), required=False)
    office = CleanLineField(
        label=_("Office or agency of the caller"),
        help_text=_("As it was given: office, company, department."),
        max_length=250,
        required=False,
    )
    agency = forms.ChoiceField(
        label=_("Agency concerned"),
        help_text=_("Where it is one of the agencies that the portal knows."),
        required=False,
    )
    letter_number = CleanLineField(label=_("Number of the letter"), max_length=60, required=False)
    letter_on = CleanDateField(label=_("Date of the letter"), required=False)
    read_back = forms.BooleanField(
        label=_("I read back what is written here, and the caller confirmed it"),
        help_text=_("Needed for telephone calls."),
        required=False,
    )
    enclosures = EnclosuresField()
    kept = CleanCharField(max_length=LONGEST_TOKEN, required=False, widget=forms.HiddenInput)
    find = CleanLineField(
        label=_("Find an article"),
        help_text=_("Words of the title in any language, or the address of the article."),
        max_length=500,
        required=False,
    )
    articles = ArticlesField(label=_("Articles concerned"), required=False)
    token = CleanCharField(max_length=300, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        at: datetime,
        typed: MultiValueDict[str, str] | None = None,
        **options: Any,
    ) -> None:
        """`typed` is what was filled in so far, while the board still searches for an article."""
        if typed is not None:
            options["initial"] = typed.dict()
        super().__init__(*args, at=at, **options)
        agency = self.fields["agency"]
        if isinstance(agency, forms.ChoiceField):
            agency.choices = [("", _("None")), *authorities.agencies(on=timezone.localdate(at))]
        entered = readable(self.data) if self.is_bound else typed
        self.words = entered.get("find", "")[:500] if entered else ""
        field = self.fields["articles"]
        if isinstance(field, ArticlesField):
            field.offer(entered.getlist("articles") if entered else [], self.words, at=at)
            self.offered = field.offered

    @property
    def offered_rows(self) -> list[dict[str, Any]]:
        """What was found and what was chosen before, with every title that is public."""
        field = self.fields["articles"]
        chosen = field.chosen if isinstance(field, ArticlesField) else set()
        return [
            {
                "key": str(article.pk),
                "titles": articles.titles(article),
                "chosen": str(article.pk) in chosen,
            }
            for article in self.offered
        ]

    def clean_received_at(self) -> datetime:
        return check_past(self.cleaned_data["received_at"], at=self.at)

    def clean_letter_on(self) -> date | None:
        return check_letter_day(self.cleaned_data["letter_on"], at=self.at)

    def token_key(self) -> UUID | None:
        """The same for every sending of one copy of the form; None when it is too old."""
        read = token.read(self.cleaned_data["token"], at=self.at)
        return read.key if read else None

    def report(self) -> Report:
        """What was filled in; only after `is_valid()`."""
        data = self.cleaned_data
        return Report(
            kind=Kind(data.get("kind") or Kind.AUTHORITY_REQUEST),
            channel=Channel(data["channel"]),
            subject=data["subject"],
            description=data["description"],
            language=data.get("language") or languages.VI,
            reporter=reporter_of(data),
            office=data["office"],
            agency=data["agency"],
            letter_number=data["letter_number"],
            letter_on=data["letter_on"],
            read_back=data["read_back"],
            violation=data.get("violation", ""),
        )


class FindingForm(IntakeForm):
    """What the board itself came upon; nobody asked (norm:self-detected)."""

    channel = None  # type: ignore[assignment]
    received_at = CleanDateTimeField(label=_("When was it found?"))
    description = CleanCharField(
        label=_("What was found, and where"),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    violation = violation_field(required=True)

    def report(self) -> Report:
        """The same facts; it came in no way but by our own eyes."""
        data = self.cleaned_data
        return Report(
            kind=Kind.OWN_FINDING,
            channel=Channel.FOUND,
            subject=data["subject"],
            description=data["description"],
            language=languages.VI,
            agency=data["agency"],
            violation=data["violation"],
        )


class StaffReportForm(IntakeForm):
    """A report by telephone, letter, e-mail or in person (LC-8.1)."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=KIND_CHOICES, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"), choices=settings.LANGUAGES, initial=languages.VI
    )
    field_order = ["kind", "channel", "received_at", "subject", "description"]


class AuthorityRequestForm(DemandFields, IntakeForm):
    """A request of an authority by telephone, document or electronic means (LC-8.3)."""

    field_order = ["authority", "channel", "received_at", "subject", "description"]
