"""Fields and forms that no input can break: what a database refuses is taken out before anything
is checked, and every limit is told in words. What was typed is always shown again."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from kernel import richtext


YEARS = range(1900, 2101)
TOO_LONG = _("Please shorten this to %(limit_value)s characters; now it has %(show_value)s.")
CHOOSE = _("Please choose one of the answers offered.")


def readable(data: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """What was posted, without control characters and broken letters; safe to store and to show."""
    if isinstance(data, MultiValueDict):
        lists = data.lists()
    else:
        lists = (
            (name, value if isinstance(value, list) else [value]) for name, value in data.items()
        )
    return MultiValueDict({name: [_readable(value) for value in values] for name, values in lists})


def _readable(value: Any) -> Any:
    return richtext.strip_control(value) if isinstance(value, str) else value


def readable_name(upload: "UploadedFile[Any]") -> str:
    """The name a person gave a file, safe to store and to show."""
    return richtext.strip_control(upload.name or "")


class CleanForm(forms.Form):
    """A form over readable data; the browser leaves it to the server to say what is missing."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(None if data is None else readable(data), *args, **kwargs)


class CleanCharField(forms.CharField):
    """Text without control characters; a single line stays one, and pasting is never cut short."""

    default_error_messages = {"max_length": TOO_LONG, "required": _("Please fill this in.")}

    def to_python(self, value: Any) -> str:
        text = richtext.strip_control(str(value)) if value not in self.empty_values else ""
        if isinstance(self.widget, forms.Textarea):
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = re.sub(r"\s+", " ", text)
        return str(super().to_python(text))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut a pasted text and say nothing."""
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class CleanLineField(CleanCharField):
    """One line of text."""

    widget = forms.TextInput


class CleanEmailField(forms.EmailField):
    """An e-mail address, without control characters."""

    default_error_messages = {
        "invalid": _("This is not an e-mail address. Check it, for example name@example.vn."),
        "max_length": TOO_LONG,
    }

    def to_python(self, value: Any) -> str:
        return str(super().to_python(_readable(value)))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class RichTextField(CleanCharField):
    """Formatted text, reduced to the allow-list; without script plain paragraphs will do."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if self.max_length is not None and len(text) > self.max_length:
            return text  # the length is refused next; hostile lengths are never parsed
        html = richtext.clean(paragraphs(text))
        return html if richtext.plain(html) else ""


_BLOCK = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|table|div)\b", re.IGNORECASE)


def paragraphs(text: str) -> str:
    """Text typed without an editor as HTML: blank lines part paragraphs; HTML stays as it is."""
    return text if _BLOCK.search(text) else linebreaks(text.strip(), autoescape=True)


class CleanURLField(forms.URLField):
    """A web address, with or without https:// before it."""

    default_error_messages = {
        "invalid": _("This is not a web address: copy it whole, such as https://laocai.gov.vn/."),
        "max_length": TOO_LONG,
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)

    def to_python(self, value: Any) -> str:
        address = str(super().to_python(_readable(value)))
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes: dict[str, Any] = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class CleanDateField(forms.DateField):
    """A day between 1900 and 2100, as browsers send it or as people write it."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {
        "invalid": _("This is not a date: give day, month and year, such as 22/11/2026.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(_readable(value))
        _check_years(self, day)
        return day


class CleanDateTimeField(forms.DateTimeField):
    """A moment between 1900 and 2100, as browsers send it or as people write it."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    default_error_messages = {
        "invalid": _("This is not a date with a time: give both, such as 22/11/2026 16:30.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        moment: datetime | None = super().to_python(_readable(value))
        _check_years(self, moment)
        return moment


def _check_years(field: forms.Field, moment: date | None) -> None:
    """Beyond these years databases and calendars begin to differ, and nobody means them."""
    if moment is not None and moment.year not in YEARS:
        raise ValidationError(field.error_messages["invalid"], code="invalid")
