"""The sheet a scene is drawn on: always 1000 units high, painted larger, then brought down."""

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

from portal.scenery.palette import Colour


Point = tuple[float, float]

HEIGHT = 1000
FINER = 3
COARSE = 8


class Canvas:
    """Flat shapes, gradients and soft light; y grows downwards from 0 to 1000."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.scale = size[1] * FINER / HEIGHT
        self.width = HEIGHT * size[0] / size[1]
        self.image = Image.new("RGB", (size[0] * FINER, size[1] * FINER))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def shape(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        self.pen.polygon(self._scaled(points), fill=_with(colour, alpha))

    def line(
        self, points: Sequence[Point], colour: Colour, width: float, alpha: float = 1.0
    ) -> None:
        thick = max(1, round(width * self.scale))
        self.pen.line(self._scaled(points), fill=_with(colour, alpha), width=thick, joint="curve")

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, alpha: float = 1.0
    ) -> None:
        self.shape(
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour, alpha
        )

    def bar(
        self, x: float, y: float, width: float, height: float, colour: Colour, alpha: float = 1.0
    ) -> None:
        """A box with round ends."""
        corners = self._scaled([(x, y), (x + width, y + height)])
        radius = min(width, height) / 2 * self.scale
        self.pen.rounded_rectangle(corners, radius, fill=_with(colour, alpha))

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        alpha: float = 1.0,
        *,
        flat: float = 1.0,
    ) -> None:
        corners = [(x - radius, y - radius * flat), (x + radius, y + radius * flat)]
        self.pen.ellipse(self._scaled(corners), fill=_with(colour, alpha))

    def strokes(
        self, bars: Sequence[tuple[float, float, float, float]], colour: Colour, alpha: float
    ) -> None:
        """Several round-ended bars as one shape, so that they do not show through each other."""
        left, top = min(b[0] for b in bars), min(b[1] for b in bars)
        right = max(x + width for x, _, width, _ in bars)
        bottom = max(y + height for _, y, _, height in bars)
        (wide, tall), (x0, y0) = self._scaled([(right - left, bottom - top), (left, top)])
        mask = Image.new("L", (int(wide) + 2, int(tall) + 2))
        pen = ImageDraw.Draw(mask)
        for x, y, width, height in bars:
            corners = self._scaled([(x - left, y - top), (x - left + width, y - top + height)])
            pen.rounded_rectangle(corners, height / 2 * self.scale, fill=round(255 * alpha))
        self.image.paste(colour, (int(x0), int(y0)), mask)

    def fade(
        self, points: Sequence[Point], stops: Sequence[Colour], *, over: tuple[float, float]
    ) -> None:
        """A shape filled with a vertical gradient that runs from over[0] to over[1]."""
        pixels = self._scaled(points)
        left = max(0, int(min(x for x, _ in pixels)))
        top = max(0, int(min(y for _, y in pixels)))
        right = min(self.image.width, int(max(x for x, _ in pixels)) + 1)
        bottom = min(self.image.height, int(max(y for _, y in pixels)) + 1)
        if right <= left or bottom <= top:
            return
        mask = Image.new("1", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in pixels], fill=1)
        start, end = over[0] * self.scale, over[1] * self.scale
        column = [_along(stops, (y - start) / max(1.0, end - start)) for y in range(top, bottom)]
        strip = Image.frombytes("RGB", (1, bottom - top), bytes(v for c in column for v in c))
        self.image.paste(strip.resize(mask.size, Image.Resampling.NEAREST), (left, top), mask)

    def sheet(self, top: float, bottom: float, stops: Sequence[Colour]) -> None:
        corners = [(0, top), (self.width, top), (self.width, bottom), (0, bottom)]
        self.fade(corners, stops, over=(top, bottom))

    def wash(self, top: float, bottom: float, colour: Colour, alphas: Sequence[float]) -> None:
        """Air: a level veil whose strength runs through the alphas from top to bottom."""
        first = max(0, int(top * self.scale))
        last = min(self.image.height, int(bottom * self.scale))
        if last <= first:
            return
        steps = last - first
        column = bytes(round(255 * _between(alphas, y / steps)) for y in range(steps))
        strip = Image.frombytes("L", (1, steps), column)
        mask = strip.resize((self.image.width, steps), Image.Resampling.NEAREST)
        self.image.paste(colour, (0, first), mask)

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float) -> None:
        side = int(2 * radius * self.scale)
        light = Image.radial_gradient("L").point([_falling(v, alpha) for v in range(256)])
        mask = light.resize((side, side), Image.Resampling.BILINEAR)
        corner = (int((x - radius) * self.scale), int((y - radius) * self.scale))
        self.image.paste(colour, (*corner, corner[0] + side, corner[1] + side), mask)

    def soft(
        self, shapes: Sequence[Sequence[Point]], colour: Colour, alpha: float, blur: float
    ) -> None:
        """Shapes without edges: mist, steam, shafts of light."""
        small = (self.image.width // COARSE, self.image.height // COARSE)
        mask = Image.new("L", small)
        pen = ImageDraw.Draw(mask)
        for points in shapes:
            pixels = [(x / COARSE, y / COARSE) for x, y in self._scaled(points)]
            pen.polygon(pixels, fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale / COARSE))
        self.image.paste(colour, (0, 0), mask.resize(self.image.size, Image.Resampling.BILINEAR))

    def finish(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.LANCZOS)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def _with(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * alpha))


def _falling(value: int, alpha: float) -> int:
    """Pillow's radial gradient reaches 179 where its circle touches the edge."""
    return round(255 * alpha * math.pow(max(0.0, 1 - value / 179), 1.8))


def _between(values: Sequence[float], share: float) -> float:
    place = min(1.0, max(0.0, share)) * (len(values) - 1)
    index = min(int(place), len(values) - 2)
    return values[index] + (values[index + 1] - values[index]) * (place - index)


def _along(stops: Sequence[Colour], share: float) -> Colour:
    red, green, blue = (round(_between(values, share)) for values in zip(*stops, strict=True))
    return red, green, blue
