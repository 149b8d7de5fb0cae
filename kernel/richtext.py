"""What formatted text may hold: one allow-list for the editor, the server and every import.

The editor's schema (`EXTENSIONS`) and the sanitiser agree by hand; a test compares them.
"""

import re
import unicodedata
from html import unescape
from typing import Final

import nh3


EXTENSIONS: Final = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "History": True,
    "Blockquote": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}

TAGS: Final = {
    "p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a",
    "table", "thead", "tbody", "tr", "th", "td", "caption", "sup", "sub",
}  # fmt: skip
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(html: str) -> str:
    """The same text with everything outside the allow-list removed; never raises."""
    return nh3.clean(
        strip_control(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    ).strip()


def plain(html: str) -> str:
    """The words alone, for search, counting and previews."""
    spaced = re.sub(r"</(p|h2|h3|li|blockquote|tr|td|th)>", " ", html)
    return re.sub(r"\s+", " ", unescape(nh3.clean(spaced, tags=set()))).strip()


def strip_control(text: str) -> str:
    """Without control characters and lone surrogates, which databases refuse."""
    return _CONTROL.sub("", text.encode("utf-8", "ignore").decode("utf-8"))


def folded(text: str) -> str:
    """Without case and accents, to find "Lễ hội" by "le hoi"."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
