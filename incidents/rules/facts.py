"""What is brought to the intake, as plain facts: a report, and an authority's demand."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from incidents.rules.states import Channel, Kind


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whoever brings it, as far as they wish to be known; never shown to the public."""

    name: str = ""
    email: str = ""
    phone: str = ""


NOBODY: Final = Reporter()


@dataclass(frozen=True, slots=True)
class Report:
    """What is brought, whichever way it comes."""

    kind: Kind
    channel: Channel
    subject: str
    description: str
    language: str
    reporter: Reporter = NOBODY
    page_url: str = ""
    office: str = ""  # of the caller, as it was given
    agency: str = ""  # code of the agency concerned
    letter_number: str = ""
    letter_on: date | None = None
    read_back: bool = False  # what was written was read back to the caller, who confirmed it
    violation: str = ""  # place in the list of LA-6, an internal norm


@dataclass(frozen=True, slots=True)
class Demand:
    """What an authority asks for: who asks, how sure we are of it, and what it wants.

    `removal` says that it is about national security (LC-8.3-removal).
    """

    authority: str  # its code in the list of competent authorities
    officer: str = ""
    letter_number: str = ""
    letter_on: date | None = None
    removal: bool = False
    violation: str = ""
    confirmed_by_call: bool = False
