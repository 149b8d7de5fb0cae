"""Receiving pictures: they are decoded and encoded anew, so that only pixels remain."""

import hashlib
import struct
import zlib
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from accounts.models import User
from files.models import Attachment
from files.rules import limits


# What Pillow raises over a file that is damaged or forged.
BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError,
    struct.error, zlib.error,
)  # fmt: skip


class Refused(Exception):
    """The upload is not accepted; `code` says why (files.rules.limits)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def receive_image(upload: "UploadedFile[Any]", *, by: User | None, at: datetime) -> Attachment:
    """Check an uploaded picture, strip it of everything but pixels, and keep it.

    Raises Refused. The header alone is read before the limits are checked, so a bomb is
    turned away before it is decoded.
    """
    stream = upload.file
    if stream is None:
        raise Refused("not_a_picture")
    picture = decoded(stream, size=upload.size or 0)
    return keep_picture(picture, by=by, at=at, original_name=upload.name or "")


def keep_picture(
    picture: Image.Image, *, by: User | None, at: datetime, original_name: str = ""
) -> Attachment:
    """Keep a picture whose pixels are trusted, with its renditions."""
    picture.thumbnail((limits.LONGEST_EDGE, limits.LONGEST_EDGE), Image.Resampling.LANCZOS)
    content = encoded(picture, "JPEG", quality=88)
    attachment = Attachment(
        sha256=hashlib.sha256(content).hexdigest(),
        mime="image/jpeg",
        width=picture.width,
        height=picture.height,
        size=len(content),
        original_name=original_name[-200:],
        uploaded_by=by,
        uploaded_at=at,
    )
    attachment.file.save("original.jpg", ContentFile(content), save=False)
    for width in attachment.widths:
        height = max(1, round(picture.height * width / picture.width))
        scaled = picture.resize((width, height), Image.Resampling.LANCZOS)
        default_storage.save(
            attachment.rendition(width), ContentFile(encoded(scaled, "WEBP", quality=80))
        )
    attachment.save()
    return attachment


def decoded(stream: IO[bytes], *, size: int, least_edge: int = limits.MIN_EDGE) -> Image.Image:
    """Pixels only, upright, in RGB; a new image, so that no metadata is carried along.

    Raises Refused.
    """
    if size > limits.MAX_BYTES:
        raise Refused("too_many_bytes")
    try:
        with Image.open(stream, formats=tuple(limits.FORMATS)) as opened:
            # Telephones put a second picture (depth, brightness) behind the photograph: MPO.
            from_telephone = opened.format == "MPO"
            code = limits.refusal(
                size=size,
                width=opened.width,
                height=opened.height,
                frames=1 if from_telephone else getattr(opened, "n_frames", 1),
                kind="JPEG" if from_telephone else opened.format,
                least_edge=least_edge,
            )
            if code:
                raise Refused(code)
            upright = ImageOps.exif_transpose(_eight_bits(opened))
            flat = Image.new("RGB", upright.size, "white")
            converted = upright.convert("RGBA")
            flat.paste(converted, mask=converted.getchannel("A"))
            return flat
    except Refused:
        raise
    except Image.DecompressionBombError as bomb:
        raise Refused("too_many_pixels") from bomb
    except BROKEN as broken:
        raise Refused("not_a_picture") from broken


def _eight_bits(opened: Image.Image) -> Image.Image:
    """Scans with 16 bits of grey as others see them; Pillow alone would make them white."""
    if not opened.mode.startswith("I"):
        return opened
    scaled = opened.convert("I").point(lambda value: value / 256).convert("L")
    scaled.info["exif"] = opened.info.get("exif", b"")
    return scaled


def encoded(picture: Image.Image, kind: str, *, quality: int) -> bytes:
    """`method` is the effort of WebP: 2 takes less than half the time of 4, for little size."""
    buffer = BytesIO()
    picture.save(buffer, kind, quality=quality, method=2)
    return buffer.getvalue()
