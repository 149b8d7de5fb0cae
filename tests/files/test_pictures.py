"""Uploads are hostile until they are pixels; what people really send is taken."""

import random
from io import BytesIO

import pytest
from PIL import Image

from files import actions
from files.actions import pictures


# What Pillow thinks of forged metadata goes to the log, and stops nobody.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def encoded(picture: Image.Image, kind: str, **options) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def taken(content: bytes) -> Image.Image:
    return pictures.decoded(BytesIO(content), size=len(content))


def verdict(content: bytes) -> str:
    """Why it is refused; empty when it is taken."""
    try:
        taken(content)
    except actions.Refused as refused:
        return refused.code
    return ""


def test_a_scan_with_sixteen_bits_of_grey_keeps_its_greys():
    scan = Image.new("I;16", (240, 220), 128 * 256)

    kept = taken(encoded(scan, "PNG"))

    assert abs(kept.getpixel((5, 5))[0] - 128) <= 1


def samples() -> list[bytes]:
    noise = Image.effect_noise((240, 220), 60)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    return [
        encoded(noise.convert("RGB"), "JPEG", exif=exif),
        encoded(noise.convert("CMYK"), "JPEG"),
        encoded(noise.convert("RGB"), "WEBP", exif=exif),
        *(encoded(noise.convert(mode), "PNG") for mode in ("RGB", "P", "L", "LA", "1", "RGBA")),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_taken_or_refused_and_never_breaks(seed):
    chance = random.Random(seed)  # noqa: S311 the same damage in every run
    originals = samples()
    for _try in range(60):
        content = bytearray(chance.choice(originals))
        for _damage in range(chance.randint(1, 12)):
            place = chance.randrange(min(len(content), chance.choice([64, 400, len(content)])))
            if chance.random() < 0.7:
                content[place] = chance.randrange(256)
            else:
                del content[place : place + chance.randint(1, 30)]
        assert verdict(bytes(content)) in {"", "not_a_picture", "too_many_pixels", "too_small"}


@pytest.mark.parametrize("forged", [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"MM\x00*\x00\x00"])
@pytest.mark.parametrize("place", range(0, 60, 4))
def test_forged_metadata_breaks_nothing(forged, place):
    """The part of a JPEG that tells how it was held is parsed before the pixels are."""
    content = bytearray(samples()[0])
    start = content.index(b"Exif") + 6 + place
    content[start : start + len(forged)] = forged

    assert verdict(bytes(content)) in {"", "not_a_picture"}
