"""The page of one dossier: the queue left, the text in the middle, what I can do on the right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext as _

from accounts.models import User
from accounts.models.appointments import ROLE_LABELS
from accounts.roles import Role
from editorial import queries
from editorial.models import Edition, Revision, Submission, Transition
from editorial.models.submissions import SOURCE_LABELS
from editorial.rules.reasons import Source
from editorial.rules.states import Action as A, Publication
from editorial.views import desk_deeds, standing, texts, wording
from editorial.views.desk_door import person
from kernel import languages
from sections.models import Section


Fact = dict[str, Any]
QUEUE = 10


def show(
    request: HttpRequest,
    submission: Submission,
    language: str,
    *,
    at: datetime,
    bound: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or the page again with a form that was refused."""
    edition = submission.edition(language)
    sealed = edition.is_sealed(edition.head_revision)
    context = {
        "submission": submission,
        "edition": edition,
        "text": None if sealed else texts.text(edition.manuscript(), language),
        "sealed": sealed,
        "head": edition.head_revision,
        "chip": standing.chip(edition),
        "tabs": _tabs(submission, language),
        "facts": _facts(submission),
        "standing": _standing(edition),
        "deeds": desk_deeds.offered(person(request), edition, at=at, bound=bound or {}),
        "history": _history(submission),
        "revisions": _revisions(edition),
        "queue": _queue(request, submission, at=at),
        "preview_url": in_language(language, "desk:preview", submission.pk),
        "public_url": _public_url(edition),
        "source_bcp47": languages.BCP47[submission.source_language],
    }
    return render(request, "desk/submission.html", context, status=status)


def address(submission: Submission, language: str) -> str:
    """Where one language of a dossier is shown."""
    slug = languages.slug_of(language)
    return f"{reverse('desk:submission', args=[submission.pk])}?language={slug}"


def address_for(reader: User, submission: Submission, language: str) -> str:
    """The same in the reader's own language: previews stand below the prefix of the text's."""
    with translation.override(reader.language):
        return address(submission, language)


def in_language(language: str, name: str, pk: int) -> str:
    """An address below the prefix of a text's own language, for pages wholly in it."""
    with translation.override(language):
        return reverse(name, args=[pk, languages.slug_of(language)])


def _tabs(submission: Submission, current: str) -> list[dict[str, Any]]:
    return [
        {
            "name": languages.NATIVE_NAMES[edition.language],
            "bcp47": languages.BCP47[edition.language],
            "url": address(submission, edition.language),
            "current": edition.language == current,
            "chip": standing.chip(edition),
            "is_source": edition.is_source,
        }
        for edition in sorted(
            submission.editions.all(), key=lambda one: languages.CODES.index(one.language)
        )
    ]


def _facts(submission: Submission) -> list[Fact]:
    """Where it comes from and what was declared of it (LC-10.1 to LC-10.4)."""
    facts = [
        (_("Receipt code"), submission.code),
        (_("Section"), submission.section),
        (_("Agency"), submission.agency),
        (_("Written by"), submission.created_by),
        (_("Member in charge"), submission.assignee or _("nobody yet")),
        (_("Source"), SOURCE_LABELS[Source(submission.source_kind)]),
        (_("Outlet"), submission.source_outlet),
        (_("Address of the original"), submission.source_url),
        (_("Permission"), submission.source_permission),
    ]
    found: list[Fact] = [{"name": name, "value": value} for name, value in facts if value]
    letter = submission.letter_number
    if letter or submission.letter_on:
        found.append(
            {"name": _("Official letter"), "value": letter or "–", "on": submission.letter_on}
        )
    found.append({"name": _("Time of the event"), "at": submission.event_at})
    if submission.declared_at:
        declared = _("Declared truthful by %(name)s") % {"name": submission.declared_by}
        found.append({"name": _("Declaration"), "value": declared, "at": submission.declared_at})
    return [fact for fact in found if fact.get("value") or fact.get("at")]


def _standing(edition: Edition) -> list[str]:
    """What else is to be known of where this text stands."""
    found = []
    if edition.outdated:
        found.append(_("The original was approved anew after this translation was made."))
    live, approved = edition.live_revision, edition.approved_revision
    if live is not None:
        found.append(_("Revision %(number)s is before the public.") % {"number": live.number})
    elif edition.publication == Publication.TAKEN_DOWN:
        found.append(_("It was taken down; readers see a neutral page."))
    if approved is not None and approved != live:
        found.append(_("Revision %(number)s is approved.") % {"number": approved.number})
    return found


def _history(submission: Submission) -> list[dict[str, Any]]:
    """Every step, the newest first: who, as what, when, why."""
    steps = list(
        submission.transitions.select_related("revision")
        .defer("revision__content")
        .order_by("-seq")
    )
    places = {section.code: str(section) for section in Section.objects.all()}
    return [_event(step, submission, places) for step in steps]


def _event(step: Transition, submission: Submission, places: Mapping[str, str]) -> dict[str, Any]:
    what = str(wording.HISTORY.get(step.action, step.action))
    if step.language != submission.source_language:
        what = f"{languages.NATIVE_NAMES[step.language]} · {what}"
    if step.action == A.ROUTE and step.note in places:
        what = f"{what} · {places[step.note]}"
    roles = [str(ROLE_LABELS[Role(code)]) for code in step.actor_roles.split(",") if code]
    who = " · ".join((step.actor_name, *roles))
    revision = step.revision
    return {
        "at": step.at,
        "what": what,
        "who": who or _("The portal"),
        "note": wording.reason(step),
        "revision": revision,
        "revision_url": _revision_url(submission, revision) if revision else "",
        "tone": wording.HISTORY_TONES.get(A(step.action), "neutral"),
        "icon": wording.HISTORY_ICONS.get(A(step.action), "dot"),
    }


def _revisions(edition: Edition) -> list[dict[str, Any]]:
    """Every text of this language, the newest first."""
    marks = [
        (edition.live_revision_id, _("before the public")),
        (edition.approved_revision_id, _("approved")),
        (edition.head_revision_id, _("newest")),
    ]
    return [
        {
            "revision": revision,
            "url": _revision_url(edition.submission, revision),
            "marks": [words for pk, words in marks if pk == revision.pk],
        }
        for revision in edition.revisions.defer("content").order_by("-number")
    ]


def _revision_url(submission: Submission, revision: Revision) -> str:
    return reverse("desk:revision", args=[submission.pk, revision.pk])


def _public_url(edition: Edition) -> str:
    article = edition.submission.article
    if article is None or edition.publication != Publication.LIVE:
        return ""
    return article.url(edition.language)


def _queue(request: HttpRequest, submission: Submission, *, at: datetime) -> list[dict[str, Any]]:
    """What waits for this person, as the left pane lists it."""
    items: dict[tuple[int, str], dict[str, Any]] = {}
    for group in queries.waiting_for(person(request), at=at):
        for line in group.lines:
            key = (line.row.pk, line.standing.language)
            items.setdefault(key, queue_item(line, current=submission.pk))
    return list(items.values())[:QUEUE]


def queue_item(line: queries.Waiting, *, current: int | None = None) -> dict[str, Any]:
    """A line of the queue, as `components/queue_item.html` takes it."""
    slug = languages.slug_of(line.standing.language)
    own = languages.BCP47[line.row.source_language]
    return {
        "url": f"{reverse('desk:submission', args=[line.row.pk])}?language={slug}",
        "title": line.row.title,
        "lang": own if own != languages.BCP47.get(get_language() or "") else "",
        "current": line.row.pk == current,
        "agency": line.row.agency,
        "state": standing.chip(line.standing),
    }
