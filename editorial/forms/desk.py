"""The forms of the board's acts; each names the revision its actor saw."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.appointments import ROLE_LABELS
from accounts.permissions import Capability as C
from accounts.roles import CAPABILITIES, Role
from editorial.models.editions import BOARD_LABELS, PUBLICATION_LABELS, TRANSLATION_LABELS
from editorial.rules.states import Board, Publication
from kernel import languages
from kernel.fields import CleanCharField, CleanForm
from sections.models import Section


if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Any]
else:
    ModelChoiceField = forms.ModelChoiceField

WORDS_MAX = 4_000


def language_choices() -> list[tuple[str, str]]:
    return [(languages.slug_of(code), languages.NATIVE_NAMES[code]) for code in languages.CODES]


class SectionField(ModelChoiceField):
    """Sections in the regulation's order, subsections set in below theirs."""

    def label_from_instance(self, section: Section) -> str:
        return f"– {section}" if section.parent_id else str(section)

    def __init__(self, **kwargs: Any) -> None:
        tree = Section.objects.with_tree_fields().order_by("tree_ordering")
        super().__init__(queryset=tree, **kwargs)


class DeskFilter(CleanForm):
    """What to look for on the desk."""

    q = CleanCharField(
        label=_("Code or title"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    section = SectionField(label=_("Section"), required=False, empty_label=_("All sections"))
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states()  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", _("All languages")),
            *language_choices(),
        ]


def _states() -> list[tuple[Any, Any]]:
    board = [
        (f"board.{state}", label) for state, label in BOARD_LABELS.items() if state != Board.DRAFT
    ]
    translation = [(f"translation.{state}", label) for state, label in TRANSLATION_LABELS.items()]
    publication = [
        (f"publication.{state}", label)
        for state, label in PUBLICATION_LABELS.items()
        if state != Publication.EXPIRED
    ]
    return [
        ("", _("All states")),
        (_("Original"), board),
        (_("Translation"), translation),
        (_("Publication"), publication),
    ]


class SeenForm(CleanForm):
    """An act on exactly the revision that stood on the page."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WordsForm(SeenForm):
    """An act with its reason; without one it is refused by the act itself."""

    words = CleanCharField(
        label=_("What is to be changed"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason in a sentence or two.")},
    )


class RefuseForm(SeenForm):
    code = forms.ChoiceField(
        label=_("Ground"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground.")},
    )
    words = CleanCharField(
        label=_("Reason, as the supplier will read it"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reason in a sentence or two.")},
    )

    def __init__(self, *args: Any, grounds: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = list(grounds)  # type: ignore[attr-defined]


class RouteForm(SeenForm):
    """A section, and if one is known, a member who reviews there."""

    section = SectionField(label=_("Section"), empty_label=None)
    member = forms.ChoiceField(
        label=_("Member"),
        required=False,
        help_text=_("Whoever reviews in the section you choose; the names say where."),
    )
    words = CleanCharField(
        label=_("Reason, when it is taken from a member"),
        max_length=WORDS_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, members: Sequence[User], at: datetime, in_review: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        nobody = ("", _("Nobody yet: the whole section"))
        places = {section.pk: str(section) for section in Section.objects.all()}
        named = [(key, _label(member, places, at)) for key, member in self.members.items()]
        self.fields["member"].choices = [nobody, *named]  # type: ignore[attr-defined]
        if in_review:
            self.fields["words"].required = True
        else:
            del self.fields["words"]

    def clean_member(self) -> User | None:
        return self.members.get(self.cleaned_data["member"])


def _label(member: User, places: Mapping[int, str], at: datetime) -> str:
    """The name, and where this person reviews."""
    named = []
    for held in member.appointments_at(at):
        role = Role(held.role)
        if C.REVIEW in CAPABILITIES[role]:
            named.append(places.get(held.scope_id or 0, str(ROLE_LABELS[role])))
    return f"{member} ({', '.join(dict.fromkeys(named))})" if named else str(member)
