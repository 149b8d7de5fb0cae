"""Addresses of gateways: templates with a place for a telephone number, a name, a reference."""

from typing import Final
from urllib.parse import quote


PHONE: Final = "{phone}"
MESSENGER: Final = "{messenger}"
REFERENCE: Final = "{key}"


def is_personal(template: str) -> bool:
    """Whether it reaches one person instead of a group."""
    return PHONE in template or MESSENGER in template


def carries_reference(template: str) -> bool:
    """Whether the gateway is given the reference in its address."""
    return REFERENCE in template


def reaches(template: str, *, phone: str, messenger: str) -> bool:
    """Whether everything the template asks for is known."""
    return (PHONE not in template or bool(phone)) and (MESSENGER not in template or bool(messenger))


def fill(template: str, *, phone: str, messenger: str, reference: str) -> str:
    """The address for one message; what people typed cannot leave its place."""
    places = {PHONE: phone, MESSENGER: messenger, REFERENCE: reference}
    for place, value in places.items():
        template = template.replace(place, quote(value, safe="+@"))
    return template
