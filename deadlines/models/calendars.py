"""Working calendars: office hours by version, days that differ, and what was published of both."""

from typing import Any, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from deadlines.rules import snapshot
from deadlines.rules.calendar import Hours, Kind, Override, Status, WorkingCalendar


KIND_LABELS = {
    Kind.OFF: _("day off"),
    Kind.WORK: _("made-up working day"),
    Kind.HOURS: _("special hours"),
}
STATUS_LABELS = {
    Status.OFFICIAL: _("official notice"),
    Status.LAW: _("follows from the Labour Code"),
    Status.LIBRARY: _("by rule, notice not at hand"),
    Status.ESTIMATED: _("estimated, no notice yet"),
    Status.PENDING: _("pending, not yet enacted"),
}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def check_sessions(text: str) -> None:
    """Say what is wrong with sessions such as 07:30-11:30,13:00-17:00."""
    try:
        snapshot.blocks(text)
    except ValueError:
        raise ValidationError(
            _(
                "“%(text)s” cannot be read. Write sessions as 07:30-11:30, 13:00-17:00, in order"
                " and apart; write 24:00 for the end of a day."
            ),
            params={"text": text[:80]},
            code="sessions",
        ) from None


def check_zone(name: str) -> None:
    """Refuse a time zone that nobody knows."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValidationError(_("This time zone is unknown."), code="zone") from None


class Calendar(models.Model):
    """The working calendar of a body; what counts is its latest published revision."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Ho_Chi_Minh", validators=[check_zone]
    )
    pending_off = models.BooleanField(
        _("pending days are off"),
        default=False,
        help_text=_("Days off that are not yet enacted count as working days unless this is set."),
    )

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class HoursVersion(models.Model):
    """Office hours of a week, from `valid_from` up to and including `valid_to`.

    `valid_to` follows from the next version (`deadlines.actions.calendars.publish_hours`).
    `week` holds seven texts, Monday first, such as "07:30-11:30,13:00-17:00"; empty for no work.
    """

    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, related_name="hours", verbose_name=_("calendar")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    week = models.JSONField(_("week"))
    notice = models.ForeignKey(
        "deadlines.Notice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hours_versions",
        verbose_name=_("notice"),
    )

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ["calendar", F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="deadlines_hours_end_after_they_begin",
            ),
            models.UniqueConstraint(
                fields=["calendar", "valid_from"], name="deadlines_one_beginning_of_hours"
            ),
            models.UniqueConstraint(
                fields=["calendar"],
                condition=Q(valid_from__isnull=True),
                name="deadlines_one_first_hours",
            ),
        ]

    def __str__(self) -> str:
        since, until = (
            date_format(day) if day else "…" for day in (self.valid_from, self.valid_to)
        )
        return f"{since} – {until}"

    def as_rule(self) -> Hours:
        """The version as the arithmetic knows it."""
        first, second, third, fourth, fifth, sixth, seventh = map(snapshot.blocks, self.week)
        return Hours(
            (first, second, third, fourth, fifth, sixth, seventh), self.valid_from, self.valid_to
        )


class SpecialDay(models.Model):
    """A day that differs from its weekday: a holiday, a made-up Saturday, special hours.

    `swapped_with` is the other half of a swap (hoán đổi): the made-up day of a day off, or the
    day off that a made-up day stands for. Both are entered, published and changed together.
    """

    date = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8, choices=KIND_LABELS)
    status = models.CharField(_("certainty"), max_length=8, choices=STATUS_LABELS)
    name = models.CharField(_("name"), max_length=200)
    sessions = models.CharField(
        _("sessions"),
        max_length=200,
        blank=True,
        validators=[check_sessions],
        help_text=_("Only for special hours, such as 07:30-11:30."),
    )
    as_weekday = models.PositiveSmallIntegerField(
        _("hours of"),
        choices=list(enumerate(WEEKDAYS)),
        default=0,
        help_text=_("A made-up day keeps the hours of this weekday."),
    )
    swapped_with = models.DateField(_("swapped with"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.HOURS.value, sessions__gt="")
                | Q(~Q(kind=Kind.HOURS.value), sessions=""),
                name="%(app_label)s_%(class)s_sessions_for_special_hours",
                violation_error_message=_("Give sessions for special hours, and only for them."),
            ),
            models.CheckConstraint(
                condition=Q(as_weekday__lte=6),
                name="%(app_label)s_%(class)s_as_weekday_is_a_weekday",
            ),
            models.CheckConstraint(
                condition=Q(swapped_with__isnull=True)
                | (~Q(kind=Kind.HOURS.value) & ~Q(swapped_with=F("date"))),
                name="%(app_label)s_%(class)s_swapped_with_another_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"

    def as_rule(self) -> Override:
        """The day as the arithmetic knows it."""
        return Override(
            day=self.date,
            kind=Kind(self.kind),
            status=Status(self.status),
            name=self.name,
            blocks=snapshot.blocks(self.sessions),
            as_weekday=self.as_weekday,
        )


class DayOverride(SpecialDay):
    """A special day as it stands in a calendar now; each is there by a notice, or was seeded."""

    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, related_name="overrides", verbose_name=_("calendar")
    )
    notice = models.ForeignKey(
        "deadlines.Notice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="overrides",
        verbose_name=_("notice"),
    )

    class Meta(SpecialDay.Meta):
        abstract = False
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["-date"]
        constraints = [
            *SpecialDay.Meta.constraints,
            models.UniqueConstraint(
                fields=["calendar", "date"],
                name="deadlines_one_override_a_day",
                violation_error_message=_("This day already differs in this calendar."),
            ),
        ]


class CalendarRevisionQuerySet(models.QuerySet["CalendarRevision"]):
    def published(self, code: str) -> Self:
        """The revisions of one calendar, the one that counts first."""
        return self.filter(calendar__code=code).order_by("-id")


class CalendarRevision(models.Model):
    """A calendar as it was published: immutable, with all its hours and days."""

    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("calendar")
    )
    published_at = models.DateTimeField(_("published at"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    notice = models.ForeignKey(
        "deadlines.Notice",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("notice"),
    )

    objects = CalendarRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar revision")
        verbose_name_plural = _("calendar revisions")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.calendar_id}/{self.pk}"

    def as_rule(self) -> WorkingCalendar:
        """The calendar as the arithmetic knows it."""
        content: dict[str, Any] = self.content
        return snapshot.read(content, revision=self.pk)
