"""What a public form carries so that it counts once, and so that machines give themselves away.

Nobody outside is asked: no puzzle, no script, no third party.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID, uuid4

from django.core import signing


SALT: Final = "incidents.report"
LASTS: Final = timedelta(hours=24)
TOO_FAST: Final = timedelta(seconds=2)


class Token(NamedTuple):
    """Which copy of the form this is, and when it was handed out."""

    key: UUID
    issued_at: datetime

    def is_fresh(self, *, at: datetime) -> bool:
        return timedelta(0) <= at - self.issued_at + timedelta(seconds=1) <= LASTS

    def is_hasty(self, *, at: datetime) -> bool:
        """Sent back faster than anybody reads."""
        return at - self.issued_at < TOO_FAST


def issue(*, at: datetime) -> str:
    """A token for a form that is shown now."""
    return signing.dumps({"key": uuid4().hex, "at": at.timestamp()}, salt=SALT)


def read(text: str, *, at: datetime) -> Token | None:
    """The token, if the portal gave it out not too long ago."""
    try:
        content = signing.loads(text[:300], salt=SALT)
        issued_at = datetime.fromtimestamp(content["at"], tz=at.tzinfo)
        token = Token(UUID(content["key"]), issued_at)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    return token if token.is_fresh(at=at) else None
