"""May this person change who holds which role?"""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Capability
from kernel.verdict import YES, Verdict, no


def may_appoint(actor: User, *, at: datetime) -> Verdict:
    """Only an administrator grants and withdraws roles (LC-12.3)."""
    if not actor.holds(Capability.ADMINISTER, at=at):
        return no("not_an_administrator", provision="LC-12.3")
    return YES
