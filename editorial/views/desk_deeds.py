"""What this person can do with one language of a dossier: one strong act, others quiet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

import accounts.queries
from accounts.models import User
from accounts.permissions import Capability as C
from editorial import policies
from editorial.forms import desk
from editorial.models import Edition, Revision
from editorial.rules import machine
from editorial.rules.reasons import Refusal
from editorial.rules.states import Action as A, Board
from editorial.views import standing, wording
from kernel import languages
from kernel.verdict import Verdict


# Which of the allowed acts is the next one; the first of this row becomes the strong button.
NEXT: Final = (
    A.PUBLISH, A.APPROVE, A.APPROVE_TRANSLATION, A.RECOMMEND, A.CLAIM, A.ROUTE,
    A.SUBMIT_TRANSLATION, A.TRANSLATE, A.EDIT,
)  # fmt: skip
APART: Final = frozenset({A.REFUSE, A.TAKE_DOWN})
OWN_PAGES: Final = {
    A.EDIT: "desk:edit",
    A.TRANSLATE: "desk:translate",
    A.TAKE_DOWN: "desk:take_down",
}
# Begun with another form, or asked for by one and confirmed by another where the proof stands.
ELSEWHERE: Final = frozenset({A.CREATE, A.RESTORE})
# What suppliers do, members of the board too when they wrote it, they do on the suppliers' pages.
SUPPLIERS: Final = {
    A.SAVE: "agency:edit", A.SUBMIT: "agency:submission", A.WITHDRAW: "agency:submission",
}  # fmt: skip
HIDDEN: Final = frozenset({"other_machine", "not_your_role"})
# Not this time rather than not by you: told behind a fold.
LATER: Final = frozenset({"wrong_state", "not_approved", "source_not_approved", "already_public"})
ICONS: Final[Mapping[A, str]] = {
    A.EDIT: "edit", A.TRANSLATE: "edit", A.PUBLISH: "globe", A.APPROVE: "check",
    A.APPROVE_TRANSLATION: "check", A.RECOMMEND: "send", A.SUBMIT_TRANSLATION: "send",
    A.TAKE_DOWN: "trash",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as the page offers it: a link, a button, or a form of its own."""

    action: A
    label: str
    url: str
    consequence: str = ""
    refused: str = ""
    form: forms.Form | None = None
    is_link: bool = False
    icon: str = ""

    @property
    def has_fields(self) -> bool:
        return self.form is not None and bool(self.form.visible_fields())

    @property
    def is_bound(self) -> bool:
        return self.form is not None and self.form.is_bound


@dataclass(slots=True)
class Deeds:
    """The acts of one page, by weight."""

    primary: Deed | None = None
    quiet: list[Deed] = field(default_factory=list)
    refused: list[Deed] = field(default_factory=list)
    apart: list[Deed] = field(default_factory=list)
    later: list[Deed] = field(default_factory=list)


def offered(
    actor: User, edition: Edition, *, at: datetime, bound: Mapping[str, forms.Form]
) -> Deeds:
    """Every act of the table that concerns this text and this person's role."""
    verdicts: dict[A, Verdict] = {
        step.action: policies.may(actor, step.action, edition, at=at)
        for step in machine.TABLE
        if step.action not in ELSEWHERE
    }
    chosen = next((action for action in NEXT if _is_next(action, verdicts, edition)), None)
    deeds = Deeds()
    for action, verdict in verdicts.items():
        if verdict.code in HIDDEN or (action in SUPPLIERS and not verdict):
            continue
        deed = _deed(actor, action, edition, verdict, at=at, bound=bound)
        if verdict.code in LATER:
            deeds.later.append(deed)
        elif not verdict:
            deeds.refused.append(deed)
        elif action == chosen:
            deeds.primary = deed
        else:
            (deeds.apart if action in APART else deeds.quiet).append(deed)
    return deeds


def _is_next(action: A, verdicts: Mapping[A, Verdict], edition: Edition) -> bool:
    """Routing anew is possible for long, but the next act only for what was just sent."""
    if not verdicts[action]:
        return False
    return action is not A.ROUTE or edition.state == Board.SUBMITTED


def seen(action: A, edition: Edition) -> int | None:
    """The revision an act is about: what is published is what was approved."""
    if action is A.PUBLISH:
        return edition.approved_revision_id
    return edition.head_revision_id


def form_for(
    actor: User, action: A, edition: Edition, *, at: datetime, data: Any = None
) -> forms.Form:
    """The form of an act, empty or filled from what was posted."""
    submission = edition.submission
    options: dict[str, Any] = {
        "data": data,
        "auto_id": f"id_{action}_%s",
        "initial": {"seen": seen(action, edition)},
    }
    if action is A.ROUTE:
        options["initial"] |= {"section": submission.section_id, "member": submission.assignee_id}
        members = accounts.queries.holders(C.REVIEW, at=at)
        in_review = edition.state == Board.IN_REVIEW
        return desk.RouteForm(members=members, at=at, in_review=in_review, **options)
    if action is A.REFUSE:
        grounds = [
            (code.value, wording.REFUSALS[code])
            for code in Refusal
            if policies.may_refuse_for(actor, edition, code, at=at)
        ]
        return desk.RefuseForm(grounds=grounds, **options)
    if action in {A.REQUEST_CHANGES, A.RETURN_TRANSLATION}:
        return desk.WordsForm(**options)
    return desk.SeenForm(**options)


def _deed(
    actor: User,
    action: A,
    edition: Edition,
    verdict: Verdict,
    *,
    at: datetime,
    bound: Mapping[str, forms.Form],
) -> Deed:
    form = None
    is_link = action in OWN_PAGES or action in SUPPLIERS
    if verdict and not is_link:
        form = bound.get(action) or form_for(actor, action, edition, at=at)
    return Deed(
        action=action,
        label=_label(action, edition),
        url=_address(action, edition),
        consequence=_consequence(action, edition),
        refused="" if verdict else _refusal(action, verdict, edition),
        form=form,
        is_link=is_link,
        icon=ICONS.get(action, ""),
    )


def _address(action: A, edition: Edition) -> str:
    """The page of an act, or where its button is posted."""
    pk, slug = edition.submission_id, languages.slug_of(edition.language)
    if action in SUPPLIERS:
        return reverse(SUPPLIERS[action], args=[pk])
    if action in OWN_PAGES:
        return reverse(OWN_PAGES[action], args=[pk] if action is A.EDIT else [pk, slug])
    return reverse("desk:act", args=[pk, slug, action.value])


def _label(action: A, edition: Edition) -> str:
    if action is A.PUBLISH:
        return _("Publish in %(language)s") % {"language": edition.get_language_display()}
    if action is A.ROUTE and edition.state != Board.SUBMITTED:
        return _("Route anew")
    return str(wording.BUTTONS[action])


def _consequence(action: A, edition: Edition) -> str:
    """What the act brings about; where a revision is pinned, which one."""
    if action is A.APPROVE and (head := edition.head_revision):
        return _(
            "You approve revision %(number)s (%(hash)s). With this you attest for the board that"
            " its content keeps to the line of the Party and the law of the State (LC-9.1) and"
            " that it has been moderated (LC-9.3)."
        ) % _named(head)
    if action is A.APPROVE_TRANSLATION and (head := edition.head_revision):
        return _(
            "You approve revision %(number)s (%(hash)s) as a faithful translation of the approved"
            " original (LC-9.1, LC-9.3)."
        ) % _named(head)
    if action is A.PUBLISH and (approved := edition.approved_revision):
        return _(
            "Revision %(number)s (%(hash)s), as it was approved, goes before the public at once."
        ) % _named(approved)
    return str(wording.CONSEQUENCES.get(action, ""))


def _named(revision: Revision) -> dict[str, Any]:
    return {"number": revision.number, "hash": revision.content_hash[:7]}


def _refusal(action: A, verdict: Verdict, edition: Edition) -> str:
    if verdict.code != "wrong_state":
        return wording.verdict(verdict.code)
    step = machine.step_of(action)
    states = [standing.state(step.machine, state) for state in sorted(step.sources)]
    return _("Possible when it stands at: %(states)s.") % {"states": " · ".join(states)}
