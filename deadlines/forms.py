"""Office hours by weekday: seven lines instead of one text of JSON."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deadlines.models import HoursVersion
from deadlines.models.calendars import WEEKDAYS, check_sessions
from deadlines.rules import snapshot


def _sessions_of(weekday: int) -> forms.CharField:
    return forms.CharField(
        label=WEEKDAYS[weekday], required=False, max_length=200, validators=[check_sessions]
    )


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class HoursVersionForm(forms.ModelForm):  # type: ignore[type-arg]
    """The sessions of each weekday, such as 07:30-11:30, 13:00-17:00; empty for no work."""

    monday = _sessions_of(0)
    tuesday = _sessions_of(1)
    wednesday = _sessions_of(2)
    thursday = _sessions_of(3)
    friday = _sessions_of(4)
    saturday = _sessions_of(5)
    sunday = _sessions_of(6)

    class Meta:
        model = HoursVersion
        fields = ["calendar", "valid_from"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week = self.instance.week or [""] * 7
        for name, sessions in zip(DAYS, week, strict=True):
            self.initial.setdefault(name, sessions.replace(",", ", "))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned[name] for name in DAYS):
            raise ValidationError(
                _("Give sessions for at least one weekday, such as 07:30-11:30, 13:00-17:00."),
                code="no_working_time",
            )
        if not self.errors:
            self.instance.week = [snapshot.sessions(snapshot.blocks(cleaned[n])) for n in DAYS]
        return cleaned
