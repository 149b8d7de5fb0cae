"""Brocade: bands of rhombus, zigzag, snail curl and comb, woven edge to edge."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from portal.scenery.canvas import Point
from portal.scenery.palette import GOLD, INDIGO, MADDER, PAPER, RIPE, SLATE, Colour, mix, tone
from portal.scenery.stage import Stage


@dataclass(frozen=True)
class Yarn:
    """The colours of one cloth."""

    base: Colour
    main: Colour
    second: Colour
    spark: Colour


YARNS = (
    Yarn(tone("#1d2c58"), MADDER, RIPE, PAPER),
    Yarn(MADDER, tone("#1d2c58"), RIPE, PAPER),
    Yarn(tone("#20243a"), INDIGO, tone("#d4697a"), RIPE),
    Yarn(tone("#1f4a30"), RIPE, MADDER, PAPER),
    Yarn(PAPER, INDIGO, MADDER, GOLD),
)


@dataclass(frozen=True)
class Band:
    left: float
    top: float
    width: float
    height: float

    def tiles(self, ratio: float = 1.0) -> tuple[list[float], float]:
        """Left edges and width of whole tiles that fill the band exactly."""
        count = max(1, round(self.width / (self.height * ratio)))
        size = self.width / count
        return [self.left + size * index for index in range(count)], size


def rhombus(stage: Stage, band: Band, yarn: Yarn) -> None:
    edges, size = band.tiles(1.15)
    middle = band.top + band.height / 2
    for left in edges:
        centre = left + size / 2
        for share, colour in (
            (1.0, yarn.main),
            (0.72, yarn.base),
            (0.5, yarn.second),
            (0.2, yarn.spark),
        ):
            _diamond(stage, centre, middle, size / 2 * share, band.height * 0.47 * share, colour)
        for side in (band.top + band.height * 0.1, band.top + band.height * 0.9):
            _diamond(stage, left, side, size * 0.1, band.height * 0.09, yarn.spark)
        _diamond(stage, left, middle, size * 0.09, band.height * 0.13, yarn.second)


def _diamond(stage: Stage, x: float, y: float, half: float, tall: float, colour: Colour) -> None:
    stage.canvas.shape([(x - half, y), (x, y - tall), (x + half, y), (x, y + tall)], colour)


def zigzag(stage: Stage, band: Band, yarn: Yarn) -> None:
    edges, size = band.tiles(0.9)
    for row, colour in enumerate((yarn.second, yarn.main, yarn.spark)):
        line: list[Point] = []
        drop = band.height * (0.1 + 0.22 * row)
        for left in edges:
            line += [
                (left, band.top + drop + band.height * 0.36),
                (left + size / 2, band.top + drop),
            ]
        line.append((band.left + band.width, band.top + drop + band.height * 0.36))
        stage.canvas.line(line, colour, band.height * 0.1)


def curl(stage: Stage, band: Band, yarn: Yarn) -> None:
    """The snail of the Hmông: spirals in pairs, back to back."""
    edges, size = band.tiles(1.0)
    middle, reach = band.top + band.height / 2, min(size, band.height) * 0.42
    for index, left in enumerate(edges):
        centre, side = left + size / 2, -1 if index % 2 else 1
        spiral: list[Point] = []
        for step in range(34):
            turn, radius = step / 33 * math.tau * 1.9, reach * (1 - step / 36)
            spiral.append(
                (centre + side * math.cos(turn) * radius, middle + math.sin(turn) * radius)
            )
        colour = yarn.second if index % 2 else yarn.main
        stage.canvas.line(
            spiral, colour if colour != yarn.base else yarn.spark, band.height * 0.075
        )
        _diamond(
            stage, left, band.top + band.height * 0.5, size * 0.06, band.height * 0.1, yarn.spark
        )


def comb(stage: Stage, band: Band, yarn: Yarn) -> None:
    edges, size = band.tiles(0.7)
    for index, left in enumerate(edges):
        colour = (yarn.main, yarn.second, yarn.spark)[index % 3]
        stage.canvas.shape(
            [
                (left + size * 0.08, band.top + band.height * 0.88),
                (left + size * 0.92, band.top + band.height * 0.88),
                (left + size / 2, band.top + band.height * 0.12),
            ],
            colour,
        )
        _diamond(
            stage,
            left + size / 2,
            band.top + band.height * 0.64,
            size * 0.13,
            band.height * 0.13,
            yarn.base,
        )


def star(stage: Stage, band: Band, yarn: Yarn) -> None:
    """The eight-pointed star of Dao embroidery."""
    edges, size = band.tiles(1.0)
    middle, reach = band.top + band.height / 2, min(size, band.height) * 0.46
    for index, left in enumerate(edges):
        centre, points = left + size / 2, []
        for step in range(16):
            turn, radius = step * math.tau / 16, reach if step % 2 == 0 else reach * 0.46
            points.append((centre + math.cos(turn) * radius, middle + math.sin(turn) * radius))
        stage.canvas.shape(points, yarn.second if index % 2 else yarn.main)
        _diamond(stage, centre, middle, reach * 0.36, reach * 0.36, yarn.base)
        _diamond(stage, centre, middle, reach * 0.18, reach * 0.18, yarn.spark)
        _diamond(stage, left, middle, size * 0.07, band.height * 0.2, yarn.spark)


Motif = Callable[[Stage, Band, Yarn], None]
MOTIFS: tuple[Motif, ...] = (rhombus, zigzag, curl, comb, star)


def weave(stage: Stage, band: Band, yarn: Yarn, motif: Motif) -> None:
    """One band on its ground, between two narrow stripes."""
    stripe = band.height * 0.07
    stage.canvas.box(band.left, band.top, band.width, band.height, yarn.base)
    motif(stage, Band(band.left, band.top + stripe * 2, band.width, band.height - 4 * stripe), yarn)
    for y, colour in ((band.top, yarn.second), (band.top + band.height - stripe, yarn.main)):
        stage.canvas.box(
            band.left, y, band.width, stripe, colour if colour != yarn.base else yarn.spark
        )


def hang(stage: Stage, left: float, top: float, width: float, height: float) -> None:
    """A cloth hanging from a pole: plain above, patterned towards the fringe."""
    yarn = stage.chance.choice(YARNS)
    stage.canvas.box(left, top, width, height, yarn.base)
    y = top + height * stage.between(0.08, 0.2)
    first = stage.chance.randrange(len(MOTIFS))
    for index in range(3):
        tall = height * (0.13, 0.2, 0.15)[index]
        weave(stage, Band(left, y, width, tall), yarn, MOTIFS[(first + index) % len(MOTIFS)])
        y += tall + height * 0.07
    for index in range(14):
        x = left + width * (index + 0.5) / 14
        stage.canvas.line(
            [(x, top + height), (x, top + height * 1.07)],
            mix(yarn.main, yarn.second, index % 2),
            width * 0.02,
        )
    stage.canvas.box(left + width * 0.72, top, width * 0.28, height, SLATE, 0.14)
    stage.canvas.box(left, top, width * 0.14, height, PAPER, 0.1)
    stage.canvas.box(left, top, width, height * 0.03, SLATE, 0.25)
