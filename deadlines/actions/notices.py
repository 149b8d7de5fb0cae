"""Notices of working days: entered by one person, published whole by another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

import notifications.actions
from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from audit.actions import record
from deadlines import policies, queries
from deadlines.actions import calendars
from deadlines.models import (
    Calendar,
    CalendarRevision,
    DayOverride,
    Notice,
    NoticeDay,
    NoticeState,
)
from deadlines.rules import notices as rules, snapshot
from deadlines.rules.calendar import Hours, WorkingCalendar
from deadlines.rules.notices import Fault, Issue, Line
from files.models import Enclosure
from kernel.verdict import Conflict, NotAllowed, NotReady


@dataclass(frozen=True, slots=True)
class Document:
    """What stands at the head of a notice; `season` is a new week of office hours."""

    number: str
    issued_on: date
    issuer: str
    title: str
    url: str = ""
    file: Enclosure | None = None
    season: Hours | None = None


class Faulty(NotReady):
    """The notice cannot be published as it stands; `faults` say why, and for which day."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__([str(fault.issue) for fault in faults])
        self.faults = tuple(faults)


@transaction.atomic
def enter(
    document: Document,
    lines: Iterable[Line],
    *,
    calendar: str = queries.DEFAULT_CODE,
    by: User,
    at: datetime,
) -> Notice:
    """Write a notice down as a draft; nothing counts by it yet."""
    if not (verdict := policies.may_enter(by, at=at)):
        raise NotAllowed(verdict)
    notice = Notice(calendar=Calendar.objects.get(code=calendar), entered_by=by, entered_at=at)
    _write(notice, document, lines)
    record("deadlines.enter_notice", notice, by=by, at=at)
    return notice


@transaction.atomic
def revise(
    notice: Notice, document: Document, lines: Iterable[Line], *, by: User, at: datetime
) -> Notice:
    """Change a draft; its scanned document stays unless another one comes."""
    notice = _locked(notice)
    if not (verdict := policies.may_revise(by, notice, at=at)):
        raise NotAllowed(verdict)
    _write(notice, document, lines)
    record("deadlines.revise_notice", notice, by=by, at=at)
    return notice


@transaction.atomic
def submit(notice: Notice, *, by: User, at: datetime) -> Notice:
    """Give a draft to the second person. Raises Faulty if it could not be published."""
    notice = _locked(notice)
    if not (verdict := policies.may_revise(by, notice, at=at)):
        raise NotAllowed(verdict)
    _check(notice)
    notice.state = NoticeState.SUBMITTED.value
    notice.submitted_at = at
    notice.save()
    record("deadlines.submit_notice", notice, by=by, at=at)
    for person in _approvers(at=at):
        if person.pk != by.pk:
            _tell("calendar_submitted", notice, person, at=at)
    return notice


@transaction.atomic
def publish(notice: Notice, *, by: User, at: datetime) -> CalendarRevision:
    """Put all days and hours of a notice in force at once, by a second person.

    One revision is published; terms that run are counted anew by the clock.
    """
    notice = _locked(notice)
    if not (verdict := policies.may_publish(by, notice, at=at)):
        raise NotAllowed(verdict)
    _check(notice)
    for day in notice.days.all():
        _put_into_force(day, notice)
    if (season := notice.season) is not None:
        calendars.publish_hours(notice.calendar, season, notice=notice)
    notice.state = NoticeState.PUBLISHED.value
    notice.approved_by, notice.published_at = by, at
    notice.save()
    revision = calendars.publish(notice.calendar, notice=notice, at=at)
    record(
        "deadlines.publish_notice",
        notice,
        by=by,
        at=at,
        data={"revision": revision.pk, "entered_by": notice.entered_by_id},
    )
    _tell("calendar_published", notice, notice.entered_by, at=at)
    return revision


@transaction.atomic
def withdraw(notice: Notice, *, reason: str, by: User, at: datetime) -> Notice:
    """A notice that shall not be published; it stays on record with the reason."""
    notice = _locked(notice)
    if not (verdict := policies.may_withdraw(by, notice, at=at)):
        raise NotAllowed(verdict)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    notice.state = NoticeState.WITHDRAWN.value
    notice.withdrawn_by, notice.withdrawn_at = by, at
    notice.withdrawn_reason = reason
    notice.save()
    record("deadlines.withdraw_notice", notice, by=by, at=at)
    if by.pk != notice.entered_by_id:
        _tell("calendar_withdrawn", notice, notice.entered_by, at=at, reason=reason)
    return notice


def faults_of(notice: Notice) -> list[Fault]:
    """What stands in the way of publishing it; a change without its document counts for nothing."""
    documented = notice.file_id is not None or bool(notice.url)
    return [
        *([] if documented else [Fault(Issue.NO_DOCUMENT)]),
        *rules.faults(
            _lines(notice),
            calendar=_standing_calendar(notice.calendar),
            season=notice.season,
            standing={
                day.date: Line(day.as_rule(), day.swapped_with)
                for day in DayOverride.objects.filter(calendar=notice.calendar_id)
            },
        ),
    ]


def proposed(notice: Notice) -> WorkingCalendar:
    """The calendar as it would be with the notice."""
    return rules.proposed(_standing_calendar(notice.calendar), _lines(notice), notice.season)


def warn_of_missing(*, at: datetime) -> int:
    """Tell those who may enter it, once a week, that the coming year has no notice of Tết.

    Returns the year that is missing, or 0.
    """
    today = timezone.localdate(at)
    missing = queries.year_without_notice(at=at)
    if missing is None:
        return 0
    iso = today.isocalendar()
    for person in _enterers(at=at):
        notifications.actions.queue(
            "calendar_missing",
            to=person,
            context={
                "reference": str(missing),
                "url": _in_every_language("calendar_desk:year_of", missing),
            },
            key=f"calendar-missing:{missing}:{iso.year}-{iso.week}:{person.pk}",
            at=at,
        )
    return missing


def _write(notice: Notice, document: Document, lines: Iterable[Line]) -> None:
    season = document.season
    notice.number, notice.issued_on = document.number, document.issued_on
    notice.issuer, notice.title = document.issuer, document.title
    notice.url = document.url
    notice.file = document.file or notice.file
    notice.hours_from = season.since if season else None
    notice.hours_week = [snapshot.sessions(b) for b in season.week] if season else None
    notice.save()
    notice.days.all().delete()
    NoticeDay.objects.bulk_create(
        NoticeDay(notice=notice, **_columns(line)) for line in rules.paired_up(lines)
    )


def _columns(line: Line) -> dict[str, object]:
    override = line.override
    return {
        "date": override.day,
        "kind": override.kind.value,
        "status": override.status.value,
        "name": override.name,
        "sessions": snapshot.sessions(override.blocks),
        "as_weekday": override.as_weekday,
        "swapped_with": line.swapped_with,
    }


def _put_into_force(day: NoticeDay, notice: Notice) -> None:
    """The day replaces what stood there; what that was, the revisions keep."""
    DayOverride.objects.update_or_create(
        calendar=notice.calendar,
        date=day.date,
        defaults=_columns(day.as_line()) | {"notice": notice},
    )


def _check(notice: Notice) -> None:
    if faults := faults_of(notice):
        raise Faulty(faults)


def _lines(notice: Notice) -> list[Line]:
    return [day.as_line() for day in notice.days.all()]


def _standing_calendar(calendar: Calendar) -> WorkingCalendar:
    return queries.calendar(calendar.code)


def _locked(notice: Notice) -> Notice:
    """The notice as it is now; the calendar first, so that two are never published at once."""
    Calendar.objects.select_for_update(of=("self",)).get(pk=notice.calendar_id)
    try:
        return (
            Notice.objects.select_related("calendar", "entered_by")
            .select_for_update(of=("self",))
            .get(pk=notice.pk)
        )
    except Notice.DoesNotExist:
        raise Conflict from None


def _approvers(*, at: datetime) -> list[User]:
    return _either(C.ADMINISTER, C.APPROVE, at=at)


def _enterers(*, at: datetime) -> list[User]:
    return _either(C.ADMINISTER, C.ROUTE, at=at)


def _either(one: C, other: C, *, at: datetime) -> list[User]:
    people = accounts.holders(one, at=at) + accounts.holders(other, at=at)
    return list({person.pk: person for person in people}.values())


def _tell(kind: str, notice: Notice, person: User, *, at: datetime, **facts: object) -> None:
    notifications.actions.queue(
        kind,
        to=person,
        context={
            "reference": notice.number,
            "title": notice.title,
            "url": _in_every_language("calendar_desk:notice", notice.pk),
        }
        | facts,
        key=f"{kind}:{notice.pk}:{at.isoformat()}:{person.pk}",
        at=at,
    )


def _in_every_language(name: str, *args: object) -> dict[str, str]:
    told = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            told[code] = reverse(name, args=args)
    return told
