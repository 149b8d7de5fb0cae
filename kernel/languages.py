"""The three languages of the portal (LC-3.1) and the four ways each is written down.

Django and the columns know `zh-hans`, addresses say `/zh/`, pages declare `zh-Hans`.
"""

from typing import Final


VI: Final = "vi"
ZH: Final = "zh-hans"
EN: Final = "en"
CODES: Final = (VI, ZH, EN)

SLUGS: Final = {VI: "vi", ZH: "zh", EN: "en"}
BCP47: Final = {VI: "vi", ZH: "zh-Hans", EN: "en"}
NATIVE_NAMES: Final = {VI: "Tiếng Việt", ZH: "中文", EN: "English"}

_BY_SLUG = {slug: code for code, slug in SLUGS.items()}


def slug_of(code: str) -> str:
    """`zh-hans` -> `zh`, as it stands in an address."""
    return SLUGS.get(code, code)


def code_of_slug(slug: str) -> str | None:
    """`zh` -> `zh-hans`; None for a slug that is not one of ours."""
    return _BY_SLUG.get(slug)


def column(code: str) -> str:
    """`zh-hans` -> `zh_hans`, the suffix of a translated column."""
    return code.replace("-", "_")


def labelled(name: str, code: str) -> str:
    """`Tên · 中文`, the label of one translated column."""
    return f"{name} · {NATIVE_NAMES[code]}"
