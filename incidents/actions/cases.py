"""What is done with a case: given to somebody, noted on, documented, answered (LC-8.1)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Capability as C
from files.models import Enclosure
from incidents.actions import clocks, ledger, messages
from incidents.models import Case
from incidents.rules.states import Action
from incidents.rules.triage import Triage
from kernel.verdict import NotAllowed, NotReady, no
from sections.models import Article


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
def enclose(
    case: Case, enclosures: Sequence[Enclosure], *, words: str = "", by: User, at: datetime
) -> None:
    """Put documents to a case: a scanned letter, a proof, an answer."""
    case = ledger.locked(case)
    ledger.check(by, Action.ENCLOSE, case, at=at)
    if not enclosures:
        raise NotReady(["document_missing"])
    case.enclosures.add(*enclosures)
    data = {"enclosures": [str(enclosure.pk) for enclosure in enclosures]}
    named = ", ".join(enclosure.original_name for enclosure in enclosures)
    told = f"{named}\n{words}" if words.strip() else named
    ledger.advance(case, Action.ENCLOSE, by=by, at=at, note=told, data=data)


@transaction.atomic
def examine(case: Case, words: str, *, violation: str = "", by: User, at: datetime) -> None:
    """A private complaint was looked at: it stays a report, with its 8 working hours (LC-8.2).

    `violation` is its place in the internal list of LA-6. What an authority asks for instead is
    `escalate`; what can be answered at once is `resolve` or `reject`.
    """
    case = ledger.locked(case)
    ledger.check(by, Action.TRIAGE, case, at=at)
    if not words.strip():
        raise NotReady(["note_missing"])
    case.triage, case.violation = Triage.KEPT.value, violation
    data = {"violation": violation}
    ledger.advance(case, Action.TRIAGE, by=by, at=at, note=words, data=data)


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
    if case.triage in {Triage.WAITING, Triage.KEPT}:
        case.triage = Triage.ANSWERED.value
    step = ledger.advance(
        case, action, by=by, at=at, note=result, public=True, provision=case.provision
    )
    clocks.meet_all(case, by=by, at=at)
    for each in (case, *joined(case)):
        key = f"case:{each.pk}:{action}:{case.pk}.{step.seq}"
        messages.tell_reporter(each, kind, key=key, at=at, outcome=result)


def joined(case: Case) -> Iterator[Case]:
    """The reports that go on with this one: their reporters are owed the same answer."""
    for other in case.duplicates.order_by("pk"):
        yield other
        yield from joined(other)
