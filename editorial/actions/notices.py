"""Who hears of which act. Messages are rows of the outbox, written with the act itself."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import translation

import notifications.actions
from accounts import queries
from accounts.models import User
from accounts.permissions import Capability as C
from editorial import policies
from editorial.models import Edition, Submission, Transition
from kernel import languages


# What agencies and contributors hear leads to their own pages; the rest leads to the desk.
TO_SUPPLIERS = frozenset(
    {"changes_requested", "submission_refused", "submission_approved", "edition_published",
     "taken_down"}
)  # fmt: skip


def tell(
    kind: str,
    people: Iterable[User],
    edition: Edition,
    transition: Transition,
    *,
    at: datetime,
    except_for: User | None = None,
) -> None:
    """Queue one message per person about a step; the same step is never told twice."""
    submission = edition.submission
    for person in {person.pk: person for person in people}.values():
        if except_for is not None and person.pk == except_for.pk:
            continue
        notifications.actions.queue(
            kind,
            to=person,
            context={
                "reference": submission.code,
                "title": submission.title,
                "language": edition.language,
                "reason": transition.reason,
                "actor": transition.actor_name,
                "url": _addresses(kind, submission),
            },
            at=at,
            key=f"submission:{submission.pk}:{transition.seq}:{kind}:{person.pk}",
        )


def _addresses(kind: str, submission: Submission) -> dict[str, str]:
    """The dossier's page in each language of the interface."""
    name = "agency:submission" if kind in TO_SUPPLIERS else "desk:submission"
    addresses = {}
    for code in languages.CODES:
        with translation.override(code):
            addresses[code] = reverse(name, args=[submission.pk])
    return addresses


def suppliers(submission: Submission, *, at: datetime) -> list[User]:
    """Who brought it in: its writer, and the officers of its agency or of the heir."""
    people = [submission.created_by]
    if submission.agency is not None:
        people += queries.holders(C.SUBMIT, at=at, within=submission.agency)
    return [person for person in people if policies.supplies(person, submission, at=at)]


def secretaries(submission: Submission, *, at: datetime) -> list[User]:
    """Who routes; deputies hear of it only through their desk."""
    routers = queries.holders(C.ROUTE, at=at, within=submission.section)
    return [person for person in routers if not person.holds(C.APPROVE, at=at)] or routers


def deciders(submission: Submission, *, at: datetime) -> list[User]:
    return queries.holders(C.APPROVE, at=at, within=submission.section)


def translators(edition: Edition, *, at: datetime) -> list[User]:
    within = edition.submission.section
    return queries.holders(C.TRANSLATE, at=at, within=within, language=edition.language)


def translation_reviewers(edition: Edition, *, at: datetime) -> list[User]:
    """Reviewers of that language; the board's leaders only where there is no reviewer."""
    within, language = edition.submission.section, edition.language
    able = queries.holders(C.REVIEW_TRANSLATION, at=at, within=within, language=language)
    return [person for person in able if not person.holds(C.APPROVE, at=at)] or able
