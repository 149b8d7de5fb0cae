"""How a message is told apart from the next, and how long a failing one waits."""

import re
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final


class Channel(StrEnum):
    """The ways a message reaches somebody."""

    IN_APP = "in_app"
    EMAIL = "email"
    GATEWAY = "gateway"  # a messenger or SMS, through what the installation has


MAX_ATTEMPTS: Final = 10
LEASE: Final = timedelta(minutes=15)
LEASE_OF_GATEWAYS: Final = timedelta(minutes=5)
GATEWAY_SECONDS: Final = 10  # how long one message may take; what hangs longer has failed
MOST_SINGLE: Final = 20  # e-mails to one person within the window; more come as a digest
DIGEST_WINDOW: Final = timedelta(minutes=10)
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=6)
KEY_LENGTH: Final = 160

_KIND = re.compile(r"[a-z][a-z0-9_]{0,59}")


def is_kind(text: str) -> bool:
    """Whether this may name a kind: it becomes part of a file's name."""
    return _KIND.fullmatch(text) is not None


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 1, 2, 4 ... minutes, six hours at most."""
    doubled: timedelta = FIRST_WAIT * 2 ** max(0, min(attempts, 20) - 1)
    return min(doubled, LONGEST_WAIT)


def is_dead(attempts: int) -> bool:
    """Whether nobody will try again by themselves."""
    return attempts >= MAX_ATTEMPTS


def dedupe_key(
    key: str, channel: Channel, *, person: int | None, address: str = "", gateway: str = ""
) -> str:
    """One key per caller's key, way and recipient; equal keys are one message."""
    if not key or len(key) > KEY_LENGTH:
        raise ValueError(f"a key has 1 to {KEY_LENGTH} characters: {key[:KEY_LENGTH]!r}")
    recipient = f"u{person}" if person is not None else _digest(address.casefold())
    way = f"{channel}:{gateway}" if gateway else str(channel)
    return f"{key}/{way}/{recipient}"


def reference(dedupe: str) -> str:
    """Under which a gateway knows the message: the same however often it is sent."""
    return _digest(dedupe)


def message_id(dedupe: str, domain: str) -> str:
    """The same message keeps the same Message-ID however often it is sent."""
    return f"<{_digest(dedupe)}@{domain}>"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
