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
from incidents.forms.fields import ArticlesField, TimedForm, check_past
from incidents.forms.public import KIND_CHOICES, LONGEST_DESCRIPTION, PhoneField, reporter_of
from incidents.models import Authority
from incidents.models.cases import CHANNEL_LABELS
from incidents.queries import articles
from incidents.rules.facts import Demand, Report
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


class DemandFields(TimedForm):
    """Who asks, how sure we are of it, and whether it is about national security."""

    authority = forms.ChoiceField(label=_("Authority"))
    officer = CleanLineField(
        label=_("Officer who asks"),
        max_length=150,
        required=False,
        help_text=_("Name, rank and post, as given."),
    )
    letter_number = CleanLineField(label=_("Number of the letter"), max_length=60, required=False)
    letter_on = CleanDateField(
        label=_("Date of the letter"),
        required=False,
    )
    removal = forms.BooleanField(
        label=_("They demand removal: the content endangers national security"), required=False
    )
    confirmed_by_call = forms.BooleanField(
        label=_("I called back on a number known to us, and they confirmed it"), required=False
    )

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, at=at, **options)
        today = timezone.localdate(at)
        bodies = Authority.objects.existing(on=today)
        names = sorted((str(body), body.code) for body in bodies if body.code != "other")
        other = [(body.code, str(body)) for body in bodies if body.code == "other"]
        field = self.fields["authority"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose an authority")), *((c, n) for n, c in names), *other]

    def clean_letter_on(self) -> date | None:
        day: date | None = self.cleaned_data["letter_on"]
        if day is not None and not date(2000, 1, 1) <= day <= timezone.localdate(self.at):
            raise forms.ValidationError(_("Enter the day that stands on the letter."), code="day")
        return day

    def demand(self) -> Demand:
        """What was filled in; only after `is_valid()`."""
        data = self.cleaned_data
        return Demand(
            authority=data["authority"],
            officer=data["officer"],
            letter_number=data["letter_number"],
            letter_on=data["letter_on"],
            removal=data["removal"],
            confirmed_by_call=data["confirmed_by_call"],
        )


class AuthorityRequestForm(DemandFields, IntakeForm):
    """A request of an authority by telephone, document or electronic means (LC-8.3)."""

    field_order = ["authority", "channel", "received_at", "subject", "description"]
