"""Ways of reaching people; letters and sheets on paper. Pure: no Django, no clock."""

from notifications.rules.channels import (
    DIGEST_WINDOW,
    FIRST_WAIT,
    GATEWAY_SECONDS,
    KEY_LENGTH,
    LEASE,
    LEASE_OF_GATEWAYS,
    LONGEST_WAIT,
    MAX_ATTEMPTS,
    MOST_SINGLE,
    Channel,
    dedupe_key,
    is_dead,
    is_kind,
    message_id,
    reference,
    wait_after,
)


__all__ = [
    "DIGEST_WINDOW",
    "FIRST_WAIT",
    "GATEWAY_SECONDS",
    "KEY_LENGTH",
    "LEASE",
    "LEASE_OF_GATEWAYS",
    "LONGEST_WAIT",
    "MAX_ATTEMPTS",
    "MOST_SINGLE",
    "Channel",
    "dedupe_key",
    "is_dead",
    "is_kind",
    "message_id",
    "reference",
    "wait_after",
]
