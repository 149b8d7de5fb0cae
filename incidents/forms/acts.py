"""One form for each act on a case that asks for more than a click."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editorial.rules.reasons import Ground
from incidents.actions import Delivery
from incidents.forms.demand import DemandFields
from incidents.forms.fields import TimedForm, check_past, check_promise, violation_field
from incidents.forms.files import LONGEST_TOKEN, EnclosuresField
from incidents.models import Case
from incidents.models.records import GROUND_LABELS
from incidents.queries import articles
from kernel import languages
from kernel.fields import CleanCharField, CleanDateTimeField, CleanLineField


LONGEST = 5_000


def _paragraph(label: Any, help_text: Any = "", *, rows: int = 4) -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AssignForm(TimedForm):
    """Whoever is to deal with it."""

    handler = forms.ChoiceField(label=_("Who deals with it"))

    def __init__(self, *args: Any, handlers: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in handlers}
        field = self.fields["handler"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, str(person)) for key, person in self.people.items()]

    def person(self) -> User:
        return self.people[self.cleaned_data["handler"]]


class NoteForm(TimedForm):
    """A line in the history."""

    words = _paragraph(_("Note"), rows=3)
    public = forms.BooleanField(label=_("The reporter may read this"), required=False)


class ArticleForm(TimedForm):
    """Which article it is about, by its code or the address of its page."""

    address = CleanLineField(
        label=_("Code or address of the article"),
        help_text=_("Copy it from the page, such as /en/articles/…"),
        max_length=1_000,
    )

    def clean_address(self) -> str:
        found = articles.named(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError(
                _("No article has this code or address. Copy it from the page."), code="unknown"
            )
        self.article = found
        return str(self.cleaned_data["address"])


class EncloseForm(TimedForm):
    """Documents that belong to the case."""

    enclosures = EnclosuresField()
    kept = CleanCharField(max_length=LONGEST_TOKEN, required=False, widget=forms.HiddenInput)
    words = _paragraph(_("What they are"), rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = False


class ExamineForm(TimedForm):
    """What the board found when it looked at a private complaint."""

    words = _paragraph(_("What the board found"), _("For the history; the reporter is not told."))
    violation = violation_field()


class ReopenForm(TimedForm):
    """Why the answer was not the end of it."""

    reason = _paragraph(_("Why it is taken up again"))


class MergeForm(TimedForm):
    """The case under which this one goes on."""

    other = CleanLineField(
        label=_("Number of the case that goes on"),
        help_text=_("Such as SV-2026-00012. What this one demands goes along with it."),
        max_length=20,
    )

    def clean_other(self) -> str:
        typed = str(self.cleaned_data["other"]).upper()
        self.case = Case.objects.filter(number=typed).first()
        if self.case is None:
            raise forms.ValidationError(_("There is no case of this number."), code="unknown")
        return typed


class WaitForm(TimedForm):
    """What the reporter is asked while the promised time stands still."""

    words = _paragraph(_("What we ask"), _("The reporter reads this."))


class ResolveForm(TimedForm):
    """What was done, as the reporter is told."""

    result = _paragraph(
        _("What was done"), _("The reporter reads this, in the language of the report.")
    )


class RejectForm(TimedForm):
    """Why it is not taken up."""

    reason = _paragraph(_("Why it is not taken up"), _("The reporter reads this."))


class DeliverForm(TimedForm):
    """When the notice reached the reporter, and what proves it."""

    delivered_at = CleanDateTimeField(label=_("Delivered"))
    proof = CleanLineField(
        label=_("Proof of delivery"),
        help_text=_("Such as the number of the receipt or the name of whoever took it."),
        max_length=250,
    )

    def clean_delivered_at(self) -> datetime:
        return check_past(self.cleaned_data["delivered_at"], at=self.at)

    def delivery(self) -> Delivery:
        return Delivery(at=self.cleaned_data["delivered_at"], proof=self.cleaned_data["proof"])


class ComplexForm(TimedForm):
    """The written notice: why it takes longer, and until when (LC-8.2)."""

    reason = _paragraph(_("Why it takes longer"), _("The reporter reads this in the notice."))
    promised_at = CleanDateTimeField(label=_("It will be done by"))

    def clean_promised_at(self) -> datetime:
        return check_promise(self.cleaned_data["promised_at"], at=self.at)


class EscalateForm(DemandFields):
    """An authority now asks for it (LC-8.3)."""

    received_at = CleanDateTimeField(label=_("When did the authority ask?"))

    def clean_received_at(self) -> datetime:
        return check_past(self.cleaned_data["received_at"], at=self.at)


class TakedownForm(TimedForm):
    """What is to go, on which ground, on whose demand."""

    languages = forms.MultipleChoiceField(
        label=_("Languages to take down"), widget=forms.CheckboxSelectMultiple
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground.")},
    )
    reason = _paragraph(
        _("Reason"), _("For the record; the public page gives no hint of it."), rows=3
    )
    ordered_by = CleanLineField(
        label=_("On whose demand"),
        help_text=_("Authority, letter and officer. Needed for a request of an authority."),
        max_length=250,
        required=False,
    )
    settles = forms.BooleanField(
        label=_("This carries out the whole request: stop its 24 hours"), required=False
    )

    def __init__(self, *args: Any, live: list[str], grounds: list[Ground], **options: Any) -> None:
        super().__init__(*args, **options)
        offered: dict[str, list[tuple[str, Any]]] = {
            "languages": [(code, languages.NATIVE_NAMES[code]) for code in live],
            "ground": [(ground.value, GROUND_LABELS[ground]) for ground in grounds],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
