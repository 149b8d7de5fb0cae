"""Which messengers and SMS gateways this installation has, and which of them reach a person.

`NOTIFY_GATEWAYS` names each with the address of its notification service, which holds tokens:
nothing here or above writes an address to a log, a page or a row.
"""

from django.conf import settings

from accounts.models import Contact
from notifications.rules import addresses


def configured() -> dict[str, str]:
    """Name and address template of every gateway; empty where none was set up."""
    return dict(settings.NOTIFY_GATEWAYS)


def personal() -> dict[str, str]:
    """Gateways that reach one person, by telephone number or name in the messenger."""
    return {name: url for name, url in configured().items() if addresses.is_personal(url)}


def of_groups() -> list[str]:
    """Gateways with one fixed address, such as the group of those on duty."""
    return [name for name, url in configured().items() if not addresses.is_personal(url)]


def chosen(contact: Contact) -> list[str]:
    """The gateways a person chose for urgent matters, as far as they can be reached by them."""
    return [
        name
        for name, url in personal().items()
        if name in contact.urgent_by
        and addresses.reaches(url, phone=contact.phone, messenger=contact.messenger)
    ]
