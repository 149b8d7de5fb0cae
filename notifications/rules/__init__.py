"""Ways of reaching people; letters and sheets on paper. Pure: no Django, no clock."""

from notifications.rules.channels import (
    FIRST_WAIT,
    KEY_LENGTH,
    LEASE,
    LONGEST_WAIT,
    MAX_ATTEMPTS,
    Channel,
    dedupe_key,
    is_dead,
    is_kind,
    message_id,
    wait_after,
)


__all__ = [
    "FIRST_WAIT",
    "KEY_LENGTH",
    "LEASE",
    "LONGEST_WAIT",
    "MAX_ATTEMPTS",
    "Channel",
    "dedupe_key",
    "is_dead",
    "is_kind",
    "message_id",
    "wait_after",
]
