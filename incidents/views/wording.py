"""The words for every code of cases: the one place where codes become sentences."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.forms import Form
from django.utils.translation import gettext as _, gettext_lazy as lazy

from incidents.rules.states import State
from kernel.verdict import Conflict, NotAllowed, NotReady


Words = Mapping[str, Any]

# Why an act is not allowed.
REFUSALS: Final[Words] = {
    "not_your_role": lazy("Your role does not allow this."),
    "wrong_state": lazy("The case has moved on: this can no longer be done."),
    "other_kind": lazy("This kind of case does not allow it."),
    "not_by_form": lazy("This kind of case is written down by the board."),
    "for_the_leaders": lazy("What an authority asked for is turned away by a deputy or the head."),
    "already_escalated": lazy("An authority has already taken it up."),
    "notice_not_delivered": lazy("The last notice has not been delivered yet."),
    "notices_used_up": lazy("It has been put off twice. It must be finished now."),
    "for_the_reporter": lazy("Only whoever reported can do this."),
    "nothing_to_confirm": lazy("There is no request of an authority that waits for a call back."),
    "examined_before": lazy("It was examined before."),
    "nothing_promised": lazy("No promised time runs that could stand still."),
    "not_suspended": lazy("Nothing stands still."),
    "rated_before": lazy("Your rating can no longer be changed."),
    "too_late_to_reopen": lazy("The answer is more than 30 days old. Please send a new report."),
    "handler_may_not": lazy("This person does not handle cases."),
    "private_complaint": lazy(
        "A private complaint is no request of an authority. Choose another ground, or record "
        "that an authority asks for it."
    ),
    "nothing_is_public": lazy("Nothing of this article is before the public."),
    "for_the_head": lazy("Only the head of the board decides this."),
    "second_person_needed": lazy("A second person has to agree: you asked for it yourself."),
    "wanted_by_another": lazy("Another open request wants it hidden. Decide that one first."),
    "hiding_undecided": lazy(
        "An article is hidden for this case. Confirm it or give it back first."
    ),
    "ground_for_the_board": lazy("On this ground a deputy or the head decides."),
}

# What the message says once an act is done; what comes next goes with it.
DONE: Final[Words] = {
    "take-charge": lazy("The case is yours now."),
    "resolve": lazy("Answered. The reporter has been told and the time has stopped."),
    "deliver": lazy("The delivery is recorded. The promised time runs now."),
    "complex": lazy("The notice is written. Send it, then record its delivery here."),
    "assign": lazy("Given on. Whoever deals with it now has been told."),
    "confirm-call": lazy("Recorded: the authority confirmed its request."),
    "resume": lazy("The promised time runs again."),
    "wait": lazy("The reporter is asked, and the promised time stands still."),
    "examine": lazy("Examined. It stays a report with its 8 working hours."),
    "enclose": lazy("The document belongs to the case now."),
    "merge": lazy("It goes on as the other case. The reporter has been told."),
    "reopen": lazy("Taken up again; its time begins anew."),
    "escalate": lazy("Recorded. 24 hours by the clock run now (LC-8.3)."),
    "add-article": lazy("The article belongs to the case now."),
    "note": lazy("Your note stands in the history."),
    "reject": lazy("Not taken up. The reporter has been told why."),
}

# What an act still needs.
ISSUES: Final[Words] = {
    "in_the_future": lazy("This lies in the future."),
    "subject_missing": lazy("Say in a few words what it is about."),
    "note_missing": lazy("The note is empty."),
    "result_missing": lazy("Say what was done: the reporter is told."),
    "reason_missing": lazy("Give a reason."),
    "still_public": lazy("What is to be removed is still before the public. Take it down first."),
    "authority_unknown": lazy("This authority is not in the list."),
    "authority_not_competent": lazy(
        "This body may not demand that. Record it as a report, or correct the list of authorities."
    ),
    "letter_missing": lazy("Enter the number of the letter."),
    "before_the_report": lazy("This lies before the report itself came in."),
    "promise_past": lazy("The promised moment must lie after the delivery of the notice."),
    "delivered_before": lazy("The delivery was recorded before."),
    "proof_missing": lazy("Say what proves the delivery."),
    "before_the_notice": lazy("This lies before the notice was written."),
    "read_back_missing": lazy(
        "Read back to the caller what you have written, and confirm that they agreed."
    ),
    "agency_unknown": lazy("This agency is not in the list."),
    "authority_succeeded": lazy("This body no longer exists; choose the one that carries on."),
    "document_missing": lazy("Choose at least one document."),
    "rating_missing": lazy("Choose one of the five."),
    "same_case": lazy("A case cannot go on as itself."),
    "promised_in_writing": lazy(
        "Its reporter was promised a time in writing that the other case does not promise. Join "
        "the other case to this one instead."
    ),
    "nothing_promised": lazy("No promised time runs that could stand still."),
    "not_suspended": lazy("Nothing stands still."),
    "suspended_before": lazy("It stands still already."),
    "overdue": lazy("It is overdue; nothing stands still any more."),
    "order_missing": lazy("Say on whose demand: authority, letter or officer."),
    "picture_missing": lazy("Choose for at least one picture that it goes."),
}

# Beside which field an issue is shown, where the form has one.
FIELDS: Final[Mapping[str, str]] = {
    "in_the_future": "received_at",
    "subject_missing": "subject",
    "authority_unknown": "authority",
    "authority_not_competent": "authority",
    "letter_missing": "letter_number",
    "before_the_report": "received_at",
    "promise_past": "promised_at",
    "proof_missing": "proof",
    "before_the_notice": "delivered_at",
    "order_missing": "ordered_by",
    "picture_missing": "what",
    "read_back_missing": "read_back",
    "agency_unknown": "agency",
    "authority_succeeded": "authority",
    "document_missing": "enclosures",
    "rating_missing": "rating",
    "same_case": "other",
    "promised_in_writing": "other",
    "result_missing": "result",
    "reason_missing": "reason",
    "note_missing": "words",
}

TONES: Final[Mapping[str, str]] = {
    State.RECEIVED: "info",
    State.IN_PROGRESS: "info",
    State.COMPLEX: "warning",
    State.RESOLVED: "success",
    State.REJECTED: "neutral",
    State.MERGED: "neutral",
}


def told(refusal: Exception) -> Iterator[tuple[str, str]]:
    """(field or "", sentence) of everything that stands in the way."""
    if isinstance(refusal, NotAllowed):
        yield "", str(REFUSALS.get(refusal.verdict.code, _("This is not allowed.")))
    elif isinstance(refusal, NotReady):
        for issue in refusal.issues:
            sentence = ISSUES.get(issue, _("Something is missing."))
            yield FIELDS.get(issue, ""), str(sentence)
    elif isinstance(refusal, Conflict):
        yield "", _("Somebody else changed this meanwhile. Nothing was done; look at it again.")


def show(refusal: Exception, form: Form) -> None:
    """Put each sentence beside its field; nothing typed is lost."""
    for field, sentence in told(refusal):
        form.add_error(field if field in form.fields else None, sentence)
