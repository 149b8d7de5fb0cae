"""What a picture may weigh and measure, decided before anything is decoded."""

from typing import Final


MAX_BYTES: Final = 12 * 1024 * 1024
MAX_PIXELS: Final = 40_000_000
MAX_FRAMES: Final = 1
MIN_EDGE: Final = 200
FORMATS: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
LONGEST_EDGE: Final = 2400
LONGEST_EDGE_OF_SCANS: Final = 3500
WIDTHS: Final = (480, 960, 1600)


def refusal(
    *,
    size: int,
    width: int,
    height: int,
    frames: int,
    kind: str | None,
    least_edge: int = MIN_EDGE,
) -> str:
    """The code of the first rule a picture breaks, or an empty string."""
    if size > MAX_BYTES:
        return "too_many_bytes"
    if kind not in FORMATS:
        return "not_a_picture"
    if frames > MAX_FRAMES:
        return "moving_picture"
    if width * height > MAX_PIXELS:
        return "too_many_pixels"
    if min(width, height) < least_edge:
        return "too_small"
    return ""
