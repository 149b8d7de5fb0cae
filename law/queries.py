"""Reading the register."""

from law.models import Provision
from law.rules import UnknownProvision


def provision(key: str) -> Provision:
    """The provision of this key with its act, or `UnknownProvision`."""
    try:
        return Provision.objects.select_related("act", "successor").get(key=key)
    except Provision.DoesNotExist:
        raise UnknownProvision(key) from None
