"""Moments and articles as the board enters them."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models.labels import VIOLATION_LABELS
from incidents.queries import articles
from kernel.fields import CleanForm
from sections.models import Article


IN_FORCE_SINCE: Final = date(2025, 1, 25)  # the regulation; nothing came in under it before
LONGEST_PROMISE: Final = timedelta(days=366)
MOST_ARTICLES: Final = 50


class TimedForm(CleanForm):
    """A form that knows when it is read: nothing it takes lies in the future."""

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.at = at


def check_past(moment: datetime, *, at: datetime) -> datetime:
    """A moment between the day the regulation came into force and now."""
    if moment > at:
        raise forms.ValidationError(
            _("This lies in the future. Enter when it really came in."), code="future"
        )
    if moment.date() < IN_FORCE_SINCE:
        raise forms.ValidationError(
            _("The regulation is in force since 25/01/2025: enter a later day."), code="past"
        )
    return moment


def check_promise(moment: datetime, *, at: datetime) -> datetime:
    """A moment to come, and not a year away."""
    if moment <= at:
        raise forms.ValidationError(_("A promise lies in the future."), code="past")
    if moment > at + LONGEST_PROMISE:
        raise forms.ValidationError(_("Promise a day within a year."), code="far")
    return moment


def check_letter_day(day: date | None, *, at: datetime) -> date | None:
    """The day on a letter: not to come, and of this century."""
    if day is not None and not date(2000, 1, 1) <= day <= timezone.localdate(at):
        raise forms.ValidationError(_("Enter the day that stands on the letter."), code="day")
    return day


def violation_field(*, required: bool = False) -> forms.ChoiceField:
    """What the violation consists of; the list is Lai Châu's, an internal norm here (LA-6)."""
    return forms.ChoiceField(
        label=_("Kind of violation"),
        help_text=_(
            "An internal list after LA-6, the regulation of a neighbouring province; it is not "
            "law of Lào Cai."
        ),
        choices=[("", _("Not said")), *VIOLATION_LABELS.items()],
        required=required,
    )


class ArticlesField(forms.MultipleChoiceField):
    """Public articles, chosen among those that were found and those chosen before.

    Works without script: the button that searches sends the whole form, and nothing is lost.
    """

    widget = forms.CheckboxSelectMultiple
    offered: list[Article]
    chosen: set[str]

    def offer(self, chosen: list[str], words: str, *, at: datetime) -> None:
        """Fill the list for one request."""
        keys = {int(key) for key in chosen[:MOST_ARTICLES] if key.isdecimal() and len(key) < 19}
        self.chosen = {str(key) for key in keys}
        public = Article.objects.visible_to(AnonymousUser(), at=at)
        self.offered = list(public.filter(pk__in=keys).order_by("-pk")) if keys else []
        self.offered += [
            article for article in articles.search(words, at=at) if article.pk not in keys
        ]
        self.choices = [(str(article.pk), article.code) for article in self.offered]

    def clean(self, value: Any) -> list[Article]:
        chosen = set(super().clean(value))
        return [article for article in self.offered if str(article.pk) in chosen]
