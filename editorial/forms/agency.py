"""The form by which agencies and contributors supply information (LC-10, LC-15.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import Capability
from accounts.roles import BOARD, Role
from editorial.actions.drafting import Origin
from editorial.forms.manuscripts import MISSING, Gallery, ManuscriptForm
from editorial.models import Submission
from editorial.rules.reasons import Source
from kernel import languages
from kernel.fields import (
    CHOOSE,
    CleanCharField,
    CleanDateField,
    CleanDateTimeField,
    CleanForm,
    CleanURLField,
)
from sections.models import Section


SOURCES = [
    (Source.AGENCY, _("From my agency or locality")),
    (Source.CONTRIBUTOR, _("My own work as a contributor")),
    (Source.OFFICIAL, _("Taken from an official source that allows it")),
    (Source.OWN, _("Made for the editorial board")),
]

# Where each missing thing is typed; the pictures' own are told beside each picture.
FIELD_OF_ISSUE = {
    "title_missing": "title",
    "lead_missing": "lead",
    "body_missing": "body",
    "outlet_missing": "source_outlet",
    "original_missing": "source_url",
    "permission_missing": "source_permission",
    "not_declared_truthful": "declared",
}
PICTURE_FIELD_OF_ISSUE = {"alt_missing": "alt", "rights_missing": "rights"}


@dataclass(frozen=True, slots=True)
class Supplier:
    """For whom a person may supply information on a day."""

    agencies: tuple[Agency, ...]
    alone: bool
    usual_source: Source

    @classmethod
    def of(cls, person: User, *, at: datetime) -> "Supplier":
        """Agencies that exist today; heirs stand for those that do not (LC-16.3)."""
        roles = person.roles_at(at)
        keys = person.agencies_at(at) if person.holds(Capability.SUBMIT, at=at) else set()
        agencies = Agency.objects.filter(pk__in=keys).existing(on=timezone.localdate(at))
        found = tuple(agencies.order_by("pk"))
        usual = Source.CONTRIBUTOR if Role.CONTRIBUTOR in roles else Source.OWN
        return cls(
            agencies=found,
            alone=not found or bool(roles & (BOARD | {Role.CONTRIBUTOR})),
            usual_source=Source.AGENCY if found else usual,
        )


class SubmissionForm(ManuscriptForm):
    """Everything a submission holds. Pictures, the token and the revision seen go beside it."""

    language = forms.ChoiceField(
        label=_("Language of the text"), error_messages={"invalid_choice": CHOOSE}
    )
    section = forms.ChoiceField(
        label=_("Section"),
        help_text=_("Where it fits best; the editorial board may move it."),
        error_messages={"invalid_choice": CHOOSE},
    )
    agency = forms.ChoiceField(
        label=_("For which agency"), error_messages={"invalid_choice": CHOOSE}
    )
    source_kind = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=SOURCES,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": CHOOSE},
    )
    source_outlet = CleanCharField(
        label=_("Outlet"),
        max_length=200,
        help_text=_("The newspaper, news agency or portal that published it first."),
        error_messages={"required": _("The outlet is missing: who published it first?")},
    )
    source_url = CleanURLField(label=_("Address of the original"), max_length=500)
    source_permission = CleanCharField(
        label=_("Permission"),
        max_length=250,
        help_text=_("The law or the written agreement that allows it, with number and date."),
    )
    letter_number = CleanCharField(
        label=_("Number of the official letter"),
        max_length=60,
        required=False,
        help_text=_("If it came with one, such as 125/SVHTTDL-QLDL."),
    )
    letter_on = CleanDateField(label=_("Date of the official letter"), required=False)
    event_at = CleanDateTimeField(
        label=_("Time of the event"),
        required=False,
        help_text=_("If the text is about something that happens at a certain time (Hà Nội time)."),
    )
    declared = forms.BooleanField(
        label=_(
            "I declare that this information is true, that it holds no state secret, and that the"
            " text and the pictures may be published."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        supplier: Supplier,
        submission: Submission | None = None,
        section: Section | None = None,
    ) -> None:
        self.supplier, self.submission = supplier, submission
        super().__init__(
            data,
            manuscript=submission.source.manuscript() if submission else None,
            initial=_kept(submission) if submission else _usual(supplier, section),
        )
        self.sections: dict[str, Section] = {
            str(one.pk): one for one in Section.objects.order_by("position", "pk")
        }
        self._choices("section", grouped(self.sections.values()))
        self._choices("language", [(c, languages.NATIVE_NAMES[c]) for c in languages.CODES])
        if submission is not None:
            del self.fields["language"]
        self._offer_agencies()

    def _choices(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def _offer_agencies(self) -> None:
        """A question only for whoever has a choice; a dossier keeps an agency that is no more."""
        agencies = {str(agency.pk): agency for agency in self.supplier.agencies}
        kept = self.submission.agency if self.submission else None
        self.agencies = agencies
        if (kept is not None and kept not in agencies.values()) or (
            len(agencies) + self.supplier.alone < 2
        ):
            del self.fields["agency"]
            return
        nobody = [("", _("None: on my own behalf"))] if self.supplier.alone else []
        self._choices("agency", [*nobody, *agencies.items()])

    def clean_section(self) -> Section:
        if section := self.sections.get(self.cleaned_data["section"]):
            return section
        raise ValidationError(_("Choose a section."), code="required")

    def clean_source_kind(self) -> Source:
        if kind := self.cleaned_data["source_kind"]:
            return Source(kind)
        raise ValidationError(_("Say where it comes from."), code="required")

    def clean_agency(self) -> Agency | None:
        chosen = self.agencies.get(self.cleaned_data["agency"])
        if chosen is None and not self.supplier.alone:
            raise ValidationError(_("Choose the agency you write for."), code="required")
        return chosen

    def origin(self) -> Origin:
        """Where it comes from; only after `is_valid()`."""
        cleaned = self.cleaned_data
        return Origin(
            section=cleaned["section"],
            source_kind=cleaned["source_kind"],
            agency=cleaned["agency"] if "agency" in self.fields else self._only_agency(),
            source_outlet=cleaned["source_outlet"],
            source_url=cleaned["source_url"],
            source_permission=cleaned["source_permission"],
            letter_number=cleaned["letter_number"],
            letter_on=cleaned["letter_on"],
            event_at=cleaned["event_at"],
        )

    def original_language(self) -> str:
        """Of a new dossier; Vietnamese unless said otherwise."""
        return self.cleaned_data.get("language") or languages.VI

    def _only_agency(self) -> Agency | None:
        if self.submission is not None:
            return self.submission.agency
        return next(iter(self.supplier.agencies), None)

    def tell(self, issues: Iterable[str], gallery: Gallery, words: Mapping[Any, Any]) -> None:
        """Write what sending needs beside the fields where it is to be typed."""
        for code in dict.fromkeys(issues):
            if code in FIELD_OF_ISSUE:
                self.add_error(FIELD_OF_ISSUE[code], _missing(words, code))
            for row in gallery.rows:
                name = PICTURE_FIELD_OF_ISSUE.get(code, "")
                if name and not row.cleaned_data.get(name):
                    row.add_error(name, _missing(words, code))


class ListFilter(CleanForm):
    """What a supplier looks for among their submissions."""

    q = CleanCharField(
        label=_("Title or receipt code"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


def grouped(sections: Iterable[Section]) -> list[tuple[Any, Any]]:
    """Sections as a select shows them: in the regulation's order, subsections in their group."""
    everything = list(sections)
    below: dict[int, list[Section]] = {}
    for section in everything:
        if section.parent_id:
            below.setdefault(section.parent_id, []).append(section)
    choices: list[tuple[Any, Any]] = []
    for top in (section for section in everything if not section.parent_id):
        own = (str(top.pk), str(top))
        children = [(str(child.pk), str(child)) for child in below.get(top.pk, [])]
        choices.append((str(top), [own, *children]) if children else own)
    return choices


def _missing(words: Mapping[Any, Any], code: str) -> ValidationError:
    return ValidationError(str(words[code]), code=MISSING)


def _usual(supplier: Supplier, section: Section | None) -> dict[str, Any]:
    return {
        "language": languages.VI,
        "source_kind": supplier.usual_source,
        "section": section.pk if section else "",
        "agency": supplier.agencies[0].pk if supplier.agencies else "",
    }


def _kept(submission: Submission) -> dict[str, Any]:
    names = (
        "source_kind", "source_outlet", "source_url", "source_permission",
        "letter_number", "letter_on", "event_at",
    )  # fmt: skip
    kept = {name: getattr(submission, name) for name in names}
    return kept | {"section": submission.section_id, "agency": submission.agency_id or ""}
