"""What spans the valley: bridges, the viaduct, the train, and ships."""

import math

from portal.scenery.canvas import Point
from portal.scenery.palette import INDIGO, MADDER, PAPER, SLATE, Colour, darker, lighter, mix, tone
from portal.scenery.stage import Stage


def beam_bridge(stage: Stage, y: float, foot: float, *, piers: int, colour: Colour) -> None:
    """A level road bridge on piers, with its rail and lamps."""
    canvas, light = stage.canvas, lighter(colour, 0.35)
    gap = stage.width / piers
    for index in range(piers + 1):
        x = gap * (index - 0.5) + gap * 0.2
        canvas.shape(
            [(x - 34, y + 22), (x + 34, y + 22), (x + 15, y + 58), (x - 15, y + 58)],
            darker(colour, 0.12),
        )
        canvas.box(x - 15, y + 50, 30, foot - y - 50, colour)
        canvas.box(x - 15, y + 50, 10, foot - y - 50, light)
        canvas.bar(x - 30, foot - 6, 60, 14, darker(colour, 0.3))
    canvas.box(-5, y, stage.width + 10, 26, colour)
    canvas.box(-5, y, stage.width + 10, 8, light)
    _rail(stage, y, colour)


def _rail(stage: Stage, y: float, colour: Colour) -> None:
    stage.canvas.box(-5, y - 20, stage.width + 10, 3, darker(colour, 0.2))
    for index in range(int(stage.width / 16) + 1):
        stage.canvas.box(index * 16, y - 20, 2, 20, darker(colour, 0.2), 0.8)
    for index in range(int(stage.width / 190) + 1):
        x = index * 190 + 60
        stage.canvas.line(
            [(x, y), (x, y - 92), (x + 8, y - 102), (x + 30, y - 105)], darker(colour, 0.35), 3.4
        )
        if stage.hour.lamps:
            stage.canvas.glow(x + 30, y - 100, 60, tone("#ffd68a"), 0.7)
            stage.canvas.disc(x + 30, y - 102, 5, tone("#fff0c4"))


def arch_bridge(stage: Stage, y: float, foot: float, *, spans: int, colour: Colour) -> None:
    """Steel arches that carry the deck on hangers."""
    beam_bridge(stage, y, foot, piers=spans, colour=colour)
    gap = stage.width / spans
    steel = stage.hour.lit(stage.chance.choice((MADDER, tone("#d9d2c0"), tone("#3c6f8f"))))
    for index in range(-1, spans + 1):
        left = gap * (index - 0.5) + gap * 0.2
        crown = [
            (left + gap * t / 24, y + 4 - math.sin(math.pi * t / 24) * gap * 0.33)
            for t in range(25)
        ]
        for x, top in crown[2:-2:2]:
            stage.canvas.line([(x, top), (x, y)], darker(steel, 0.25), 2.2, 0.85)
        stage.canvas.line(crown, darker(steel, 0.2), 13)
        stage.canvas.line([(x - 1, top - 3) for x, top in crown], lighter(steel, 0.2), 5)


def cable_bridge(stage: Stage, y: float, foot: float, *, colour: Colour) -> None:
    """One tall pylon holding a fan of cables."""
    beam_bridge(stage, y, foot, piers=2, colour=colour)
    x, top = stage.across(0.46, 0.62), y - stage.between(300, 380)
    stone = stage.hour.lit(tone("#e6e0d2"))
    for side in (-1, 1):
        for index in range(1, 13):
            end = (x + side * index * 52, y)
            stage.canvas.line([(x, top + 14 + index * 7), end], lighter(colour, 0.5), 1.8, 0.8)
    stage.canvas.shape(
        [(x - 34, foot), (x - 7, top), (x + 7, top), (x + 34, foot)], darker(stone, 0.28)
    )
    stage.canvas.shape([(x - 34, foot), (x - 7, top), (x, top), (x - 6, foot)], stone)
    stage.canvas.box(x - 26, y, 52, 24, darker(stone, 0.12))


def _arch(
    stage: Stage, place: Point, span: tuple[float, float], foot: float, stone: tuple[Colour, Colour]
) -> None:
    """One arch under the deck and the pier to its right."""
    (x, y), (half, gap), colour, canvas = place, span, stone[0], stage.canvas
    arch: list[Point] = [
        (
            x + half - half * math.cos(math.pi * t / 16),
            y + half - half * math.sin(math.pi * t / 16),
        )
        for t in range(17)
    ]
    spring = y + half
    canvas.shape(
        [
            (x - gap * 0.13, y),
            (x + gap * 0.87, y),
            (x + gap * 0.87, spring),
            *reversed(arch),
            (x - gap * 0.13, spring),
        ],
        colour,
    )
    _pier(stage, x + half * 2, spring, (gap - half * 2, foot), stone)


def _pier(
    stage: Stage,
    pier: float,
    spring: float,
    reach: tuple[float, float],
    stone: tuple[Colour, Colour],
) -> None:
    (wide, foot), (colour, light), canvas = reach, stone, stage.canvas
    canvas.shape(
        [
            (pier, spring - 1),
            (pier + wide, spring - 1),
            (pier + wide * 1.12, foot),
            (pier - wide * 0.12, foot),
        ],
        colour,
    )
    canvas.shape(
        [
            (pier, spring - 1),
            (pier + wide * 0.4, spring - 1),
            (pier + wide * 0.36, foot),
            (pier - wide * 0.12, foot),
        ],
        light,
    )
    canvas.box(pier - wide * 0.1, spring - 8, wide * 1.2, 9, darker(colour, 0.18))


def viaduct(stage: Stage, y: float, foot: float, *, gap: float, colour: Colour) -> None:
    """A railway on a row of round arches."""
    deck, half = 30.0, gap * 0.37
    canvas, light = stage.canvas, mix(lighter(colour, 0.28), stage.hour.sun, 0.15)
    x = -gap * stage.between(0.1, 0.9)
    canvas.box(-5, y, stage.width + 10, deck, colour)
    while x < stage.width + gap:
        _arch(stage, (x, y + deck), (half, gap), foot, (colour, light))
        x += gap
    canvas.box(-5, y, stage.width + 10, 9, light)
    canvas.box(-5, y + deck - 5, stage.width + 10, 5, darker(colour, 0.2))


def train(stage: Stage, x: float, y: float, *, cars: int, tall: float) -> None:
    """A passenger train running to the right on rails at y."""
    coats = ((MADDER, PAPER), (INDIGO, tone("#e7b95a")), (tone("#2f6b3c"), PAPER))
    coat, stripe = stage.chance.choice(coats)
    body, trim, length = stage.hour.lit(coat), stage.hour.lit(stripe), tall * 3.1
    for index in range(cars):
        left = x + index * (length + tall * 0.1)
        _carriage(stage, left, y, (length, tall), (body, trim))
    front = x + cars * (length + tall * 0.1)
    nose: list[Point] = [
        (front, y - tall * 0.16),
        (front, y - tall * 1.02),
        (front + length * 0.55, y - tall * 1.02),
        (front + length * 0.78, y - tall * 0.62),
        (front + length * 0.84, y - tall * 0.16),
    ]
    stage.canvas.shape(nose, body)
    stage.canvas.box(front, y - tall * 0.42, length * 0.81, tall * 0.11, trim)
    glass = tone("#ffe2a0") if stage.hour.lamps else darker(body, 0.6)
    stage.canvas.shape(
        [
            (front + length * 0.48, y - tall * 0.58),
            (front + length * 0.48, y - tall * 0.88),
            (front + length * 0.6, y - tall * 0.88),
            (front + length * 0.71, y - tall * 0.58),
        ],
        glass,
    )
    for share in (0.14, 0.28, 0.54, 0.68):
        stage.canvas.disc(front + length * share, y - tall * 0.1, tall * 0.11, SLATE)
    if stage.hour.lamps or stage.hour.rain:
        stage.canvas.glow(front + length * 0.84, y - tall * 0.35, tall * 2.2, tone("#ffe2a0"), 0.75)


def _carriage(
    stage: Stage, x: float, y: float, size: tuple[float, float], coat: tuple[Colour, Colour]
) -> None:
    (length, tall), (body, trim), canvas = size, coat, stage.canvas
    canvas.box(x - tall * 0.12, y - tall * 0.35, length + tall * 0.24, tall * 0.14, SLATE)
    canvas.box(x, y - tall * 0.98, length, tall * 0.82, body)
    canvas.box(
        x + tall * 0.03, y - tall * 1.04, length - tall * 0.06, tall * 0.1, lighter(body, 0.45)
    )
    canvas.box(x, y - tall * 0.42, length, tall * 0.11, trim)
    canvas.box(x, y - tall * 0.24, length, tall * 0.08, darker(body, 0.35))
    glass = tone("#ffe2a0") if stage.hour.lamps else darker(stage.hour.sky[0], 0.45)
    for index in range(7):
        canvas.box(
            x + length * (0.055 + index * 0.13), y - tall * 0.82, length * 0.09, tall * 0.27, glass
        )
    for share in (0.12, 0.23, 0.77, 0.88):
        canvas.disc(x + length * share, y - tall * 0.1, tall * 0.11, SLATE)


def boat(stage: Stage, x: float, y: float, length: float) -> None:
    """A working boat: hull, wheelhouse, mast, and the light it leaves on the water."""
    canvas, hour = stage.canvas, stage.hour
    hull = hour.lit(stage.chance.choice((tone("#2d5d86"), MADDER, tone("#2f6b3c"))))
    canvas.shape(
        [
            (x - length * 0.46, y - length * 0.1),
            (x + length * 0.4, y - length * 0.1),
            (x + length * 0.55, y - length * 0.19),
            (x + length * 0.4, y + length * 0.05),
            (x - length * 0.4, y + length * 0.05),
        ],
        hull,
    )
    canvas.box(
        x - length * 0.42, y - length * 0.015, length * 0.84, length * 0.025, lighter(hull, 0.6)
    )
    cabin = hour.lit(PAPER)
    canvas.box(x - length * 0.36, y - length * 0.24, length * 0.28, length * 0.14, cabin)
    canvas.box(
        x - length * 0.18, y - length * 0.24, length * 0.1, length * 0.14, darker(cabin, 0.2)
    )
    canvas.box(
        x - length * 0.39, y - length * 0.265, length * 0.34, length * 0.03, darker(hull, 0.2)
    )
    canvas.line(
        [(x + length * 0.06, y - length * 0.1), (x + length * 0.06, y - length * 0.5)],
        darker(hull, 0.5),
        length * 0.014,
    )
    for end in ((x + length * 0.5, y - length * 0.17), (x - length * 0.3, y - length * 0.26)):
        canvas.line(
            [(x + length * 0.06, y - length * 0.48), end], darker(hull, 0.4), length * 0.006, 0.8
        )
    _reflection(stage, x, y, length, darker(hull, 0.15))


def _reflection(stage: Stage, x: float, y: float, length: float, colour: Colour) -> None:
    for row in range(5):
        wide = length * (0.95 - 0.13 * row)
        stage.canvas.bar(
            x - wide / 2,
            y + length * (0.06 + 0.045 * row),
            wide,
            length * 0.016,
            colour,
            0.4 - 0.06 * row,
        )
