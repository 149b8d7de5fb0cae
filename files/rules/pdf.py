"""What a PDF may not hold: programs, things that start by themselves, files within the file.

Nothing is interpreted. Names are searched for in the bytes, with their disguises undone, and in
every compressed stream, where objects may hide. What cannot be looked into is refused: a reader
of the board opens what a stranger sent.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final


# Scripts, forms that send or bring data, programs, media players, files within the file.
_FORBIDDEN: Final = {
    "pdf_script": (b"/JavaScript", b"/XFA", b"/Rendition"),
    "pdf_launch": (b"/Launch", b"/SubmitForm", b"/ImportData", b"/GoToE", b"/RichMedia"),
    "pdf_files_inside": (b"/EmbeddedFile",),
}
# Short names: looked for outside of streams and in object streams only, where chance makes none.
_SHORT: Final = {
    "pdf_script": re.compile(rb"/JS(?![A-Za-z0-9])"),
    "pdf_launch": re.compile(rb"/AA(?![A-Za-z0-9])"),
    "pdf_files_inside": re.compile(rb"/EF(?![A-Za-z0-9])"),
}
# A view to begin with ([page /Fit]) is harmless and written by every word processor.
_OPENS: Final = re.compile(rb"/OpenAction(?!\s*\[)(?![A-Za-z0-9])")
_ENCRYPTED: Final = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")

_DICTIONARY: Final = 16 * 1024
_SLICE: Final = 64 * 1024
_PIECE: Final = 1024 * 1024
_OVERLAP: Final = 64
_MOST_INSIDE: Final = 128 * 1024 * 1024
_MOST_STREAMS: Final = 20_000
_TAIL: Final = 2048


class _Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refusal(content: bytes) -> str:
    """The code of the first thing in a PDF that is not taken, or an empty string."""
    if b"%%EOF" not in content[-_TAIL:] or b"startxref" not in content[-_TAIL:]:
        return "incomplete"
    try:
        _search(content, structural=False)
        _search(_outside_of_streams(content), structural=True)
        inflated = 0
        for count, place in enumerate(_STREAM.finditer(content)):
            if count == _MOST_STREAMS:
                return "pdf_too_much_inside"
            inflated += _look_into(content, place.start(), place.end(), inflated)
    except _Refused as refused:
        return refused.code
    return ""


def _plain(content: bytes) -> bytes:
    """Names as they are meant: `/J#61vaScript` is `/JavaScript`."""
    if b"#" not in content:
        return content
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)


def _search(content: bytes, *, structural: bool) -> None:
    plain = _plain(content)
    for code, names in _FORBIDDEN.items():
        if any(name in plain for name in names):
            raise _Refused(code)
    if _OPENS.search(plain):
        raise _Refused("pdf_launch")
    if structural:
        if _ENCRYPTED.search(plain):
            raise _Refused("pdf_encrypted")
        for code, pattern in _SHORT.items():
            if pattern.search(plain):
                raise _Refused(code)


def _outside_of_streams(content: bytes) -> bytes:
    """The bytes that are not the body of a stream."""
    parts, end = [], 0
    while (found := _STREAM.search(content, end)) is not None:
        parts.append(content[end : found.start()])
        closed = content.find(b"endstream", found.end())
        if closed < 0:
            end = found.end()
            break
        end = closed
    return b"\n".join([*parts, content[end:]])


def _look_into(content: bytes, keyword: int, start: int, inflated: int) -> int:
    """Search one stream; returns how much it inflated to, in bytes."""
    before = _plain(content[max(0, keyword - _DICTIONARY) : keyword])
    _head, begun, dictionary = before.rpartition(b"obj")
    holds_objects = not begun or b"/ObjStm" in dictionary or b"/First" in dictionary
    if holds_objects and begun and not _is_simply_packed(dictionary):
        raise _Refused("pdf_unreadable")
    if not holds_objects and re.search(rb"/Subtype\s*/Image", dictionary):
        return 0
    if holds_objects and b"/Filter" not in dictionary:
        closed = content.find(b"endstream", start)
        _search(content[start:closed], structural=True)
    return _search_inflated(content, start, inflated, structural=holds_objects)


def _is_simply_packed(dictionary: bytes) -> bool:
    """One filter that can be undone here, and no predictor, which writes names differently."""
    if re.search(rb"/(?:DecodeParms|DP|F|FFilter)(?![A-Za-z0-9])", dictionary):
        return False
    if b"/Filter" not in dictionary:
        return True
    return re.search(rb"/Filter\s*\[?\s*/FlateDecode\s*(?:\]|/|>>)", dictionary) is not None


def _search_inflated(content: bytes, start: int, before: int, *, structural: bool) -> int:
    size, rest = 0, b""
    for piece in _inflated(content, start):
        size += len(piece)
        if before + size > _MOST_INSIDE:
            raise _Refused("pdf_too_much_inside")
        _search(rest + piece, structural=structural)
        rest = piece[-_OVERLAP:]
    return size


def _inflated(content: bytes, start: int) -> Iterator[bytes]:
    """What a stream holds, piece by piece; nothing where it is not compressed in this way."""
    inflater = zlib.decompressobj()
    rest = b""
    try:
        while not inflater.eof:
            if not rest:
                rest = content[start : start + _SLICE]
                start += _SLICE
            if not rest:
                return
            piece = inflater.decompress(rest, _PIECE)
            rest = inflater.unconsumed_tail
            if piece:
                yield piece
    except zlib.error:
        return
