"""What a violation can consist of: the closed list that cases about content choose from (LA-6).

Lai Châu's regulation lists the forbidden acts point by point; Lào Cai's names none. The list is
an internal norm here, never shown as law of Lào Cai.
"""

from enum import StrEnum
from typing import Final


PROVISION: Final = "LA-6"


class Violation(StrEnum):
    """A forbidden act (hành vi bị cấm); the value is its place in the list, LA Đ6."""

    AGAINST_THE_STATE = "6.1a"
    VIOLENCE_OR_VICE = "6.1b"
    SECRETS = "6.1c"
    SLANDER = "6.1d"
    FORBIDDEN_GOODS = "6.1đ"
    IMPERSONATION_OR_UNTRUTH = "6.1e"
    HINDERING_INFORMATION = "6.2"
    HINDERING_SERVERS = "6.3"
    PRIVATE_DATA = "6.4"
    LINKS_AND_MALWARE = "6.5"
