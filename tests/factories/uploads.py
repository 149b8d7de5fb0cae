"""Documents as strangers send them: sound ones, and hostile ones made here."""

import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A small PDF with one empty page and whatever objects are given besides."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table, len(parts) + 1, trailer, len(body))
    )


def stream(content: bytes, *, entries: bytes = b"", packed: bool = True) -> bytes:
    """A stream object, compressed as most are."""
    data = zlib.compress(content) if packed else content
    filters = b"/Filter /FlateDecode " if packed else b""
    return b"<< %s%s/Length %d >>\nstream\n%s\nendstream" % (entries, filters, len(data), data)


def object_stream(content: bytes, *, entries: bytes = b"") -> bytes:
    """Objects hidden in a compressed stream."""
    inner = b"9 0 " + content
    return stream(inner, entries=b"/Type /ObjStm /N 1 /First 4 " + entries)


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (320, 240), colour: str = "teal", **options
) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def upload(content: bytes, name: str = "scan.pdf", kind: str = "") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    told = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
    return SimpleUploadedFile(name, content, kind or told.get(name.rpartition(".")[2].lower(), ""))
