"""What people post: the submission form as a browser sends it, and files of every kind."""

import struct
import zlib
from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from editorial.models import Submission
from sections.models import Section


def submission_form(**changes) -> dict:
    """A complete form, ready to be sent."""
    values = {
        "form_token": str(uuid4()),
        "title": "Lễ hội Gầu Tào khai mạc ở Pha Long",
        "lead": "Hàng nghìn người dự ngày hội đầu xuân của đồng bào Mông.",
        "body": "<p>Cây nêu được dựng từ sáng sớm.</p>",
        "language": "vi",
        "section": str(Section.objects.get(code="news-lao-cai").pk),
        "source_kind": "LC-10.4",
        "declared": "on",
        "press": "send",
    }
    return values | changes


def picture_words(attachment, **changes) -> dict:
    """The fields beside one kept picture."""
    prefix = f"picture-{attachment.pk.hex}"
    words = {"alt": "Cây nêu giữa sân hội", "caption": "", "author": "", "rights": "Sở"} | changes
    return {f"{prefix}-{name}": value for name, value in words.items()}


def address(name: str, *args, language: str = "vi") -> str:
    """A page in one language, whichever language the last request left behind."""
    with translation.override(language):
        return reverse(name, args=args)


def only_submission() -> Submission:
    return Submission.objects.get()


def photo(
    width: int = 640, height: int = 480, kind: str = "JPEG", name: str = "photo.jpg", **options
) -> SimpleUploadedFile:
    """A picture half red, half blue: the upper half red."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, height // 2, width, height))
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def photo_from_a_telephone() -> SimpleUploadedFile:
    """Lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 18.0, 12.0), 3: "E", 4: (103.0, 46.0, 30.0)})
    return photo(exif=exif)


def bomb() -> SimpleUploadedFile:
    """A small PNG whose header promises 2.5 thousand million pixels."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n"
    for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        content += struct.pack(">I", len(data)) + kind + data + checksum
    return SimpleUploadedFile("bomb.png", content, content_type="image/png")


def polyglot() -> SimpleUploadedFile:
    """A picture with a script behind its last byte."""
    picture = photo()
    return SimpleUploadedFile(
        "photo.jpg.html",
        picture.read() + b"<script>alert(document.domain)</script>",
        content_type="text/html",
    )
