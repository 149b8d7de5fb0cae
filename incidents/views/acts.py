"""One page for each act on a case: what it does, what it needs, then the act itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from deadlines import queries as deadlines
from incidents import actions, policies
from incidents.models import Case
from incidents.views import deeds, uploads
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import DONE, show, told


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Ask for what the act needs, do it, and go back to the case."""
    at, person = deadlines.now(), actor(request)
    case = get_object_or_404(Case.objects.prefetch_related("notices"), number=number)
    deed = deeds.BY_SLUG.get(act)
    if deed is None:
        raise Http404
    if not (verdict := policies.may(person, deed.action, case, at=at)):
        for _field, sentence in told(actions.NotAllowed(verdict)):
            messages.error(request, sentence)
        return redirect(case)
    sent = uploads.Uploads()
    if request.method == "POST":
        sent = uploads.received(request, by=person, at=at)
    form = deed.bound(uploads.data_of(request, sent) if request.method == "POST" else None, at=at)
    valid = form.is_bound and form.is_valid()
    if valid and sent.tell(form):
        try:
            deed.perform(case, deeds.Filled(form, sent.kept), person, at)
        except (actions.NotAllowed, actions.NotReady, actions.Conflict) as refusal:
            show(refusal, form)
        else:
            messages.success(request, str(DONE[deed.slug]))
            return redirect(case)
    context = {"case": case, "deed": deed, "form": form, "kept": sent.kept}
    return render(request, "incidents/desk/act.html", context)
