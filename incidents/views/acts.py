"""One page for each act on a case: what it does, what it needs, then the act itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from incidents import actions, policies
from incidents.models import Case
from incidents.views import deeds
from incidents.views.doors import actor, for_the_board
from incidents.views.wording import DONE, show, told


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_board
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Ask for what the act needs, do it, and go back to the case."""
    at, person = timezone.now(), actor(request)
    case = get_object_or_404(Case.objects.prefetch_related("notices"), number=number)
    deed = deeds.BY_SLUG.get(act)
    if deed is None:
        raise Http404
    if not (verdict := policies.may(person, deed.action, case, at=at)):
        for _field, sentence in told(actions.NotAllowed(verdict)):
            messages.error(request, sentence)
        return redirect(case)
    form = deed.bound(request.POST if request.method == "POST" else None, at=at)
    if form.is_bound and form.is_valid():
        try:
            deed.perform(case, form, person, at)
        except (actions.NotAllowed, actions.NotReady, actions.Conflict) as refusal:
            show(refusal, form)
        else:
            messages.success(request, str(DONE[deed.slug]))
            return redirect(case)
    context = {"case": case, "deed": deed, "form": form}
    return render(request, "incidents/desk/act.html", context)
