"""The text of one language as a form: title, lead, formatted body, pictures; any input is survived."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget

from editorial.rules.manuscript import (
    BODY_MAX,
    CAPTION_MAX,
    LEAD_MAX,
    TITLE_MAX,
    Figure,
    Manuscript,
)
from kernel import richtext


ALT_MAX: Final = 300
AUTHOR_MAX: Final = 150
RIGHTS_MAX: Final = 250
PICTURES_MAX: Final = 30
PREFIX: Final = "pictures"


class WordsField(forms.CharField):
    """Plain words: control characters are dropped, and a single line stays one."""

    def to_python(self, value: Any) -> str:
        words = richtext.strip_control(str(super().to_python(value) or ""))
        if not isinstance(self.widget, forms.Textarea):
            words = " ".join(words.split())
        return words.strip()


class BodyField(forms.CharField):
    """Formatted text, cleaned by the allow-list the editor knows too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = ProseEditorWidget(
            config={"extensions": dict(richtext.EXTENSIONS)}, preset="configurable"
        )
        super().__init__(widget=widget, max_length=BODY_MAX, **kwargs)
        widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return richtext.clean(str(super().to_python(value) or ""))


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of new pictures; what they hold is for `files.actions` to judge."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [upload for upload in given if isinstance(upload, UploadedFile)]


class ManuscriptForm(forms.Form):
    """Nothing but the shape is checked here: what a text lacks, the acts that need it say."""

    title = WordsField(
        label=_("Title"),
        max_length=TITLE_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    lead = WordsField(
        label=_("Lead"),
        max_length=LEAD_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences that say what it is about."),
    )
    body = BodyField(label=_("Text"), required=False)
    new_pictures = PicturesField(
        label=_("Add pictures"),
        required=False,
        widget=PicturesInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, up to 12 MB each. You describe them after saving."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def manuscript(self, figures: "Figures") -> Manuscript:
        """What was typed, as the acts take it."""
        return Manuscript(
            title=self.cleaned_data["title"],
            lead=self.cleaned_data["lead"],
            body=self.cleaned_data["body"],
            pictures=figures.figures(),
        )


class FigureForm(forms.Form):
    """A kept picture and its words."""

    attachment = forms.UUIDField(widget=forms.HiddenInput)
    alt = WordsField(
        label=_("Description for those who cannot see it"), max_length=ALT_MAX, required=False
    )
    caption = WordsField(label=_("Caption"), max_length=CAPTION_MAX, required=False)
    author = WordsField(label=_("Photographer or author"), max_length=AUTHOR_MAX, required=False)
    rights = WordsField(label=_("Rights"), max_length=RIGHTS_MAX, required=False)

    def __init__(self, *args: Any, known: Collection[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_attachment(self) -> UUID:
        key: UUID = self.cleaned_data["attachment"]
        if key not in self.known:
            raise forms.ValidationError(_("This picture does not belong to this submission."))
        return key

    @property
    def key(self) -> str:
        """Which picture the row is about, bound or not."""
        return str(self["attachment"].value() or "")


class TranslatedFigureForm(FigureForm):
    """A picture of the original: only its words are translated."""

    author = None  # type: ignore[assignment]
    rights = None  # type: ignore[assignment]


class Figures(forms.BaseFormSet):  # type: ignore[type-arg]
    """The pictures of a text, in order."""

    def figures(self) -> tuple[Figure, ...]:
        """Those that stay, as the acts take them."""
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return tuple(
            Figure(
                attachment=str(row["attachment"]),
                alt=row.get("alt", ""),
                caption=row.get("caption", ""),
                author=row.get("author", ""),
                rights=row.get("rights", ""),
            )
            for row in kept
            if row.get("attachment")
        )


FigureSet = forms.formset_factory(
    FigureForm,
    formset=Figures,
    extra=0,
    can_delete=True,
    max_num=PICTURES_MAX,
    validate_max=True,
    absolute_max=PICTURES_MAX + 30,
)
TranslatedFigureSet = forms.formset_factory(
    TranslatedFigureForm,
    formset=Figures,
    extra=0,
    max_num=PICTURES_MAX,
    validate_max=True,
    absolute_max=PICTURES_MAX + 30,
)


def initial(manuscript: Manuscript) -> dict[str, Any]:
    """What a form starts with."""
    return {"title": manuscript.title, "lead": manuscript.lead, "body": manuscript.body}


def initial_figures(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [
        {
            "attachment": figure.attachment,
            "alt": figure.alt,
            "caption": figure.caption,
            "author": figure.author,
            "rights": figure.rights,
        }
        for figure in figures
    ]


def with_new_pictures(data: QueryDict, keys: Iterable[UUID]) -> QueryDict:
    """The posted form with one more row for each picture that came with it, so that a page shown
    again keeps the files as well as the words."""
    data = data.copy()
    try:
        total = min(int(data.get(f"{PREFIX}-TOTAL_FORMS", "0")[:6] or 0), PICTURES_MAX + 30)
    except ValueError:
        total = 0
    for key in keys:
        data[f"{PREFIX}-{total}-attachment"] = str(key)
        total += 1
    data[f"{PREFIX}-TOTAL_FORMS"] = str(total)
    data.setdefault(f"{PREFIX}-INITIAL_FORMS", "0")
    return data


def errors_of(form: forms.Form, figures: Figures | None = None) -> list[Mapping[str, Any]]:
    """Everything that is wrong, each line with the field it leads to."""
    found: list[Mapping[str, Any]] = []
    forms_of_page = [form, *(figures.forms if figures is not None else [])]
    for each in forms_of_page:
        found += [{"href": "", "text": error} for error in each.non_field_errors()]
        for field in each:
            href = "" if field.is_hidden else f"#{field.id_for_label}"
            found += [{"href": href, "text": f"{field.label} – {error}"} for error in field.errors]
    if figures is not None:
        found += [{"href": "", "text": error} for error in figures.non_form_errors()]
    return found
