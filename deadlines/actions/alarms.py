"""What the sweep cannot put right itself reaches a person, however badly things stand."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction


logger = logging.getLogger(__name__)


class RaiseAlarm(Protocol):
    """Tells whoever is in charge, once for each `code` and `key`; the apps above know who it is."""

    def __call__(self, code: str, *, facts: Mapping[str, Any], key: str, at: datetime) -> None: ...


def log_only(code: str, *, facts: Mapping[str, Any], key: str, at: datetime) -> None:
    """The alarm where nobody is there to be told: the log alone."""


def sound(
    alarm: RaiseAlarm, code: str, *, facts: Mapping[str, Any], key: str, at: datetime
) -> None:
    """Write it to the log in any case, then tell; failing to tell stops nothing."""
    logger.critical("%s: %s %s", code, key, dict(facts))
    try:
        with transaction.atomic():
            alarm(code, facts=facts, key=key, at=at)
    except Exception:
        logger.exception("the alarm %s could not be raised", code)
