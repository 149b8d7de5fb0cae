"""One intake for everything (LC-8.1): received, given to somebody, answered."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Capability as C
from incidents import policies
from incidents.actions import clocks, ledger, messages, numbers
from incidents.models import Case, NumberSeries
from incidents.rules import codes, duties
from incidents.rules.facts import Report
from incidents.rules.states import Action, Kind
from kernel.verdict import NotAllowed, NotReady, no
from sections.models import Article


@transaction.atomic
def receive(
    report: Report,
    *,
    received_at: datetime,
    articles: Iterable[Article] = (),
    form_token: UUID | None = None,
    by: User | None,
    at: datetime,
) -> Case:
    """Take in a report, start its 8 working hours, and tell both sides (LC-8.1, LC-8.2).

    `by` is None for a report through the form. `received_at` may lie in the past, never in the
    future: the clock starts with the telephone call, not with its entry. The same `form_token`
    twice is one case.
    """
    if report.kind is Kind.AUTHORITY_REQUEST:
        raise NotAllowed(no("not_by_form", provision="LC-8.3"))
    if not (verdict := policies.may_receive(by, report.kind, report.channel, at=at)):
        raise NotAllowed(verdict)
    if issues := issues_of(report, received_at=received_at, at=at):
        raise NotReady(issues)
    series = numbers.locked(NumberSeries.Register.CASES, timezone.localdate(at).year)
    # Whoever sends the same form at the same moment has waited for the lock and finds the case.
    if form_token is not None and (twin := Case.objects.filter(form_token=form_token).first()):
        return twin
    case = open_case(
        report, series, articles, received_at=received_at, form_token=form_token, by=by, at=at
    )
    clock = clocks.start(case, duties.HANDLE, received_at=received_at, by=by, at=at)
    due = messages.due_of(clock)
    messages.tell_reporter(case, "case_received", key=f"case:{case.pk}:received", at=at, **due)
    messages.tell_board(case, "case_new", key=f"case:{case.pk}:new", at=at, **due)
    return case


def issues_of(report: Report, *, received_at: datetime, at: datetime) -> list[str]:
    """What stands in the way of taking it in."""
    issues = []
    if received_at > at:
        issues.append("in_the_future")
    if not report.subject.strip():
        issues.append("subject_missing")
    return issues


def open_case(
    report: Report,
    series: NumberSeries,
    articles: Iterable[Article],
    *,
    received_at: datetime,
    by: User | None,
    at: datetime,
    **facts: Any,
) -> Case:
    """The row with its number and its first step; the caller starts the clock."""
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
        received_at=received_at,
        recorded_at=at,
        recorded_by=by,
        **facts,
    )
    case.articles.set(articles)
    ledger.begin(case, by=by, at=at)
    return case


@transaction.atomic
def take_charge(case: Case, *, by: User, at: datetime) -> None:
    """Deal with it oneself (LC-8.1)."""
    assign(case, by, by=by, at=at)


@transaction.atomic
def assign(case: Case, handler: User, *, by: User, at: datetime) -> None:
    """Give a case to somebody who may handle it, and tell them (LC-8.1)."""
    case = ledger.locked(case)
    ledger.check(by, Action.ASSIGN, case, at=at)
    if not handler.holds(C.HANDLE_CASES, at=at):
        raise NotAllowed(no("handler_may_not", provision="LC-8.1"))
    if case.handler_id == handler.pk:
        return
    case.handler = handler
    step = ledger.advance(
        case, Action.ASSIGN, by=by, at=at, note=str(handler), data={"handler": handler.pk}
    )
    if handler.pk != by.pk:
        key = f"case:{case.pk}:{step.seq}:assigned"
        messages.tell_person(case, handler, "case_assigned", key=key, at=at)


@transaction.atomic
def note(case: Case, words: str, *, public: bool = False, by: User, at: datetime) -> None:
    """Write something into the history, for the board or for the reporter as well."""
    case = ledger.locked(case)
    ledger.check(by, Action.NOTE, case, at=at)
    if not words.strip():
        raise NotReady(["note_missing"])
    ledger.advance(case, Action.NOTE, by=by, at=at, note=words, public=public)


@transaction.atomic
def add_article(case: Case, article: Article, *, by: User, at: datetime) -> None:
    """Tie an article to a case that was found to be about it."""
    case = ledger.locked(case)
    ledger.check(by, Action.ADD_ARTICLE, case, at=at)
    case.articles.add(article)
    data = {"article": article.pk}
    ledger.advance(case, Action.ADD_ARTICLE, by=by, at=at, note=article.code, data=data)


@transaction.atomic
def resolve(case: Case, result: str, *, by: User, at: datetime) -> None:
    """Deal with it, tell the reporter, and stop its clocks (LC-8.2, LC-8.3).

    What an authority wants removed must be gone first (LC-8.3-removal).
    """
    case = ledger.locked(case)
    ledger.check(by, Action.RESOLVE, case, at=at)
    issues = [] if result.strip() else ["result_missing"]
    if case.removal_demanded and Article.objects.filter(cases=case).published(at=at).exists():
        issues.append("still_public")
    if issues:
        raise NotReady(issues)
    _close(case, Action.RESOLVE, result, "case_resolved", by=by, at=at)


@transaction.atomic
def reject(case: Case, reason: str, *, by: User, at: datetime) -> None:
    """Not accept it, and say why; an answer all the same, so its clocks stop (LC-8.2)."""
    case = ledger.locked(case)
    ledger.check(by, Action.REJECT, case, at=at)
    if not reason.strip():
        raise NotReady(["reason_missing"])
    _close(case, Action.REJECT, reason, "case_rejected", by=by, at=at)


def _close(case: Case, action: Action, result: str, kind: str, *, by: User, at: datetime) -> None:
    case.result = result
    case.handled_at, case.handled_by = at, by
    ledger.advance(case, action, by=by, at=at, provision=case.provision)
    clocks.meet_all(case, by=by, at=at)
    key = f"case:{case.pk}:{action}"
    messages.tell_reporter(case, kind, key=key, at=at, outcome=result)
