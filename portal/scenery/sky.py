"""The sky: its light, sun, clouds, rain and birds."""

import math

from portal.scenery.canvas import Point
from portal.scenery.palette import PAPER, lighter, mix
from portal.scenery.stage import Stage


def paint(stage: Stage, *, horizon: float = 620) -> None:
    """Lay the sky and remember where the sun stands; the light always comes from the left."""
    hour, canvas = stage.hour, stage.canvas
    canvas.sheet(0, horizon, hour.sky)
    canvas.box(0, horizon, stage.width, 1000 - horizon, hour.sky[2])
    height = stage.between(0.5, 0.72) if hour.low_sun else stage.between(0.16, 0.3)
    stage.sun = (stage.across(0.14, 0.42), horizon * height)
    if hour.rain:
        _veils(stage, horizon)
        return
    _sun(stage)
    _clouds(stage, horizon)


def _sun(stage: Stage) -> None:
    (x, y), hour = stage.sun, stage.hour
    size = stage.between(38, 58) if hour.low_sun else stage.between(26, 34)
    stage.canvas.glow(x, y, size * 11, hour.sun, 0.5)
    stage.canvas.glow(x, y, size * 4, hour.sun, 0.55)
    stage.canvas.disc(x, y, size, hour.sun)


def _clouds(stage: Stage, horizon: float) -> None:
    colour = lighter(mix(stage.hour.sky[1], stage.hour.sun, 0.55), 0.2)
    for _ in range(stage.chance.randint(2, 4)):
        x, y = stage.across(-0.05, 0.95), horizon * stage.between(0.12, 0.62)
        cloud(stage, x, y, stage.between(120, 330), colour, stage.between(0.3, 0.6))


def cloud(
    stage: Stage, x: float, y: float, length: float, colour: tuple[int, int, int], alpha: float
) -> None:
    """A drawn cloud: a few level strokes with round ends."""
    thick = max(7.0, length * 0.055)
    bars = []
    for row in range(4):
        share = (0.38, 0.72, 1.0, 0.5)[row] * stage.between(0.85, 1.1)
        left = x + length * (1 - share) * stage.between(0.25, 0.75)
        bars.append((left, y + row * thick * 0.9, length * share, thick))
    stage.canvas.strokes(bars, colour, alpha)


def _veils(stage: Stage, horizon: float) -> None:
    for _ in range(5):
        x, y, length = (
            stage.across(-0.1, 0.9),
            horizon * stage.between(0, 0.6),
            stage.between(300, 700),
        )
        cloud(stage, x, y, length, mix(stage.hour.sky[0], PAPER, stage.between(0.1, 0.5)), 0.25)


def shower(stage: Stage) -> None:
    """Fine slanting rain over the whole picture, if this is its hour."""
    if not stage.hour.rain:
        return
    for _ in range(170):
        x, y, length = stage.across(-0.05, 1.1), stage.between(-40, 960), stage.between(26, 70)
        stage.canvas.line([(x, y), (x - length * 0.28, y + length)], PAPER, 1.2, 0.26)


def birds(stage: Stage, x: float, y: float, count: int) -> None:
    for _ in range(count):
        left, top, span = (
            x + stage.between(-90, 90),
            y + stage.between(-40, 40),
            stage.between(9, 16),
        )
        wing: list[Point] = [
            (left + span * t, top - abs(math.sin(t * math.pi)) * span * 0.35 + abs(t) * 1.5)
            for t in (-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1)
        ]
        stage.canvas.line(wing, stage.hour.dark, 2.2, 0.7)
