"""One intake for everything (LC-8.1): what comes gets its number, and its clock starts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts import queries as accounts
from accounts.models import Agency, User
from files.models import Enclosure
from incidents import policies
from incidents.actions import clocks, ledger, messages, numbers
from incidents.models import Case, NumberSeries
from incidents.rules import codes, duties
from incidents.rules.facts import Report
from incidents.rules.states import Channel, Kind
from incidents.rules.triage import Triage
from kernel.verdict import NotAllowed, NotReady, no
from sections.models import Article


STANDING = "standing"  # the authority that is whichever agency runs the portal on the day


@transaction.atomic
def receive(
    report: Report,
    *,
    received_at: datetime,
    articles: Iterable[Article] = (),
    enclosures: Iterable[Enclosure] = (),
    form_token: UUID | None = None,
    by: User | None,
    at: datetime,
) -> Case:
    """Take in a report, start its 8 working hours, and tell both sides (LC-8.1, LC-8.2).

    `by` is None for a report through the form. `received_at` may lie in the past, never in the
    future: the clock starts with the telephone call, not with its entry. The same `form_token`
    twice is one case. What the board finds itself runs 24 hours by its own norm.
    """
    if report.kind == Kind.AUTHORITY_REQUEST:
        raise NotAllowed(no("not_by_form", provision="LC-8.3"))
    if not (verdict := policies.may_receive(by, report.kind, report.channel, at=at)):
        raise NotAllowed(verdict)
    if issues := issues_of(report, received_at=received_at, by=by, at=at):
        raise NotReady(issues)
    series = numbers.locked(NumberSeries.Register.CASES, timezone.localdate(at).year)
    # Whoever sends the same form at the same moment has waited for the lock and finds the case.
    if form_token is not None and (twin := Case.objects.filter(form_token=form_token).first()):
        return twin
    case = open_case(
        report, series, articles, enclosures,
        received_at=received_at, form_token=form_token, by=by, at=at,
    )  # fmt: skip
    provision = duties.provision_on_receipt(report.kind)
    clock = clocks.start(case, provision, received_at=received_at, by=by, at=at)
    due = messages.due_of(clock)
    messages.tell_reporter(case, "case_received", key=f"case:{case.pk}:received", at=at, **due)
    messages.tell_board(case, "case_new", key=f"case:{case.pk}:new", at=at, **due)
    return case


def issues_of(report: Report, *, received_at: datetime, by: User | None, at: datetime) -> list[str]:
    """What stands in the way of taking it in."""
    issues = []
    if received_at > at:
        issues.append("in_the_future")
    if not report.subject.strip():
        issues.append("subject_missing")
    if by is not None and report.channel is Channel.PHONE and not report.read_back:
        issues.append("read_back_missing")
    if report.agency and not Agency.objects.filter(code=report.agency).exists():
        issues.append("agency_unknown")
    return issues


def open_case(
    report: Report,
    series: NumberSeries,
    articles: Iterable[Article],
    enclosures: Iterable[Enclosure],
    *,
    received_at: datetime,
    by: User | None,
    at: datetime,
    **facts: Any,
) -> Case:
    """The row with its number and its first step; the caller starts the clock."""
    read_back = report.read_back and by is not None
    columns = {
        "letter_number": report.letter_number,
        "letter_on": report.letter_on,
        "violation": report.violation,
        "agency": _agency(report, received_at=received_at, asks=facts.get("authority")),
    } | facts
    case = Case.objects.create(
        number=codes.case_number(series.year, numbers.take(series)),
        tracking_code=numbers.tracking_code(),
        kind=report.kind,
        channel=report.channel,
        language=report.language,
        subject=report.subject,
        description=report.description,
        page_url=report.page_url,
        reporter_name=report.reporter.name,
        reporter_email=report.reporter.email,
        reporter_phone=report.reporter.phone,
        office=report.office,
        read_back_at=at if read_back else None,
        read_back_by=by if read_back else None,
        triage=Triage.WAITING if report.kind == Kind.VIOLATION_REPORT else "",
        received_at=received_at,
        recorded_at=at,
        recorded_by=by,
        **columns,
    )
    case.articles.set(articles)
    case.enclosures.set(enclosures)
    ledger.begin(case, by=by, at=at)
    return case


def _agency(report: Report, *, received_at: datetime, asks: Any) -> Agency | None:
    """The agency that was named; for the standing agency, whoever that was on the day."""
    if report.agency:
        return Agency.objects.get(code=report.agency)
    if asks is not None and asks.code == STANDING:
        return accounts.standing_agency(on=timezone.localdate(received_at))
    return None
