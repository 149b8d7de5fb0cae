"""What grows: samu and pơ mu firs, leafy crowns, bamboo, rhododendron, sheaves, grass."""

import math

from portal.scenery.canvas import Point
from portal.scenery.land import Curve
from portal.scenery.palette import Colour, darker, lighter, mix, tone
from portal.scenery.stage import Stage


ROSE, BLUSH = tone("#c8476a"), tone("#f0b9c4")


def fir(
    stage: Stage, x: float, foot: float, height: float, colour: Colour, *, lit: float = 0.14
) -> None:
    """A conifer in tiers, brighter on its left."""
    half, tiers = height * 0.19, 6
    stage.canvas.box(
        x - height * 0.014, foot - height * 0.2, height * 0.028, height * 0.2, darker(colour, 0.3)
    )
    light = mix(lighter(colour, lit * 0.8), stage.hour.sun, lit * 0.6)
    for tier in range(tiers):
        share = tier / tiers
        bottom = foot - height * (0.1 + 0.84 * share)
        wide = half * (1 - share) ** 0.85 * stage.between(0.9, 1.1)
        top = bottom - height * 0.26 * (1 - share * 0.4)
        sag = height * 0.025
        stage.canvas.shape(
            [(x - wide, bottom + sag), (x, bottom - sag), (x + wide, bottom + sag), (x, top)],
            colour,
        )
        stage.canvas.shape(
            [(x - wide, bottom + sag), (x - wide * 0.1, bottom - sag), (x, top)], light
        )


def woods(
    stage: Stage,
    curve: Curve,
    *,
    height: float,
    colour: Colour,
    gap: float,
    left: float = 0,
    right: float = 1,
) -> None:
    """A row of firs along a slope."""
    x = stage.width * left - gap
    while x < stage.width * right + gap:
        tall = height * stage.between(0.55, 1.2)
        fir(
            stage,
            x,
            curve(x) + tall * 0.12,
            tall,
            mix(colour, stage.hour.haze, stage.between(0, 0.08)),
        )
        x += gap * stage.between(0.45, 1.3)


def crown(stage: Stage, x: float, foot: float, size: float, colour: Colour) -> None:
    """A leafy tree: overlapping rounds, light coming from the upper left."""
    stage.canvas.box(
        x - size * 0.05, foot - size * 0.6, size * 0.1, size * 0.62, darker(colour, 0.45)
    )
    light = mix(lighter(colour, 0.05), stage.hour.sun, 0.09)
    for dx, dy, share in (
        (0.28, -0.62, 0.36),
        (-0.27, -0.66, 0.36),
        (0.02, -0.92, 0.42),
        (0, -0.58, 0.4),
    ):
        stage.canvas.disc(x + dx * size, foot + dy * size, share * size, colour)
    for dx, dy, share in ((-0.33, -0.72, 0.27), (-0.06, -1.0, 0.3), (-0.1, -0.72, 0.25)):
        stage.canvas.disc(x + dx * size, foot + dy * size, share * size, light)


def grove(stage: Stage, x: float, foot: float, size: float, count: int, colour: Colour) -> None:
    for _ in range(count):
        tall = size * stage.between(0.6, 1.1)
        shade = mix(colour, stage.hour.field, stage.between(0, 0.35))
        crown(
            stage,
            x + stage.between(-1, 1) * size * count * 0.28,
            foot + stage.between(-6, 6),
            tall,
            shade,
        )


def blossom(stage: Stage, x: float, foot: float, size: float) -> None:
    """A rhododendron bush in flower."""
    leaf = mix(stage.hour.near, stage.hour.field, 0.45)
    for _ in range(9):
        stage.canvas.disc(
            x + stage.between(-0.9, 0.9) * size,
            foot - stage.between(0, 0.6) * size,
            size * 0.4,
            leaf,
            flat=0.8,
        )
    rose = mix(stage.hour.lit(ROSE), stage.hour.lit(BLUSH), stage.between(0, 0.5))
    for _ in range(26):
        turn, far = stage.between(math.pi * 0.95, math.tau * 1.02), stage.chance.random() ** 0.5
        fx, fy = (
            x + math.cos(turn) * size * far * 1.1,
            foot - size * 0.25 + math.sin(turn) * size * far * 0.8,
        )
        radius = size * stage.between(0.06, 0.105)
        for petal in range(5):
            angle = petal * math.tau / 5
            stage.canvas.disc(
                fx + math.cos(angle) * radius * 0.7,
                fy + math.sin(angle) * radius * 0.7,
                radius * 0.6,
                rose,
            )
        stage.canvas.disc(fx - radius * 0.2, fy - radius * 0.25, radius * 0.42, lighter(rose, 0.45))


def bamboo(stage: Stage, x: float, foot: float, height: float, colour: Colour) -> None:
    """A clump of canes bending outwards under their leaves."""
    for _ in range(7):
        lean, tall = stage.between(-0.34, 0.34), height * stage.between(0.7, 1.05)
        cane = [
            (x + lean * tall * t**2.2, foot - tall * t * (1 - 0.1 * t))
            for t in (0, 0.2, 0.4, 0.6, 0.8, 1)
        ]
        stage.canvas.line(cane, colour, max(1.5, height * 0.013))
        for px, py in cane[2:]:
            for side in (-1, 1, 0.4):
                tip = (
                    px + side * height * stage.between(0.06, 0.13),
                    py + height * stage.between(0.02, 0.09),
                )
                middle = ((px + tip[0]) / 2, (py + tip[1]) / 2 - height * 0.018)
                stage.canvas.shape([(px, py), middle, tip], lighter(colour, stage.between(0, 0.16)))


def sheaf(stage: Stage, x: float, foot: float, size: float) -> None:
    """A bound sheaf of rice standing on the stubble."""
    straw = mix(stage.hour.ripe, stage.hour.sun, 0.22)
    shade = darker(stage.hour.ripe, 0.25)
    stage.canvas.disc(
        x + size * 0.22, foot, size * 0.5, darker(stage.hour.ripe, 0.5), 0.35, flat=0.16
    )
    outline: list[Point] = [
        (-0.34, 0),
        (-0.13, -0.52),
        (-0.4, -0.96),
        (0.4, -0.96),
        (0.13, -0.52),
        (0.34, 0),
    ]
    stage.canvas.shape([(x + dx * size, foot + dy * size) for dx, dy in outline], shade)
    lit: list[Point] = [
        (-0.34, 0),
        (-0.13, -0.52),
        (-0.4, -0.96),
        (0.1, -0.96),
        (0.0, -0.52),
        (0.05, 0),
    ]
    stage.canvas.shape([(x + dx * size, foot + dy * size) for dx, dy in lit], straw)
    for index in range(11):
        dx = -0.42 + 0.084 * index
        tip = (x + dx * size * 1.35, foot - size * stage.between(0.92, 1.14))
        stage.canvas.line([(x + dx * size * 0.8, foot - size * 0.86), tip], straw, size * 0.028)
        stage.canvas.disc(tip[0], tip[1], size * 0.032, stage.hour.ripe)
    stage.canvas.bar(
        x - size * 0.17,
        foot - size * 0.57,
        size * 0.34,
        size * 0.09,
        stage.hour.lit(tone("#8a4a26")),
    )


def grass(stage: Stage, curve: Curve, colour: Colour, *, count: int, height: float) -> None:
    """Blades along the lower edge, to set the viewer on a near slope."""
    for _ in range(count):
        x = stage.across(-0.02, 1.02)
        tall, lean = height * stage.between(0.4, 1.1), stage.between(-0.3, 0.4)
        foot = curve(x) + 8
        blade = [
            (x - 2.5, foot),
            (x + lean * tall * 0.4, foot - tall * 0.6),
            (x + lean * tall, foot - tall),
            (x + 3, foot),
        ]
        stage.canvas.shape(blade, mix(colour, stage.hour.field, stage.between(0, 0.3)))


def trunk(stage: Stage, x: float, width: float, colour: Colour) -> None:
    """An old trunk close by, its bark lit from the left, boughs reaching in from above."""
    canvas, light = stage.canvas, mix(lighter(colour, 0.14), stage.hour.sun, 0.1)
    sides = [(0.42, -10), (0.5, 500), (0.62, 850), (1.0, 1010)]
    left = [(x - width * half, y) for half, y in sides]
    right = [(x + width * half, y) for half, y in sides]
    canvas.shape([*left, *reversed(right)], colour)
    canvas.shape([*left, *((x - width * half * 0.45, y) for half, y in reversed(sides))], light)
    for _ in range(14):
        y, inset = stage.between(0, 930), stage.between(-0.3, 0.3) * width
        canvas.line(
            [(x + inset, y), (x + inset + 3, y + stage.between(30, 90))],
            darker(colour, 0.4),
            3,
            0.6,
        )
    for row in range(4):
        for side in (-1, 1):
            y, reach = -30 + 105 * row + stage.between(-20, 20), stage.between(250, 380)
            shade = mix(colour, stage.hour.near, stage.between(0.1, 0.5))
            _bough(stage, (x, y), side * reach, shade)


def _bough(stage: Stage, root: Point, reach: float, colour: Colour) -> None:
    """A hanging branch: smooth above, its needles in tufts below."""
    (x, y), count = root, 8
    upper = [(x + reach * t, y + 60 * t**2) for t in (i / 12 for i in range(13))]
    lower: list[Point] = []
    for index in range(count, -1, -1):
        share = index / count
        depth = 74 * (1 - share) ** 0.6 + 8
        lower.append((x + reach * (share + 0.045), y + 60 * share**2 + depth * 0.5))
        lower.append(
            (x + reach * (share - 0.01), y + 60 * share**2 + depth * stage.between(0.9, 1.15))
        )
    stage.canvas.shape([*upper, *lower], colour)
