"""The words for every code of the editorial machine: the one place where codes become sentences."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy as lazy

from editorial.models import Transition
from editorial.models.records import STEP_LABELS
from editorial.rules.reasons import Ground, Refusal
from editorial.rules.states import Action as A
from kernel.verdict import Conflict, NotAllowed, NotReady


Words = Mapping[Any, Any]

# What a button says.
BUTTONS: Final[Words] = {
    A.SAVE: lazy("Go on writing"),
    A.SUBMIT: lazy("Send to the board"),
    A.WITHDRAW: lazy("Withdraw"),
    A.ROUTE: lazy("Route"),
    A.CLAIM: lazy("Begin the review"),
    A.RELEASE: lazy("Give it back to the section"),
    A.EDIT: lazy("Edit the text"),
    A.RECOMMEND: lazy("Recommend for approval"),
    A.REQUEST_CHANGES: lazy("Ask for changes"),
    A.REFUSE: lazy("Refuse"),
    A.APPROVE: lazy("Approve"),
    A.TRANSLATE: lazy("Translate"),
    A.SUBMIT_TRANSLATION: lazy("Send to the translation reviewer"),
    A.RETURN_TRANSLATION: lazy("Return to the translator"),
    A.APPROVE_TRANSLATION: lazy("Approve the translation"),
    A.PUBLISH: lazy("Publish"),
    A.TAKE_DOWN: lazy("Take down"),
}

# What an act brings about, told beside its button.
CONSEQUENCES: Final[Words] = {
    A.CLAIM: lazy("It becomes yours; others of the section see that you hold it."),
    A.RELEASE: lazy("Any member of the section can then take it."),
    A.EDIT: lazy(
        "Your changes become a new revision; the text as it was sent stays in the history."
    ),
    A.RECOMMEND: lazy("The deputy heads are told. You stand by exactly this revision."),
    A.SUBMIT_TRANSLATION: lazy("The reviewer is told and reads exactly this revision."),
    A.PUBLISH: lazy("Everybody can read it at once."),
    A.TAKE_DOWN: lazy("It is gone from every public page at once."),
}

# What the message says once it is done.
DONE: Final[Words] = {
    A.ROUTE: lazy("Routed. Whoever it was given to has been told."),
    A.CLAIM: lazy("The review is yours."),
    A.RELEASE: lazy("Given back to the section."),
    A.EDIT: lazy("Your changes are saved as a new revision."),
    A.RECOMMEND: lazy("Recommended. The deputy heads have been told."),
    A.REQUEST_CHANGES: lazy("Sent back. Whoever supplied it has been told what to change."),
    A.REFUSE: lazy("Refused. Whoever supplied it has been told why."),
    A.APPROVE: lazy("Approved. It can now be published, and the translators have been asked."),
    A.TRANSLATE: lazy("The translation is saved."),
    A.SUBMIT_TRANSLATION: lazy("Sent to the translation reviewer."),
    A.RETURN_TRANSLATION: lazy("Returned. The translator has been told why."),
    A.APPROVE_TRANSLATION: lazy("The translation is approved and can be published."),
    A.PUBLISH: lazy("Published: everybody can read it now."),
    A.TAKE_DOWN: lazy("Taken down: it is gone from every public page."),
}

# What the history says of a step.
HISTORY: Final[Words] = STEP_LABELS

HISTORY_TONES: Final = {
    A.APPROVE: "success",
    A.APPROVE_TRANSLATION: "success",
    A.PUBLISH: "success",
    A.RECOMMEND: "info",
    A.REQUEST_CHANGES: "warning",
    A.RETURN_TRANSLATION: "warning",
    A.MARK_STALE: "warning",
    A.REFUSE: "danger",
    A.TAKE_DOWN: "danger",
    A.RESTORE: "warning",
}
HISTORY_ICONS: Final = {
    A.SUBMIT: "mail",
    A.ROUTE: "arrow",
    A.CLAIM: "eye",
    A.EDIT: "edit",
    A.TRANSLATE: "edit",
    A.SAVE: "edit",
    A.CREATE: "edit",
    A.RECOMMEND: "send",
    A.SUBMIT_TRANSLATION: "send",
    A.REQUEST_CHANGES: "back",
    A.RETURN_TRANSLATION: "back",
    A.WITHDRAW: "back",
    A.RELEASE: "back",
    A.APPROVE: "check",
    A.APPROVE_TRANSLATION: "check",
    A.PUBLISH: "globe",
    A.MARK_STALE: "alert",
    A.REFUSE: "close",
    A.TAKE_DOWN: "trash",
    A.RESTORE: "back",
}

# Why an act is refused, and what would help.
VERDICTS: Final[Words] = {
    "other_machine": lazy("This act belongs to another language of this submission."),
    "not_your_role": lazy("Your role does not include this act."),
    "under_seal": lazy(
        "Removed under LC-8.3: the text lies under seal. Two people together read it from the "
        "proof of removal."
    ),
    "not_yours": lazy("This submission is not on your desk."),
    "wrong_state": lazy("Not at this stage: look at where the submission stands now."),
    "ground_for_the_board": lazy(
        "Only the board's leaders decide on this ground; choose another or ask them."
    ),
    "hidden": lazy(
        "The article is hidden while an authority's request is decided; nothing can be published "
        "over it."
    ),
    "held_by_another": lazy(
        "Another member holds it. Ask them, or ask the secretary to route it anew."
    ),
    "own_work": lazy("You wrote, sent or recommended this text: somebody else must decide."),
    "source_closed": lazy("The original was refused or withdrawn."),
    "source_not_approved": lazy("The original must be approved first."),
    "source_changed": lazy(
        "The original has changed: the translation must be brought up to date first."
    ),
    "not_approved": lazy("This text must be approved first."),
    "already_public": lazy("This revision is already before the public."),
    "archived": lazy("The article is archived and stays as it is."),
    "taken_down_since_approval": lazy(
        "It was taken down after its approval: it must be approved anew."
    ),
}

# What is missing, and how to mend it.
ISSUES: Final[Words] = {
    "title_missing": lazy("The title is missing: write one."),
    "lead_missing": lazy("The lead is missing: say in one or two sentences what it is about."),
    "body_missing": lazy("The text is missing: write it."),
    "alt_missing": lazy("A picture lacks its description for those who cannot see it: add it."),
    "rights_missing": lazy("A picture lacks its rights: say by whose leave it may be shown."),
    "not_declared_truthful": lazy("The declaration of truthfulness is missing."),
    "outlet_missing": lazy("The outlet it was taken from is missing."),
    "original_missing": lazy("The address of the original is missing."),
    "permission_missing": lazy("The permission to use it is missing."),
    "member_not_of_section": lazy("This person is not a member for that section: choose another."),
    "reason_missing": lazy("The reason is missing: write it in a sentence or two."),
}

CONFLICTS: Final[Words] = {
    "not_the_revision_you_saw": lazy(
        "The text has changed since you opened this page. Nothing was done: read the new text"
        " below and decide again."
    ),
    "never_published": lazy("This submission was never published."),
    "nothing_is_public": lazy("Nothing of it is before the public."),
}

UPLOADS: Final[Words] = {
    "too_many_bytes": lazy("%(name)s is larger than 12 MB: choose a smaller picture."),
    "not_a_picture": lazy(
        "%(name)s is not a picture we can read: choose a JPEG, PNG or WebP file."
    ),
    "moving_picture": lazy("%(name)s moves: choose a still picture."),
    "too_many_pixels": lazy("%(name)s has more than 40 million pixels: choose a smaller picture."),
    "too_small": lazy("%(name)s is less than 200 pixels wide or high: choose a larger picture."),
}

REFUSALS: Final[Words] = {
    Refusal.OUT_OF_SCOPE: lazy("Outside the scope of external information"),
    Refusal.AGAINST_LINE: lazy("Against the line and policy of Party or State"),
    Refusal.STATE_SECRET: lazy("Holds a state secret"),
    Refusal.RESTRICTED: lazy("Holds information whose circulation is limited"),
    Refusal.UNTRUE: lazy("Untrue"),
    Refusal.UNCLEAR_ORIGIN: lazy("Of unclear origin"),
    Refusal.DUPLICATE: lazy("Already sent or published"),
    Refusal.UNDER_VERIFICATION: lazy("Still being verified by an authority"),
    Refusal.QUALITY: lazy("Not of the quality needed"),
}

GROUNDS: Final[Words] = {
    Ground.AUTHORITY_REQUEST: lazy("Request of a competent authority"),
    Ground.NATIONAL_SECURITY: lazy("National security or public order"),
    Ground.UNTRUE: lazy("Untrue information"),
    Ground.COPYRIGHT: lazy("Copyright"),
    Ground.PERSONAL_DATA: lazy("Personal data"),
    Ground.SOURCE_WITHDRAWN: lazy("Withdrawn by its source"),
    Ground.OWN_ERROR: lazy("Error of the portal itself"),
}

# What waits on the desk: a title and what to do about it.
GROUPS: Final[Mapping[str, tuple[Any, Any]]] = {
    "to_route": (lazy("To route"), lazy("Choose a section and a member for each.")),
    "mine": (lazy("In your hands"), lazy("Given to you, or in review by you.")),
    "unclaimed": (lazy("Waiting in your sections"), lazy("Nobody has taken them yet.")),
    "to_approve": (lazy("To approve"), lazy("Recommended by a member; the board's word is next.")),
    "to_publish": (lazy("To publish"), lazy("Approved and not yet before the public.")),
    "to_translate": (
        lazy("To translate"),
        lazy("New, returned to you, or overtaken by the original."),
    ),
    "to_review": (lazy("Translations to review"), lazy("Compare with the original, then approve.")),
}


def describe(refusal: Exception) -> list[str]:
    """Why an act was not done, as sentences that say what to do."""
    if isinstance(refusal, NotAllowed):
        return [verdict(refusal.verdict.code)]
    if isinstance(refusal, NotReady):
        return [str(ISSUES.get(code, code)) for code in dict.fromkeys(refusal.issues)]
    if isinstance(refusal, Conflict):
        return [str(CONFLICTS.get(str(refusal), CONFLICTS["not_the_revision_you_saw"]))]
    raise refusal


def verdict(code: str) -> str:
    """A refusal in words."""
    return str(VERDICTS.get(code, VERDICTS["not_your_role"]))


def upload(code: str, name: str) -> str:
    """Why a file was not taken."""
    return str(UPLOADS.get(code, UPLOADS["not_a_picture"])) % {"name": name[-80:]}


def reason(step: Transition) -> str:
    """The ground and the words of a step."""
    ground = GROUNDS if step.action == A.TAKE_DOWN else REFUSALS
    named = str(ground[step.reason_code]) if step.reason_code in ground else ""
    if named and step.reason:
        return _("%(ground)s: %(words)s") % {"ground": named, "words": step.reason}
    return named or step.reason
