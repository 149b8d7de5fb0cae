"""The desk to act: every button of a dossier's page comes here and calls its one action."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from editorial import actions, policies
from editorial.models import Edition, Submission
from editorial.rules.reasons import Refusal
from editorial.rules.states import Action as A
from editorial.views import desk_deeds, desk_page, wording
from editorial.views.desk_door import desk_only, find, language_of, person
from kernel import languages
from kernel.verdict import Conflict, NotAllowed, NotReady


Deed = Callable[[Edition, dict[str, Any], User, datetime], object]
REFUSALS: Final = (NotAllowed, NotReady, Conflict)


def _route(edition: Edition, data: dict[str, Any], by: User, at: datetime) -> None:
    actions.route(
        edition.submission,
        section=data["section"],
        member=data["member"],
        words=data.get("words", ""),
        by=by,
        at=at,
    )


def _refuse(edition: Edition, data: dict[str, Any], by: User, at: datetime) -> None:
    code = Refusal(data["code"])
    actions.refuse(edition.submission, code=code, words=data["words"], by=by, at=at)


DEEDS: Final[dict[A, Deed]] = {
    A.ROUTE: _route,
    A.REFUSE: _refuse,
    A.CLAIM: lambda e, d, by, at: actions.claim(e.submission, by=by, at=at),
    A.RELEASE: lambda e, d, by, at: actions.release(e.submission, by=by, at=at),
    A.RECOMMEND: lambda e, d, by, at: actions.recommend(e.submission, seen=d["seen"], by=by, at=at),
    A.REQUEST_CHANGES: lambda e, d, by, at: actions.request_changes(
        e.submission, words=d["words"], by=by, at=at
    ),
    A.APPROVE: lambda e, d, by, at: actions.approve(e.submission, seen=d["seen"], by=by, at=at),
    A.SUBMIT_TRANSLATION: lambda e, d, by, at: actions.submit_translation(
        e, seen=d["seen"], by=by, at=at
    ),
    A.RETURN_TRANSLATION: lambda e, d, by, at: actions.return_translation(
        e, words=d["words"], by=by, at=at
    ),
    A.APPROVE_TRANSLATION: lambda e, d, by, at: actions.approve_translation(
        e, seen=d["seen"], by=by, at=at
    ),
    A.PUBLISH: lambda e, d, by, at: actions.publish(e, seen=d["seen"], by=by, at=at),
}


@require_POST
@desk_only
def act(request: HttpRequest, pk: int, language: str, action: str) -> HttpResponse:
    """Do one act, or say why not; words that were typed are shown again."""
    at = timezone.now()
    code = language_of(language)
    submission = find(request, pk, at=at)
    edition = submission.edition(code)
    if action not in DEEDS:
        raise Http404
    chosen = A(action)
    form = desk_deeds.form_for(person(request), chosen, edition, at=at, data=request.POST)
    if not form.is_valid():
        return desk_page.show(request, submission, code, at=at, bound={chosen: form}, status=422)
    try:
        DEEDS[chosen](edition, form.cleaned_data, person(request), at)
    except REFUSALS as refusal:
        _tell(request, refusal)
        if not form.cleaned_data.get("words"):
            return _see(desk_page.address(submission, code))
        fresh = find(request, pk, at=at)
        return desk_page.show(request, fresh, code, at=at, bound={chosen: form}, status=409)
    messages.success(request, wording.DONE[chosen])
    return _see(_onward(request, submission, code, at=at))


@require_safe
@desk_only
def take_down(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """U7 has one page, with everything that goes and the proof after it (LC-8.3)."""
    at = timezone.now()
    submission = find(request, pk, at=at)
    edition = submission.edition(language_of(language))
    verdict = policies.may(person(request), A.TAKE_DOWN, edition, at=at)
    if not verdict or submission.article_id is None:
        messages.error(request, wording.verdict(verdict.code or "wrong_state"))
        return _see(desk_page.address(submission, edition.language))
    page = reverse("case_desk:take_down", args=[submission.article_id])
    return _see(f"{page}?language={languages.slug_of(edition.language)}")


def _onward(request: HttpRequest, submission: Submission, code: str, *, at: datetime) -> str:
    """Back to the dossier, unless the act took it off this person's desk."""
    desk = Submission.objects.on_the_desk_of(person(request), at=at)
    if desk.filter(pk=submission.pk).exists():
        return desk_page.address(submission, code)
    return reverse("desk:home")


def _tell(request: HttpRequest, refusal: Exception) -> None:
    for words in wording.describe(refusal):
        messages.error(request, words)


def _see(url: str) -> HttpResponse:
    """See the result elsewhere, so that reloading does nothing twice."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
