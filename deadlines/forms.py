"""How a notice of working days is entered: the document, its days, new office hours."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from deadlines.models.calendars import KIND_LABELS, STATUS_LABELS, WEEKDAYS, check_sessions
from deadlines.rules import snapshot
from deadlines.rules.calendar import Blocks, Kind, Override, Status, Week
from deadlines.rules.notices import Line
from kernel.fields import CleanCharField, CleanDateField, CleanForm, CleanLineField, CleanURLField


if TYPE_CHECKING:
    LineSet = BaseFormSet[Any]
else:
    LineSet = BaseFormSet

MOST_DAYS: Final = 60
SPARE_LINES: Final = 6
ENTERED: Final = (Status.OFFICIAL, Status.LAW, Status.ESTIMATED, Status.PENDING)
WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SessionsField(CleanLineField):
    """Sessions such as 07:30-11:30, 13:00-17:00; empty for none."""

    default_validators = [check_sessions]

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=200, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return snapshot.sessions(snapshot.blocks(text)).replace(",", ", ")


class NoticeForm(CleanForm):
    """The document itself, and a new season of office hours if it brings one."""

    number = CleanLineField(label=_("Number"), max_length=100)
    issued_on = CleanDateField(label=_("Date of the document"))
    issuer = CleanLineField(label=_("Issued by"), max_length=200)
    title = CleanLineField(label=_("What it is about"), max_length=300)
    url = CleanURLField(label=_("Where it can be read"), max_length=500, required=False)
    file = forms.FileField(
        label=_("Scanned document"),
        help_text=_("PDF, JPEG, PNG or WebP, up to 12 MB."),
        required=False,
        max_length=255,
    )
    hours_from = CleanDateField(label=_("New office hours from"), required=False)
    monday = SessionsField(label=WEEKDAYS[0])
    tuesday = SessionsField(label=WEEKDAYS[1])
    wednesday = SessionsField(label=WEEKDAYS[2])
    thursday = SessionsField(label=WEEKDAYS[3])
    friday = SessionsField(label=WEEKDAYS[4])
    saturday = SessionsField(label=WEEKDAYS[5])
    sunday = SessionsField(label=WEEKDAYS[6])

    def clean_issued_on(self) -> date:
        day: date = self.cleaned_data["issued_on"]
        if day.year < 1990:
            raise ValidationError(_("This is too long ago."), code="past")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("hours_from") and not any(cleaned.get(name) for name in WEEK):
            self.add_error(
                "monday",
                ValidationError(
                    _("Give sessions for at least one weekday, such as 07:30-11:30, 13:00-17:00."),
                    code="no_working_time",
                ),
            )
        return cleaned

    @property
    def week(self) -> Week | None:
        """The new office hours; None if there is no first day for them."""
        if not self.cleaned_data.get("hours_from"):
            return None
        first, second, third, fourth, fifth, sixth, seventh = (
            snapshot.blocks(self.cleaned_data[name]) for name in WEEK
        )
        return (first, second, third, fourth, fifth, sixth, seventh)

    @property
    def season_fields(self) -> list[forms.BoundField]:
        """The fields of the new office hours, apart from the rest."""
        return [self["hours_from"], *(self[name] for name in WEEK)]


class DayForm(CleanForm):
    """One line of a notice; a line without a date is left out."""

    date = CleanDateField(label=_("Day"), required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, KIND_LABELS[kind]) for kind in Kind],
        initial=Kind.OFF.value,
    )
    name = CleanLineField(label=_("Name of the day"), max_length=200, required=False)
    swapped_with = CleanDateField(label=_("Swapped with"), required=False)
    sessions = SessionsField(label=_("Sessions"))
    status = forms.ChoiceField(
        label=_("Certainty"),
        choices=[(status.value, STATUS_LABELS[status]) for status in ENTERED],
        initial=Status.OFFICIAL.value,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day = cleaned.get("date")
        if day is None:
            if not self.errors and (cleaned.get("name") or cleaned.get("sessions")):
                self.add_error("date", _("Say which day."))
            return cleaned
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give the day a name."))
        self._check_sessions(cleaned)
        if cleaned.get("swapped_with") == day:
            self.add_error("swapped_with", _("A day is swapped with another one."))
        return cleaned

    def _check_sessions(self, cleaned: Mapping[str, Any]) -> None:
        special = cleaned.get("kind") == Kind.HOURS
        if "sessions" in self.errors or special == bool(cleaned.get("sessions")):
            return
        self.add_error("sessions", _("Give sessions for special hours, and only for them."))

    @property
    def line(self) -> Line | None:
        """The day as the rules know it; None for an empty line."""
        cleaned = self.cleaned_data
        if cleaned.get("date") is None:
            return None
        blocks: Blocks = snapshot.blocks(cleaned["sessions"])
        override = Override(
            day=cleaned["date"],
            kind=Kind(cleaned["kind"]),
            status=Status(cleaned["status"]),
            name=cleaned["name"],
            blocks=blocks,
            as_weekday=cleaned["date"].weekday(),
        )
        return Line(override, cleaned["swapped_with"])


class Days(LineSet):
    """The lines of a notice; each day stands in it once."""

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            day = form.cleaned_data.get("date") if hasattr(form, "cleaned_data") else None
            if day is not None and day in seen:
                form.add_error("date", _("This day stands in the notice twice."))
            seen.add(day)

    @property
    def lines(self) -> list[Line]:
        return [line for form in self.forms if (line := form.line) is not None]


_LINES = formset_factory(
    DayForm, formset=Days, extra=SPARE_LINES, max_num=MOST_DAYS, absolute_max=MOST_DAYS
)


def days_form(
    data: Mapping[str, Any] | None = None, *, initial: Sequence[dict[str, Any]] = ()
) -> Days:
    """The lines of a notice, with some empty ones to fill."""
    return cast("Days", _LINES(data, initial=list(initial), prefix="days"))


def initial_of(line: Line) -> dict[str, Any]:
    """A line as the form shows it."""
    override = line.override
    return {
        "date": override.day,
        "kind": override.kind.value,
        "name": override.name,
        "swapped_with": line.swapped_with,
        "sessions": snapshot.sessions(override.blocks).replace(",", ", "),
        "status": override.status.value if override.status in ENTERED else Status.LAW.value,
    }


class ReasonForm(CleanForm):
    """Why something is withdrawn or decided."""

    reason = CleanCharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
