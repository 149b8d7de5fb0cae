"""Documents that come with a form: several at once, and kept while the rest is corrected."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from files.models import Enclosure


MOST_FILES: Final = 5
ACCEPTED: Final = ".pdf,.jpg,.jpeg,.png,.webp"
LONGEST_TOKEN: Final = 1_000
_SALT: Final = "incidents.enclosures"


class _Several(forms.FileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED, "multiple": True})


class EnclosuresField(forms.Field):
    """Where documents are chosen. The view has kept them before the form is read."""

    widget = _Several

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(
            label=_("Documents"),
            help_text=_("PDF or pictures (JPEG, PNG, WebP): at most five, up to 12 MB each."),
            required=required,
        )

    def clean(self, value: Any) -> None:
        """Nothing: whether one is needed is asked of those that were kept."""


def signed(kept: list[Enclosure]) -> str:
    """What goes into the page so that nothing has to be chosen twice; "" for nothing."""
    return signing.dumps([each.pk.hex for each in kept], salt=_SALT) if kept else ""


def unsigned(text: str) -> list[Enclosure]:
    """The documents that were kept for this form before; none if the page was tampered with."""
    try:
        keys = [UUID(key) for key in signing.loads(text[:LONGEST_TOKEN], salt=_SALT)]
    except (signing.BadSignature, TypeError, ValueError):
        return []
    found = Enclosure.objects.in_bulk(keys[:MOST_FILES])
    return [found[key] for key in keys if key in found]
