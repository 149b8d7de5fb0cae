"""What a person may be able to do. Which role can do what stands in `accounts.roles`."""

from enum import StrEnum


class Capability(StrEnum):
    """One thing a role lets a person do; always asked within a section, agency or language."""

    SUBMIT = "submit"  # for an agency: write, send and follow submissions (LC-10.4, LC-15.2)
    ROUTE = "route"  # give a submission to a section and a member (LC-13.1)
    REVIEW = "review"  # edit, recommend, ask for changes (LC-13.1)
    APPROVE = "approve"  # the board's approval (LC-9.3)
    PUBLISH = "publish"  # put before the public (LC-13.1)
    TAKE_DOWN = "take_down"  # remove from the public (LC-8.3)
    TRANSLATE = "translate"  # write a translation (LC-3.1)
    REVIEW_TRANSLATION = "review_translation"  # approve a translation (LC-3.1)
    REOPEN = "reopen"  # take up again what was refused
    HANDLE_CASES = "handle_cases"  # support, incidents, demands of authorities (LC-8.1)
    ADMINISTER = "administer"  # accounts, appointments, sections, calendar (LC-12.3)
