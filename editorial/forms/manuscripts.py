"""Title, lead, formatted body and the pictures of a text: the same for agencies and for the board.

The pictures stand beside the form as a `Gallery`: one small form for each, under the key of its
kept file, so that what was uploaded outlives every other mistake in the form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Self
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import Media

from editorial.rules.manuscript import (
    BODY_MAX,
    CAPTION_MAX,
    LEAD_MAX,
    TITLE_MAX,
    Figure,
    Manuscript,
)
from files.models import Attachment
from kernel import richtext
from kernel.fields import CleanCharField, CleanForm, RichTextField, readable


MAX_PICTURES = 20
MISSING = "missing"

# The editor writes one style element of its own; pages that show it allow exactly that one:
# @csp_update({"style-src": [EDITOR_STYLE]})
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def editor() -> ProseEditorWidget:
    """The rich-text editor over a textarea; without script the textarea stays."""
    return ProseEditorWidget(
        config={"extensions": richtext.EXTENSIONS}, preset="configurable", attrs={"rows": 14}
    )


class DraftForm(CleanForm):
    """A form of which a draft may lack anything: `required` is asked for on sending."""

    def full_clean(self) -> None:
        """Checks the shape only; what is missing is said by the act (`NotReady`)."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True


class ManuscriptForm(DraftForm):
    """The words of a text."""

    title = CleanCharField(
        label=_("Title"),
        max_length=TITLE_MAX,
        help_text=_("What happened and where, in one line."),
        error_messages={"required": _("The title is missing: write one.")},
    )
    lead = CleanCharField(
        label=_("Lead"),
        max_length=LEAD_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences that a hurried reader takes away."),
    )
    body = RichTextField(
        label=_("Body text"),
        max_length=BODY_MAX,
        widget=editor(),
        help_text=_("Headings, lists, links and tables are kept; colours and fonts are not."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *args: Any,
        manuscript: Manuscript | None = None,
        **kwargs: Any,
    ) -> None:
        words = manuscript or Manuscript()
        initial = {"title": words.title, "lead": words.lead, "body": words.body}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(data, *args, **kwargs)

    def manuscript(self, gallery: "Gallery") -> Manuscript:
        """The text as it was typed; only after `is_valid()` of both."""
        cleaned = self.cleaned_data
        return Manuscript(
            title=cleaned["title"],
            lead=cleaned["lead"],
            body=cleaned["body"],
            pictures=gallery.figures(),
        )

    def media_with(self, nonce: str) -> Media:
        """The editor's files, with the nonce its inline import map needs."""
        return Media.from_media(self.media, nonce=nonce)


class PictureForm(DraftForm):
    """The words of one picture."""

    alt = CleanCharField(
        label=_("What the picture shows"),
        max_length=300,
        help_text=_("For readers who cannot see it, and for search."),
    )
    caption = CleanCharField(label=_("Caption"), max_length=CAPTION_MAX, required=False)
    author = CleanCharField(label=_("Photographer"), max_length=150, required=False)
    rights = CleanCharField(
        label=_("Rights"),
        max_length=250,
        help_text=_("Who allows it to be shown, such as: property of our department."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        attachment: Attachment,
        figure: Figure | None = None,
    ) -> None:
        self.attachment = attachment
        self.kept = figure or Figure(str(attachment.pk))
        super().__init__(
            data,
            prefix=f"picture-{attachment.pk.hex}",
            initial={name: getattr(self.kept, name) for name in self.base_fields},
        )

    def figure(self) -> Figure:
        """The picture as the text keeps it; only after `is_valid()`."""
        return replace(self.kept, **self.cleaned_data) if self.is_bound else self.kept


class TranslatedPictureForm(PictureForm):
    """The words of one picture in another language; who made it and by whose leave stays."""

    author = None  # type: ignore[assignment]
    rights = None  # type: ignore[assignment]


class Gallery:
    """The pictures of a text, in order. `errors` are sentences about files that were not taken."""

    def __init__(self, rows: Iterable[PictureForm]) -> None:
        self.rows = list(rows)
        self.errors: list[str] = []

    @classmethod
    def of(cls, manuscript: Manuscript) -> Self:
        """As a text has them."""
        figures = {figure.attachment: figure for figure in manuscript.pictures}
        kept = Attachment.objects.in_bulk([UUID(key) for key in figures])
        return cls(
            PictureForm(attachment=kept[UUID(key)], figure=figure)
            for key, figure in figures.items()
            if UUID(key) in kept
        )

    @classmethod
    def posted(cls, data: Mapping[str, Any], among: QuerySet[Attachment]) -> Self:
        """As a form sent them (fields `picture` in order); foreign and broken keys are dropped."""
        sent = readable(data)
        keys = list(dict.fromkeys(filter(None, map(_key, sent.getlist("picture")))))[:MAX_PICTURES]
        kept = {attachment.pk: attachment for attachment in among.filter(pk__in=keys)}
        return cls(PictureForm(sent, attachment=kept[key]) for key in keys if key in kept)

    @classmethod
    def translated(
        cls,
        original: Manuscript,
        translation: Manuscript,
        data: Mapping[str, Any] | None = None,
    ) -> Self:
        """The pictures of the original in its order, with their words in another language."""
        words = {figure.attachment: figure for figure in translation.pictures}
        kept = Attachment.objects.in_bulk([UUID(f.attachment) for f in original.pictures])
        return cls(
            TranslatedPictureForm(
                data,
                attachment=kept[UUID(figure.attachment)],
                figure=_in_words_of(figure, words.get(figure.attachment)),
            )
            for figure in original.pictures
            if UUID(figure.attachment) in kept
        )

    @property
    def room(self) -> int:
        """How many more pictures may be added."""
        return max(0, MAX_PICTURES - len(self.rows))

    def add(self, attachment: Attachment) -> None:
        """A picture just received, last in order."""
        self.rows.append(PictureForm({}, attachment=attachment))

    def remove(self, key: str) -> None:
        self.rows = [row for row in self.rows if row.attachment.pk != _key(key)]

    def move(self, key: str, by: int) -> None:
        """One place up (-1) or down (1); at the ends nothing happens."""
        for place, row in enumerate(self.rows):
            if row.attachment.pk == _key(key) and 0 <= place + by < len(self.rows):
                self.rows.insert(place + by, self.rows.pop(place))
                return

    def is_valid(self) -> bool:
        """Whether every picture's words have a proper shape; unbound rows are as they were."""
        checked = [row.is_valid() for row in self.rows if row.is_bound]
        return all(checked) and not self.errors

    def figures(self) -> tuple[Figure, ...]:
        """The pictures as the text keeps them; only after `is_valid()`."""
        return tuple(row.figure() for row in self.rows)


def errors_of(form: forms.Form, gallery: Gallery) -> list[dict[str, str]]:
    """Everything that is wrong, for the summary; each line leads to its field."""
    found = [{"href": "", "text": str(error)} for error in form.non_field_errors()]
    found += _errors_of_fields(form)
    found += [{"href": "#pictures", "text": error} for error in gallery.errors]
    for number, row in enumerate(gallery.rows, start=1):
        found += _errors_of_fields(row, of=str(_("Picture %(number)d") % {"number": number}))
    return found


def _errors_of_fields(form: forms.Form, of: str = "") -> list[dict[str, str]]:
    """What is missing names itself; other sentences need their field's label before them."""
    found = []
    for name, errors in form.errors.as_data().items():
        field = form[name] if name in form.fields else None
        if field is None:
            continue
        href = f"#{field.auto_id}_0" if field.use_fieldset else f"#{field.auto_id}"
        for error in errors:
            places = [of, "" if error.code == MISSING else str(field.label)]
            text = " – ".join([*filter(None, places), *map(str, error.messages)])
            found.append({"href": href, "text": text})
    return found


def _in_words_of(original: Figure, translated: Figure | None) -> Figure:
    alt, caption = (translated.alt, translated.caption) if translated else ("", "")
    return replace(original, alt=alt, caption=caption)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, AttributeError):
        return None
