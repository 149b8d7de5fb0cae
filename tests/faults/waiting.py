"""Waiting for something to be true, never for time to pass."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar


T = TypeVar("T")
PATIENCE = 90.0  # generous: a machine under load is slow, not wrong


class NeverHappened(AssertionError):
    """What was waited for did not come about."""


def until(
    happened: Callable[[], T], what: str, *, patience: float = PATIENCE, log: Path | None = None
) -> T:
    """What `happened` returns, as soon as that is true."""
    end = time.monotonic() + patience
    while not (result := happened()):
        if time.monotonic() > end:
            told = f"\n{log.read_text()[-4000:]}" if log and log.exists() else ""
            raise NeverHappened(f"not within {patience:.0f} s: {what}{told}")
        time.sleep(0.05)
    return result
