"""One form for each act on a case that asks for more than a click."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents.forms.demand import DemandFields
from incidents.forms.fields import TimedForm, check_past, violation_field
from incidents.forms.files import LONGEST_TOKEN, EnclosuresField
from incidents.models import Case
from incidents.queries import articles
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


class EscalateForm(DemandFields):
    """An authority now asks for it (LC-8.3)."""

    received_at = CleanDateTimeField(label=_("When did the authority ask?"))

    def clean_received_at(self) -> datetime:
        return check_past(self.cleaned_data["received_at"], at=self.at)
