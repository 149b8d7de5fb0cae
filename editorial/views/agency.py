"""The agencies' own pages: what was sent in, where it stands, and the acts left to the supplier."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import Capability
from accounts.roles import DESK
from editorial import actions, policies, queries
from editorial.actions import handing_in
from editorial.forms.agency import ListFilter
from editorial.models import Submission
from editorial.models.submissions import SubmissionQuerySet
from editorial.rules.states import Action, Board
from editorial.views import agency_door as door, agency_show, wording
from editorial.views.agency_words import TABS, stand
from kernel import languages
from kernel.richtext import folded


PER_PAGE = 15
_SOURCE = Q(editions__language=F("source_language"))


@door.signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My submissions, the newest first; whoever supplies nothing is shown where to go."""
    at, person = timezone.now(), door.person(request)
    mine = Submission.objects.of_supplier(person, at=at)
    if not policies.may_create(person, at=at):
        mine = mine.none()
    if not person.holds(Capability.SUBMIT, at=at) and not mine.exists():
        return render(request, "agency/welcome.html", _welcome(person, at=at))
    return render(request, "agency/home.html", _list(request, mine, at=at))


def _welcome(person: User, *, at: datetime) -> dict[str, Any]:
    return {
        "works_on_the_desk": bool(person.roles_at(at) & DESK),
        "may_create": bool(policies.may_create(person, at=at)),
    }


def _list(request: HttpRequest, mine: SubmissionQuerySet, *, at: datetime) -> dict[str, Any]:
    look = ListFilter(request.GET)
    words = look.cleaned_data.get("q", "") if look.is_valid() else ""
    found = _matching(mine, words) if words else mine
    counts = dict(found.filter(_SOURCE).values_list("editions__state").annotate(n=Count("pk")))
    chosen = request.GET.get("state", "")
    states = next((states for key, _name, states in TABS if key == chosen), ())
    shown = found.filter(_SOURCE, editions__state__in=states) if states else found
    paginator = Paginator(shown.select_related("article").order_by("-created_at", "-pk"), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    lines = queries.rows_of([submission.pk for submission in page])
    asked = {"q": words, "state": chosen if states else ""}
    return {
        "look": look,
        "words": words,
        "state": asked["state"],
        "total": sum(counts.values()),
        "anything": bool(counts) or mine.exists(),
        "tabs": [_tab(key, name, of, counts, asked) for key, name, of in TABS],
        "rows": [_row(submission, lines[submission.pk], at=at) for submission in page],
        "page": page,
        "numbers": list(paginator.get_elided_page_range(page.number)),
        "prefix": f"?{_query(asked | {'page': ''})}",
    }


def _matching(mine: SubmissionQuerySet, words: str) -> SubmissionQuerySet:
    """By receipt code or title in any language; accents and case do not matter."""
    wanted = folded(words)
    titles = mine.values_list(
        "pk", "code", KeyTextTransform("title", "editions__head_revision__content")
    )
    keys = {pk for pk, *texts in titles if any(wanted in folded(text or "") for text in texts)}
    return mine.filter(pk__in=keys)


def _tab(
    key: str, name: Any, states: tuple[str, ...], counts: dict[str, int], asked: dict[str, str]
) -> dict[str, Any]:
    return {
        "name": name,
        "url": f"?{_query(asked | {'state': key})}",
        "current": asked["state"] == key,
        "count": sum(n for state, n in counts.items() if not states or state in states),
    }


def _query(asked: dict[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value or name == "page"})


def _row(submission: Submission, line: queries.Row, *, at: datetime) -> dict[str, Any]:
    return {
        "line": line,
        "lang": languages.BCP47[line.source_language],
        "stand": stand(line.source.state, (one.publication for one in line.standings)),
        "public": agency_show.public_links(submission, at=at),
    }


@door.signed_in
@require_safe
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier: where it stands and why, what was sent, what can still be done."""
    at = timezone.now()
    found = door.find(request, pk, at=at)
    context = agency_show.everything(found, reader=door.person(request), at=at)
    return render(request, "agency/submission.html", context)


@door.signed_in
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft as it stands; what it lacks is said on the page where it can be written."""
    at = timezone.now()
    found = door.find(request, pk, at=at)
    seen = request.POST.get("seen", "")
    try:
        handing_in.send(
            found,
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None,
            declared_truthful=request.POST.get("declared") == "on",
            by=door.person(request),
            at=at,
        )
    except (handing_in.KeptNotSent, handing_in.Conflict, handing_in.NotAllowed) as refusal:
        for words in wording.describe(refusal):
            messages.error(request, words)
        return redirect("agency:submission", pk)
    messages.success(
        request,
        _("Sent to the editorial board. Your receipt code is %(code)s.") % {"code": found.code},
    )
    return redirect("agency:submission", pk)


@door.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a dossier back: first the question, then the act."""
    at, person = timezone.now(), door.person(request)
    found = door.find(request, pk, at=at)
    if found.board_state == Board.WITHDRAWN:
        return redirect("agency:submission", pk)
    if request.method != "POST" and policies.may(person, Action.WITHDRAW, found.source, at=at):
        return render(request, "agency/withdraw.html", {"submission": found})
    try:
        actions.withdraw(found, by=person, at=at)
    except actions.NotAllowed as refusal:
        messages.error(request, _("It can no longer be withdrawn: %(why)s") % {
            "why": wording.verdict(refusal.verdict.code)
        })  # fmt: skip
    else:
        messages.success(request, _("Withdrawn. The text stays in the history of your side."))
    return redirect("agency:submission", pk)
