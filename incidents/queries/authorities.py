"""Bodies as forms offer them: those that can ask, those that are no more with their heirs."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts import queries as accounts
from accounts.models import Agency
from incidents.models import Authority


OTHER: Final = "other"
STANDING: Final = "standing"


def offered(*, on: date) -> list[Any]:
    """Choices by name, "other" last; then, in a group, bodies of before with who carries on."""
    bodies = list(Authority.objects.select_related("successor"))
    now = sorted((_name(body, on=on), body.code) for body in bodies if _leads(body, on=on))
    gone = sorted((_former(body, on=on), body.code) for body in bodies if not body.exists(on=on))
    choices: list[Any] = [(code, name) for name, code in now]
    choices += [(body.code, str(body)) for body in bodies if body.code == OTHER]
    if gone:
        choices.append((_("No longer exist"), [(code, name) for name, code in gone]))
    return choices


def agencies(*, on: date) -> list[tuple[str, str]]:
    """Agencies that exist on a day, by name."""
    return sorted(
        ((agency.code, str(agency)) for agency in Agency.objects.existing(on=on)),
        key=lambda pair: pair[1],
    )


def _leads(body: Authority, *, on: date) -> bool:
    return body.exists(on=on) and body.code != OTHER


def _name(body: Authority, *, on: date) -> str:
    """The standing agency with the name of whoever that is on the day (LC-7.2, LC-16.3)."""
    if body.code == STANDING and (agency := accounts.standing_agency(on=on)) is not None:
        return f"{body}: {agency}"
    return str(body)


def _former(body: Authority, *, on: date) -> str:
    heir = body.current(on=on)
    return str(body) if heir == body else f"{body} → {heir}"
