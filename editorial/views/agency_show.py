"""One dossier as its supplier sees it: everything its page shows."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from editorial import policies
from editorial.forms.agency import SOURCES
from editorial.models import Edition, Revision, Submission, Transition
from editorial.rules.manuscript import issues_of_text
from editorial.rules.states import Action, Board, Publication, Translation
from editorial.views import texts, wording
from editorial.views.agency_words import PUBLICATIONS, STANDS, TRANSLATIONS, stand, story
from kernel import languages


def everything(submission: Submission, *, reader: User, at: datetime) -> dict[str, Any]:
    """The context of `agency/submission.html`."""
    steps = list(submission.transitions.select_related("revision").order_by("seq"))
    source = submission.source
    state = Board(source.state)
    sent = _last(steps, Action.SUBMIT)
    revision = sent.revision if sent and state not in _OPEN else source.head_revision
    return {
        "submission": submission,
        "stand": stand(state, (edition.publication for edition in submission.editions.all())),
        "since": steps[-1].at if steps else submission.created_at,
        "verdict": _reason(state, steps),
        "taken_down": _taken_down(submission, steps),
        "text": _text(submission, revision),
        "as_sent": bool(sent) and state not in _OPEN,
        "facts": facts(submission, steps),
        "events": story(submission, steps),
        "editions": [_edition(edition, submission, at=at) for edition in _in_order(submission)],
        "public": public_links(submission, at=at),
        "deeds": _deeds(submission, reader=reader, at=at),
        "lacks": _lacks(source),
        "seen": source.head_revision_id,
        "crumbs": [
            {"name": _("My submissions"), "url": reverse("agency:home")},
            {"name": submission.code},
        ],
    }


def _text(submission: Submission, revision: Revision | None) -> dict[str, Any] | None:
    """None where nothing is written, and where it lies under seal."""
    if revision is None or submission.source.is_sealed(revision):
        return None
    return texts.text(revision.manuscript(), submission.source_language)


_OPEN = frozenset({Board.DRAFT, Board.CHANGES_REQUESTED})
_ENDED_BY = {
    Board.CHANGES_REQUESTED: Action.REQUEST_CHANGES,
    Board.REFUSED: Action.REFUSE,
}


def public_links(submission: Submission, *, at: datetime) -> list[dict[str, str]]:
    """The public pages of the languages that are live now."""
    article = submission.article
    if article is None:
        return []
    return [
        {
            "url": article.url(code),
            "name": languages.NATIVE_NAMES[code],
            "bcp47": languages.BCP47[code],
        }
        for code in article.live_languages(at=at)
    ]


def facts(submission: Submission, steps: list[Transition]) -> list[dict[str, Any]]:
    """Who sent what from where, in pairs; only what is known."""
    sources: dict[str, Any] = dict(SOURCES)
    writer = submission.created_by
    pairs = [
        (_("Receipt code"), submission.code),
        (_("Section"), submission.section),
        (_("Agency"), submission.agency),
        (_("Written by"), writer),
        (_("Language of the text"), languages.NATIVE_NAMES[submission.source_language]),
        (_("Source"), sources.get(submission.source_kind)),
        (_("Outlet"), submission.source_outlet),
        (_("Address of the original"), submission.source_url),
        (_("Permission"), submission.source_permission),
        (_("Official letter"), _letter(submission)),
        (_("Time of the event"), _moment(submission.event_at)),
        (_("Declared true"), _moment(submission.declared_at)),
    ]
    return [{"name": name, "value": value} for name, value in pairs if value]


def _letter(submission: Submission) -> str:
    if submission.letter_number and submission.letter_on:
        return _("%(number)s of %(day)s") % {
            "number": submission.letter_number,
            "day": date_format(submission.letter_on),
        }
    return submission.letter_number or (
        date_format(submission.letter_on) if submission.letter_on else ""
    )


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else ""


def _last(steps: list[Transition], action: Action) -> Transition | None:
    return next((step for step in reversed(steps) if step.action == action), None)


def _reason(state: Board, steps: list[Transition]) -> str:
    """Why it was refused or sent back, while that is where it stands."""
    action = _ENDED_BY.get(state)
    step = _last(steps, action) if action else None
    return wording.reason(step) if step else ""


def _taken_down(submission: Submission, steps: list[Transition]) -> str:
    """Why it is gone from the public, while it is."""
    gone = [e.language for e in _in_order(submission) if e.publication == Publication.TAKEN_DOWN]
    step = _last(steps, Action.TAKE_DOWN) if gone else None
    return wording.reason(step) if step else ""


def _in_order(submission: Submission) -> list[Edition]:
    found = {edition.language: edition for edition in submission.editions.all()}
    return [found[code] for code in languages.CODES]


def _edition(edition: Edition, submission: Submission, *, at: datetime) -> dict[str, Any]:
    """One language: whether readers have it, and if not, how far it has come."""
    if edition.publication in PUBLICATIONS:
        label, tone, icon = PUBLICATIONS[edition.publication]
    elif edition.language == submission.source_language:
        own = STANDS[edition.state]
        label, tone, icon = own.label, own.tone, own.icon
    else:
        label, tone, icon = TRANSLATIONS[Translation(edition.state)]
    links = {link["bcp47"]: link["url"] for link in public_links(submission, at=at)}
    bcp47 = languages.BCP47[edition.language]
    return {
        "name": languages.NATIVE_NAMES[edition.language], "bcp47": bcp47,
        "label": label, "tone": tone, "icon": icon, "url": links.get(bcp47, ""),
    }  # fmt: skip


def _deeds(submission: Submission, *, reader: User, at: datetime) -> dict[str, bool]:
    """What this person may do here now."""
    acts = {"edit": Action.SAVE, "send": Action.SUBMIT, "withdraw": Action.WITHDRAW}
    return {
        name: bool(policies.may(reader, action, submission.source, at=at))
        for name, action in acts.items()
    }


def _lacks(source: Edition) -> list[str]:
    """What the text still needs before it can be sent."""
    issues = dict.fromkeys(issues_of_text(source.manuscript()))
    return [str(wording.ISSUES[code]) for code in issues]
