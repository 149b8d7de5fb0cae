"""Which files are taken as enclosures, told by their bytes and never by their names alone."""

from typing import Final

from files.rules import limits, pdf


MAX_BYTES: Final = limits.MAX_BYTES
PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
# What is kept: a PDF as it came, every picture encoded anew.
ENDINGS: Final = {PDF: "pdf", JPEG: "jpg"}
# What a form may offer to choose from.
ACCEPT: Final = ".pdf,.jpg,.jpeg,.png,.webp"

_PICTURE_ENDINGS: Final = frozenset({"jpg", "jpeg", "jpe", "jfif", "png", "webp"})
_HEAD: Final = 1024
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_TELEPHONE: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc", b"ftypavif")
_ARCHIVES: Final = (b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OFFICE_BEFORE_2007: Final = b"\xd0\xcf\x11\xe0"
_OFFICE_PARTS: Final = (b"[Content_Types].xml", b"mimetypeapplication/", b"word/", b"xl/", b"ppt/")
_MARKUP: Final = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<head")


def kind_of(content: bytes) -> str:
    """`pdf`, `picture`, or the code that says what else it is and why it is refused."""
    head = content[:_HEAD]
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[4:12] in _TELEPHONE:
        return "telephone_picture"
    if head.startswith(b"PK"):
        return "office_document" if any(part in head for part in _OFFICE_PARTS) else "archive"
    return _known_stranger(head)


def _known_stranger(head: bytes) -> str:
    if head.startswith(_OFFICE_BEFORE_2007) or head.lstrip().startswith(b"{\\rtf"):
        return "office_document"
    if head.startswith(_ARCHIVES):
        return "archive"
    if head.startswith(_PROGRAMS):
        return "program"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "web_page" if text.startswith(_MARKUP) else "unknown_kind"


def refusal(content: bytes, *, name: str, declared: str = "") -> str:
    """The code of the first rule a file breaks, or an empty string; pixels are checked later.

    `declared` is the kind the sender named, as a media type. Bytes, name and declared kind have
    to agree; among pictures they need not, since those are encoded anew.
    """
    if len(content) > MAX_BYTES:
        return "too_many_bytes"
    if not content:
        return "empty"
    kind = kind_of(content)
    if kind not in {"pdf", "picture"}:
        return kind
    if not _agrees(kind, name=name, declared=declared):
        return "name_and_content_differ"
    return pdf.refusal(content) if kind == "pdf" else ""


def _agrees(kind: str, *, name: str, declared: str) -> bool:
    _stem, dot, ending = name.rpartition(".")
    endings = {"pdf"} if kind == "pdf" else _PICTURE_ENDINGS
    if dot and ending.lower() not in endings:
        return False
    told = declared.partition(";")[0].strip().lower()
    if told in {"", "application/octet-stream", "binary/octet-stream"}:
        return True
    return told in {PDF, "application/x-pdf"} if kind == "pdf" else told.startswith("image/")
