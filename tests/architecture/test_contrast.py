"""Every declared colour pair can be read, in light and in dark (WCAG 2.2, 1.4.3, 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings


TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")

TEXT = 4.5
LARGE_OR_GRAPHIC = 3.0

GROUNDS = ("paper", "surface", "sunken")
INKS = ("ink", "stone", "indigo", "indigo-strong", "terrace", "gold-ink", "madder")
PAIRS = [
    *[(ink, ground, TEXT) for ink in INKS for ground in GROUNDS],
    *[(tone, f"{tone}-soft", TEXT) for tone in ("indigo", "terrace", "madder")],
    ("gold-ink", "gold-soft", TEXT),
    ("stone", "indigo-soft", TEXT),
    *[("ink", f"{tone}-soft", TEXT) for tone in ("indigo", "terrace", "gold", "madder")],
    *[(f"on-{tone}", tone, TEXT) for tone in ("indigo", "terrace", "madder")],
    ("on-indigo", "indigo-strong", TEXT),
    ("on-madder", "madder-strong", TEXT),
    ("valley-ink", "valley", TEXT),
    ("valley-quiet", "valley", TEXT),
    ("gold", "paper", LARGE_OR_GRAPHIC),
    ("line-strong", "paper", LARGE_OR_GRAPHIC),
    ("line-strong", "surface", LARGE_OR_GRAPHIC),
    *[("focus", ground, LARGE_OR_GRAPHIC) for ground in GROUNDS],
]


def _palettes() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text(encoding="utf-8")
    starts = {
        "light": css.index(":root {"),
        "dark": css.index(':root:not([data-theme="light"])'),
        "dark, chosen": css.index(':root[data-theme="dark"]'),
    }
    return {
        name: dict(COLOUR.findall(css[start : css.index("}", start)]))
        for name, start in starts.items()
    }


PALETTES = _palettes()


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_declared_pair_can_be_read(theme: str, front: str, ground: str, least: float) -> None:
    palette = PALETTES[theme]

    assert _contrast(palette[front], palette[ground]) >= least


def test_both_ways_into_the_dark_give_the_same_colours() -> None:
    assert PALETTES["dark"] == PALETTES["dark, chosen"]


def test_each_theme_defines_every_colour() -> None:
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_black_on_white_measures_twenty_one() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)


def test_style_sheets_use_tokens_for_colour() -> None:
    """Only tokens.css names paints; print rules and the foot's focus ring are the exceptions."""
    strays = {
        f"{sheet.name}: {colour}"
        for sheet in TOKENS.parent.glob("*.css")
        if sheet != TOKENS
        for colour in re.findall(r"(?<!&)#[0-9a-f]{6}\b", sheet.read_text(encoding="utf-8"))
    }

    assert strays <= {
        "base.css: #ffffff",
        "base.css: #000000",
        "base.css: #333333",
        "layout.css: #000000",
        "layout.css: #999999",
        "layout.css: #ffd36b",
    }
