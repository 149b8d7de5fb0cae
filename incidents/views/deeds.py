"""What can be done with a case: one table for the buttons, their pages and their effect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as lazy

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Capability as C
from files.models import Enclosure
from incidents import actions, policies
from incidents.forms import acts as forms, notices
from incidents.forms.fields import TimedForm
from incidents.models import Case, CaseNotice
from incidents.rules.states import Action as A
from incidents.views.wording import REFUSALS


HIDDEN: Final = frozenset(
    {
        "wrong_state", "other_kind", "nothing_to_confirm", "examined_before", "nothing_promised",
        "not_suspended", "for_the_reporter",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that holds no error, and the documents that came with it."""

    form: Any
    kept: Sequence[Enclosure] = ()

    @property
    def data(self) -> dict[str, Any]:
        """What was filled in."""
        data: dict[str, Any] = self.form.cleaned_data
        return data


Perform = Callable[[Case, Filled, User, datetime], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """An act as the desk offers it; without a form it is done by its button."""

    slug: str
    action: A
    label: Any
    consequence: Any
    perform: Perform
    form: type[TimedForm] | None = None
    tone: str = ""
    icon: str = ""
    apart: bool = False

    def bound(self, data: MultiValueDict[str, str] | None, *, at: datetime) -> TimedForm:
        """Its form, empty or filled in."""
        if self.form is None:
            return TimedForm(data, at=at)
        if self.form is forms.AssignForm:
            able = accounts.holders(C.HANDLE_CASES, at=at)
            return forms.AssignForm(data, at=at, handlers=able)
        return self.form(data, at=at)


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed for one case and one person; `refused` says why not now."""

    deed: Deed
    refused: str = ""
    leads: bool = False

    @property
    def tone(self) -> str:
        """The next step is the one strong button; the others are quiet."""
        return "primary" if self.leads else self.deed.tone


def _take_charge(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.take_charge(case, by=by, at=at)


def _assign(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.assign(case, filled.form.person(), by=by, at=at)


def _resolve(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.resolve(case, filled.data["result"], by=by, at=at)


def _mark_complex(case: Case, filled: Filled, by: User, at: datetime) -> None:
    data = filled.data
    actions.mark_complex(
        case, data["reason"], promised_at=data["promised_at"],
        translation=data.get("translation", ""), by=by, at=at,
    )  # fmt: skip


def _deliver(case: Case, filled: Filled, by: User, at: datetime) -> None:
    notice = undelivered(case)
    if notice is None:
        raise actions.NotReady(["delivered_before"])
    receipt = filled.kept[0] if filled.kept else None
    actions.deliver_notice(notice, filled.form.delivery(receipt), by=by, at=at)


def _escalate(case: Case, filled: Filled, by: User, at: datetime) -> None:
    received_at = filled.data["received_at"]
    actions.escalate(case, filled.form.demand(), received_at=received_at, by=by, at=at)


def _add_article(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.add_article(case, filled.form.article, by=by, at=at)


def _note(case: Case, filled: Filled, by: User, at: datetime) -> None:
    data = filled.data
    actions.note(case, data["words"], public=data["public"], by=by, at=at)


def _reject(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.reject(case, filled.data["reason"], by=by, at=at)


def _enclose(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.enclose(case, filled.kept, words=filled.data["words"], by=by, at=at)


def _confirm_call(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.confirm_call(case, by=by, at=at)


def _examine(case: Case, filled: Filled, by: User, at: datetime) -> None:
    data = filled.data
    actions.examine(case, data["words"], violation=data["violation"], by=by, at=at)


def _merge(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.merge(case, filled.form.case, by=by, at=at)


def _reopen(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.reopen(case, filled.data["reason"], by=by, at=at)


def _ask(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.ask_reporter(case, filled.data["words"], by=by, at=at)


def _go_on(case: Case, filled: Filled, by: User, at: datetime) -> None:
    actions.go_on(case, by=by, at=at)


DEEDS: Final = (
    Deed(
        "take-charge", A.ASSIGN, lazy("Deal with it myself"),
        lazy("Reminders then come to you alone."), _take_charge, icon="user",
    ),
    Deed(
        "confirm-call", A.CONFIRM_CALL, lazy("I called back: confirmed"),
        lazy("On a number known to us, the authority confirmed its request."), _confirm_call,
        icon="phone",
    ),
    Deed(
        "resume", A.RESUME, lazy("The reporter has answered"),
        lazy("The promised time runs again."), _go_on, icon="play",
    ),
    Deed(
        "deliver", A.DELIVER_NOTICE, lazy("Record the delivery of the notice"),
        lazy("The 8 working hours stop and the promised time begins."), _deliver,
        notices.DeliverForm, icon="mail",
    ),
    Deed(
        "resolve", A.RESOLVE, lazy("Dealt with: answer"),
        lazy("The reporter is told and the time stops."), _resolve, forms.ResolveForm,
        icon="check",
    ),
    Deed(
        "complex", A.MARK_COMPLEX, lazy("It is complex: write a notice"),
        lazy("A numbered notice tells the reporter when it will be done. The 8 working hours stop "
             "when it is delivered."),
        _mark_complex, notices.ComplexForm, icon="clock",
    ),
    Deed(
        "examine", A.TRIAGE, lazy("Examined: it stays a report"),
        lazy("No authority asks for it; the 8 working hours run on (LC-8.2)."), _examine,
        forms.ExamineForm, icon="eye",
    ),
    Deed(
        "wait", A.SUSPEND, lazy("Ask the reporter, and wait"),
        lazy("The promised time stands still until they answer."), _ask, forms.WaitForm,
        icon="mail",
    ),
    Deed(
        "reopen", A.REOPEN, lazy("Take it up again"),
        lazy("Its time begins anew from now, and the reporter is told."), _reopen,
        forms.ReopenForm, icon="back",
    ),
    Deed(
        "assign", A.ASSIGN, lazy("Give it to somebody"), lazy("They are told at once."), _assign,
        forms.AssignForm, icon="user",
    ),
    Deed(
        "escalate", A.ESCALATE, lazy("An authority asks for it"),
        lazy("24 hours by the clock start from its request (LC-8.3)."), _escalate,
        forms.EscalateForm, icon="flag",
    ),
    Deed(
        "add-article", A.ADD_ARTICLE, lazy("Add an article"),
        lazy("The case is about it; from here it can be taken down."), _add_article,
        forms.ArticleForm, icon="document",
    ),
    Deed(
        "enclose", A.ENCLOSE, lazy("Add a document"),
        lazy("A scanned letter, a proof, an answer."), _enclose, forms.EncloseForm, icon="upload",
    ),
    Deed(
        "note", A.NOTE, lazy("Write a note"), lazy("For the history; nothing else changes."),
        _note, forms.NoteForm, icon="edit",
    ),
    Deed(
        "merge", A.MERGE, lazy("It is a duplicate"),
        lazy("It goes on as another case, which takes over its time; the reporter is told."),
        _merge, forms.MergeForm, icon="link", apart=True,
    ),
    Deed(
        "reject", A.REJECT, lazy("Do not take it up"),
        lazy("The reporter is told why, and the time stops."), _reject, forms.RejectForm,
        tone="danger", icon="close", apart=True,
    ),
)  # fmt: skip

BY_SLUG: Final = {deed.slug: deed for deed in DEEDS}


def offered(actor: User, case: Case, *, at: datetime) -> list[Offer]:
    """What this person can do now; what their role never allows is not shown."""
    offers: list[Offer] = []
    for deed in DEEDS:
        if deed.slug == "deliver" and undelivered(case) is None:
            continue
        if deed.slug == "take-charge" and case.handler_id == actor.pk:
            continue
        verdict = policies.may(actor, deed.action, case, at=at)
        if verdict:
            leads = not deed.apart and not any(offer.leads for offer in offers)
            offers.append(Offer(deed, leads=leads))
        elif verdict.code not in HIDDEN:
            offers.append(Offer(deed, refused=str(REFUSALS.get(verdict.code, ""))))
    return offers


def undelivered(case: Case) -> CaseNotice | None:
    """The notice that has been written and has not reached the reporter."""
    return next((notice for notice in case.notices.all() if notice.delivered_at is None), None)
