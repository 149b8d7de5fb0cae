"""Colour: how tones mix, and the hours of the day a scene can be painted in."""

from dataclasses import dataclass


Colour = tuple[int, int, int]


def tone(code: str) -> Colour:
    """Turn "#23418f" into a colour."""
    red, green, blue = bytes.fromhex(code.lstrip("#"))
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Go from the first colour to the second; a share of 1 is wholly the second."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


INDIGO = tone("#23418f")
TERRACE = tone("#2f6b3c")
GOLD = tone("#b07a12")
MADDER = tone("#a3262c")
SLATE = tone("#17212b")
PAPER = tone("#fbfaf7")
RIPE = tone("#e0b14b")


def lighter(colour: Colour, share: float) -> Colour:
    return mix(colour, PAPER, share)


def darker(colour: Colour, share: float) -> Colour:
    return mix(colour, SLATE, share)


@dataclass(frozen=True)
class Palette:
    """One hour of the day: the sky from top to horizon, the air, and what it does to land."""

    name: str
    sky: tuple[Colour, Colour, Colour]
    sun: Colour
    haze: Colour
    far: Colour
    near: Colour
    field: Colour
    ripe: Colour
    dark: Colour
    veil: float  # how much of the air's colour lies on things close by
    low_sun: bool = False
    lamps: bool = False
    rain: bool = False

    def ridge(self, depth: float) -> Colour:
        """The colour of a ridge; depth 0 is farthest, 1 stands before us."""
        return mix(self.far, self.near, depth)

    def lit(self, colour: Colour) -> Colour:
        """A local colour as it looks in this hour's air."""
        return mix(colour, self.haze if not self.lamps else self.dark, self.veil)


def _palette(name: str, sky: str, rest: str, veil: float, **marks: bool) -> Palette:
    top, middle, low = map(tone, sky.split())
    sun, haze, far, near, field, ripe, dark = map(tone, rest.split())
    return Palette(name, (top, middle, low), sun, haze, far, near, field, ripe, dark, veil, **marks)


DAWN = _palette(
    "dawn",
    "#7d92c9 #d9bfcd #fbe0c6",
    "#fff3de #f6e0d4 #b7b5d6 #27386b #5c7f62 #d3ab62 #1c2748",
    0.1,
    low_sun=True,
)
DAY = _palette(
    "day",
    "#7fb0d9 #bfdaea #f4f3e6",
    "#fffbea #e9f1ea #a5c5d3 #1f5442 #4f8f4c #d9b04c #16322f",
    0.02,
)
AUTUMN = _palette(
    "autumn",
    "#4f79bd #a3c3e2 #f5ebd3",
    "#fff6dc #eef0e8 #9fb4d6 #23418f #6d8f45 #dfab3e #1a2a52",
    0.02,
)
GOLDEN = _palette(
    "golden",
    "#8fa3a8 #ecc98d #fde8b8",
    "#fff5d6 #f9e3b4 #e3c3a0 #4f4663 #7d8a48 #d99a2b #2c2840",
    0.08,
    low_sun=True,
)
DUSK = _palette(
    "dusk",
    "#26336b #a8688a #f3ab7c",
    "#ffe0ae #d99a93 #8d6f9c #1b2348 #47755c #b97f3f #121830",
    0.26,
    low_sun=True,
    lamps=True,
)
RAIN = _palette(
    "rain",
    "#8c9fa6 #bccac9 #e3e8e2",
    "#f4f4ec #dfe7e3 #a9bdc0 #27504b #4d8258 #b5a058 #1c3336",
    0.12,
    rain=True,
)
HOURS = (DAWN, DAY, GOLDEN, AUTUMN, DUSK, RAIN)
