"""Names of files as people gave them, safe to store, to show and to send in a header."""

import re
import unicodedata
from typing import Final


LONGEST: Final = 120
# Controls, formats (the marks that turn the direction of writing among them), surrogates and
# private signs; and the two signs that part lines without being controls.
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(name: str, *, ending: str) -> str:
    """The last part of a path in NFC, without controls and marks of direction, ending as told.

    What is left of nothing is called `file`. The ending is that of what was kept, whatever the
    sender called it.
    """
    last = re.split(r"[/\\]", name)[-1]
    last = unicodedata.normalize("NFC", last.encode("utf-8", "ignore").decode("utf-8"))
    kept = "".join(
        " " if sign.isspace() else sign for sign in last if sign.isspace() or _is_safe(sign)
    )
    kept = re.sub(r"[\"<>|:*?;%]", "_", kept)
    stem = re.sub(r"\s+", " ", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", kept.strip())).strip(" .")
    return f"{stem[:LONGEST].strip(' .') or 'file'}.{ending}"


def _is_safe(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSAFE
