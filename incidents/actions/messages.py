"""Who hears of which act. Messages are rows of the outbox, written with the act itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

import notifications.actions
from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from deadlines.models import Clock
from incidents.models import Case, CaseNotice
from incidents.models.cases import KIND_LABELS
from incidents.queries import words
from notifications.models import OutgoingDocument


def in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """The same words in each language; the reader's own is chosen when they read it."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = str(say())
    return told


def due_of(clock: Clock) -> dict[str, Any]:
    """When it is due, in words, and by which provision."""
    return {
        "due_at": clock.due_at,
        "due": in_every_language(lambda: words.of_clock(clock, at=None)),
        "provision": clock.provision,
    }


def tell_reporter(
    case: Case,
    kind: str,
    *,
    key: str,
    at: datetime,
    enclosed: OutgoingDocument | None = None,
    **facts: Any,
) -> None:
    """An e-mail to whoever left an address, in the language of their report."""
    if not case.reporter_email:
        return
    with translation.override(case.language):
        path = f"{reverse('incidents:track')}?code={case.tracking_code}"
    notifications.actions.queue(
        kind,
        to=case.reporter_email,
        language=case.language,
        context={"reference": case.tracking_code, "url": path} | facts,
        enclosed=enclosed,
        key=key,
        at=at,
    )


def send_notice(notice: CaseNotice, *, reason: str, at: datetime) -> None:
    """The letter as PDF by e-mail, with `reason` in the reader's language (LC-8.2-notice).

    The sweep sees when it went out.
    """
    tell_reporter(
        notice.case,
        "case_notice",
        key=notice.message_key,
        at=at,
        enclosed=notice.document,
        promised_at=notice.promised_at,
        number=notice.number,
        reason=reason,
        translated=reason != notice.text,
    )


def tell_notice_undelivered(case: Case, notice: CaseNotice, *, at: datetime) -> None:
    """Its e-mail was given up: whoever handles the case has to deliver it in another way."""
    for person in concerned(case, at=at):
        tell_person(
            case,
            person,
            "case_notice_undelivered",
            key=f"{notice.message_key}:undelivered:{person.pk}",
            at=at,
            number=notice.number,
            address=case.reporter_email,
        )


def tell_board(case: Case, kind: str, *, key: str, at: datetime, **facts: Any) -> None:
    """Everybody who handles cases, once each."""
    for person in accounts.holders(C.HANDLE_CASES, at=at):
        tell_person(case, person, kind, key=f"{key}:{person.pk}", at=at, **facts)


def tell_person(
    case: Case, person: User, kind: str, *, key: str, at: datetime, **facts: Any
) -> None:
    """One person of the board; the link opens the desk in their language."""
    notifications.actions.queue(
        kind,
        to=person,
        context={
            "reference": case.number,
            "title": case.subject,
            "case_kind": in_every_language(lambda: str(KIND_LABELS[case.kind])),
            "url": in_every_language(case.get_absolute_url),
        }
        | facts,
        key=key,
        at=at,
    )


def concerned(case: Case, *, at: datetime) -> list[User]:
    """Whoever handles the case, as long as they may; else everybody who could."""
    if case.handler is not None and case.handler.holds(C.HANDLE_CASES, at=at):
        return [case.handler]
    return accounts.holders(C.HANDLE_CASES, at=at)
