"""The form of a removal: what goes, on which ground, on whose demand, what is answered after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.actions import Pictures
from editorial.rules.reasons import Ground
from incidents.actions.takedowns import Extent
from incidents.forms.fields import TimedForm
from incidents.models.records import GROUND_LABELS
from kernel import languages
from kernel.fields import CleanCharField, CleanLineField
from sections.models import Answer


LONGEST: Final = 5_000
WHOLE, ALONE = "whole", "pictures"
KEPT, HERE, EVERYWHERE = "text", "here", "everywhere"
PICTURE_CHOICES: Final = [
    (KEPT, _("Goes with the text; stays where it is used elsewhere")),
    (HERE, _("Take down from this article")),
    (EVERYWHERE, _("Take down everywhere")),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as the form offers it."""

    key: UUID
    alt: str
    src: str
    used_in: str = ""


def _paragraph(label: Any, help_text: Any = "") -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakedownForm(TimedForm):
    """What is to go, on which ground, on whose demand."""

    what = forms.ChoiceField(
        label=_("What goes"),
        choices=[
            (WHOLE, _("The article, in the languages chosen below")),
            (ALONE, _("Pictures alone: the texts stay and are shown without them")),
        ],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages to take down"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground.")},
    )
    ordered_by = CleanLineField(
        label=_("On whose demand"),
        help_text=_("Authority, letter and officer. Needed for a request of an authority."),
        max_length=250,
        required=False,
    )
    reason = _paragraph(_("Reason"), _("For the record; the public page gives no hint of it."))
    answer = forms.ChoiceField(
        label=_("What the addresses answer"),
        help_text=_("451 where the order says so; the text of the page is neutral either way."),
        choices=[
            (str(Answer.GONE.value), _("Gone (410)")),
            (
                str(Answer.LEGAL.value),
                _("Not available for legal reasons (451)"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    settles = forms.BooleanField(
        label=_("This carries out the whole request: stop its 24 hours"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        live: list[str],
        grounds: list[Ground],
        pictures: Sequence[Shown] = (),
        **options: Any,
    ) -> None:
        usual = {"what": WHOLE, "answer": str(Answer.GONE.value)}
        usual |= {_name(picture): KEPT for picture in pictures}
        options["initial"] = usual | options.get("initial", {})
        if data is not None:
            data = data.copy()
            for name, value in usual.items():
                data.setdefault(name, value)
        super().__init__(data, *args, **options)
        self.pictures = pictures
        offered: dict[str, list[tuple[str, Any]]] = {
            "languages": [(code, languages.NATIVE_NAMES[code]) for code in live],
            "ground": [(ground.value, GROUND_LABELS[ground]) for ground in grounds],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        for picture in pictures:
            self.fields[_name(picture)] = forms.ChoiceField(
                label=picture.alt, choices=PICTURE_CHOICES
            )

    def picture_rows(self) -> list[tuple[Shown, forms.BoundField]]:
        """Each picture with its choice."""
        return [(picture, self[_name(picture)]) for picture in self.pictures]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        alone = given.get("what") == ALONE
        if alone:
            self.errors.pop("languages", None)
            given["languages"] = []
        if alone and not self._chosen(HERE, EVERYWHERE):
            self.add_error("what", _("Choose for at least one picture that it goes."))
        if given.get("answer") == str(Answer.LEGAL.value) and not given.get("ordered_by"):
            self.add_error("ordered_by", _("451 names an order: say whose it is."))
        return given

    def extent(self) -> Extent:
        """What goes, as the act takes it."""
        given = self.cleaned_data
        return Extent(
            pictures=Pictures(everywhere=self._chosen(EVERYWHERE), here=self._chosen(HERE)),
            pictures_alone=given.get("what") == ALONE,
            answer=int(given.get("answer") or Answer.GONE.value),
        )

    def _chosen(self, *choices: str) -> tuple[UUID, ...]:
        return tuple(
            picture.key
            for picture in self.pictures
            if self.cleaned_data.get(_name(picture)) in choices
        )


def _name(picture: Shown) -> str:
    return f"picture-{picture.key.hex}"


class ReasonForm(TimedForm):
    """Why a sealed copy is to be read, or a removal undone."""

    reason = _paragraph(_("Reason"), _("It stands on record beside your name."))
