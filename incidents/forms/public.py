"""The report that anybody may send (LC-8.1)."""

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms import token
from incidents.forms.fields import TimedForm
from incidents.forms.files import LONGEST_TOKEN, EnclosuresField
from incidents.models.cases import KIND_LABELS
from incidents.queries import articles
from incidents.rules.facts import Report, Reporter
from incidents.rules.states import PUBLIC_KINDS, Channel, Kind
from kernel.fields import CleanCharField, CleanEmailField, CleanForm, CleanLineField, readable


LONGEST_DESCRIPTION: Final = 5_000
_PHONE: Final = re.compile(r"[0-9+().\- ]{6,30}")
_LINK: Final = re.compile(r"https?://|www\.", re.IGNORECASE)

KIND_CHOICES = [(kind.value, KIND_LABELS[kind]) for kind in PUBLIC_KINDS]
REPORTER_FIELDS = ("reporter_name", "reporter_email", "reporter_phone")


class PhoneField(CleanLineField):
    """A telephone number as people write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=30,
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            **options,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not _PHONE.fullmatch(value):
            raise forms.ValidationError(
                _("Write a telephone number with digits, such as 0912 345 678 or +84 912 345 678."),
                code="phone",
            )


class ReportForm(TimedForm):
    """What it is, what happened, where, and how to reach the reporter if they wish."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=KIND_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your report is about.")},
    )
    subject = CleanLineField(
        label=_("In a few words"),
        max_length=200,
        error_messages={"required": _("Say in a few words what is wrong.")},
    )
    description = CleanCharField(
        label=_("What happened?"),
        help_text=_("What did you see, what did you expect? Leave out what is private."),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Describe what happened, so that we can look into it.")},
    )
    page_url = CleanLineField(
        label=_("Address of the page"),
        help_text=_("Only a page of this portal, such as /en/articles/…"),
        max_length=1_000,
        required=False,
    )
    reporter_name = CleanLineField(
        label=_("Your name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reporter_email = CleanEmailField(
        label=_("Your e-mail address"),
        help_text=_("We confirm receipt and send the answer there."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    reporter_phone = PhoneField(label=_("Your telephone number"), required=False)
    enclosures = EnclosuresField()
    kept = CleanCharField(max_length=LONGEST_TOKEN, required=False, widget=forms.HiddenInput)
    # Hidden from people; whoever fills in every field fills in this one, too.
    website = CleanCharField(
        label=_("Leave this field empty"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    token = CleanCharField(max_length=300, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, hosts: set[str], **options: Any) -> None:
        super().__init__(*args, at=at, **options)
        self.hosts = hosts
        self.read_token: token.Token | None = None
        if self.is_bound:
            self._renew_token()

    def _renew_token(self) -> None:
        """A token that no longer holds is replaced in the page that goes back to the reader."""
        self.read_token = token.read(str(self.data.get("token", "")), at=self.at)
        if self.read_token is None:
            renewed = readable(self.data)
            renewed["token"] = token.issue(at=self.at)
            self.data = renewed

    def clean_page_url(self) -> str:
        typed = self.cleaned_data["page_url"]
        if not typed:
            return ""
        path = articles.own_path(typed, hosts=self.hosts)
        if not path or len(path) > 500:
            raise forms.ValidationError(
                _(
                    "This is not a page of this portal. Copy the address from the page, "
                    "or leave it out."
                ),
                code="page",
            )
        return path

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Empty the field “Leave this field empty” and send the report again."),
                code="trap",
            )
        return ""

    def clean(self) -> dict[str, Any]:
        if self.read_token is None:
            self.add_error(
                None,
                forms.ValidationError(
                    _(
                        "This form had been open for too long. What you typed is still here: "
                        "send it again."
                    ),
                    code="stale",
                ),
            )
        elif self.read_token.is_hasty(at=self.at) and self._holds_a_link():
            self.add_error(
                None,
                forms.ValidationError(
                    _("This was sent very quickly. Please read it once more and send it again."),
                    code="hasty",
                ),
            )
        return self.cleaned_data

    def _holds_a_link(self) -> bool:
        """People write fast, too; but what posts by itself posts links."""
        words = f"{self.cleaned_data.get('subject')} {self.cleaned_data.get('description')}"
        return bool(_LINK.search(words))

    @property
    def key(self) -> UUID | None:
        """The same for every sending of one copy of the form."""
        return self.read_token.key if self.read_token else None

    def report(self, language: str) -> Report:
        """What was filled in; only after `is_valid()`."""
        return Report(
            kind=Kind(self.cleaned_data["kind"]),
            channel=Channel.WEB,
            subject=self.cleaned_data["subject"],
            description=self.cleaned_data["description"],
            language=language,
            reporter=reporter_of(self.cleaned_data),
            page_url=self.cleaned_data["page_url"],
        )


def reporter_of(data: dict[str, Any]) -> Reporter:
    """Whoever reports, as far as they said."""
    return Reporter(
        name=data["reporter_name"], email=data["reporter_email"], phone=data["reporter_phone"]
    )


class TrackForm(CleanForm):
    """A tracking code, however it was copied."""

    code = CleanLineField(
        label=_("Tracking code"),
        help_text=_(
            "Twelve letters and digits, such as B7KQ-2MXT-9RWD; from the page or e-mail "
            "that confirmed your report."
        ),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Enter the tracking code of your report.")},
    )
