"""What people build: houses of the valleys, towns by the water, the gate, the flag."""

import math

from portal.scenery.canvas import Point
from portal.scenery.palette import GOLD, PAPER, SLATE, Colour, darker, lighter, mix, tone
from portal.scenery.stage import Stage


FLAG_RED, FLAG_YELLOW = tone("#da251d"), tone("#ffff00")
LAMP = tone("#ffd68a")
EARTH, THATCH, TILE = tone("#c9955a"), tone("#8d7350"), tone("#5b4a48")


def house(stage: Stage, x: float, foot: float, size: float, *, stilts: bool) -> None:
    """A Tày house on stilts or a Hà Nhì and Hmông house of rammed earth; size is its width."""
    canvas, hour = stage.canvas, stage.hour
    wall = hour.lit(tone("#a4764a") if stilts else EARTH)
    lift, tall = (size * 0.17 if stilts else 0), size * 0.27
    top = foot - lift - tall
    if stilts:
        canvas.box(x - size * 0.4, foot - lift, size * 0.8, lift, darker(wall, 0.75))
        for index in range(5):
            canvas.box(
                x - size * 0.42 + index * size * 0.2,
                foot - lift,
                size * 0.03,
                lift,
                darker(wall, 0.4),
            )
    canvas.box(x - size * 0.42, top, size * 0.84, tall, wall)
    canvas.box(x + size * 0.16, top, size * 0.26, tall, darker(wall, 0.22))
    glass = LAMP if hour.lamps else darker(wall, 0.62)
    for dx in (-0.28, 0.24):
        canvas.box(x + dx * size, top + tall * 0.36, size * 0.09, tall * 0.32, glass)
    canvas.box(x - size * 0.07, top + tall * 0.25, size * 0.13, tall * 0.75, darker(wall, 0.5))
    _roof(stage, x, top, size, hour.lit(THATCH if stilts else TILE))


def _roof(stage: Stage, x: float, top: float, size: float, roof: Colour) -> None:
    canvas = stage.canvas
    ridge, eave = top - size * 0.26, top + size * 0.05
    canvas.shape(
        [
            (x - size * 0.55, eave),
            (x - size * 0.36, ridge),
            (x + size * 0.36, ridge),
            (x + size * 0.55, eave),
        ],
        roof,
    )
    canvas.shape(
        [
            (x - size * 0.55, eave),
            (x - size * 0.36, ridge),
            (x + size * 0.06, ridge),
            (x + size * 0.1, eave),
        ],
        mix(lighter(roof, 0.2), stage.hour.sun, 0.12),
    )
    canvas.box(x - size * 0.37, ridge - size * 0.015, size * 0.74, size * 0.03, darker(roof, 0.35))


def hamlet(stage: Stage, x: float, foot: float, size: float, count: int) -> None:
    stilts = stage.chance.random() < 0.5
    for index in range(count):
        left = x + (index - (count - 1) / 2) * size * stage.between(1.0, 1.3)
        house(
            stage,
            left,
            foot + stage.between(-0.12, 0.16) * size,
            size * stage.between(0.8, 1.05),
            stilts=stilts,
        )


def skyline(
    stage: Stage, foot: float, left: float, right: float, tall: float, colour: Colour
) -> list[tuple[float, float, float, Colour]]:
    """A row of town houses and towers; returns them as left, width, height and colour."""
    row, x = [], left
    while x < right:
        width = tall * stage.between(0.16, 0.34)
        middle = 1 - abs((x - left) / max(1.0, right - left) - 0.5) * 1.1
        height = tall * stage.between(0.25, 1.0) * (0.45 + 0.55 * middle)
        shade = mix(colour, stage.hour.haze, stage.between(0, 0.2))
        row.append((x, min(width, right - x), height, shade))
        x += width * stage.between(0.92, 1.06)
    for place in row:
        _block(stage, foot, place, tall)
    return row


def _block(
    stage: Stage, foot: float, place: tuple[float, float, float, Colour], tall: float
) -> None:
    x, width, height, colour = place
    canvas, cell = stage.canvas, tall * 0.05
    canvas.box(x, foot - height, width, height, colour)
    canvas.box(
        x, foot - height, width * 0.28, height, mix(lighter(colour, 0.16), stage.hour.sun, 0.12)
    )
    if stage.chance.random() < 0.3:
        canvas.shape(
            [
                (x - width * 0.04, foot - height),
                (x + width / 2, foot - height - width * 0.42),
                (x + width * 1.04, foot - height),
            ],
            stage.hour.lit(tone("#9a4b3c")),
        )
    share = 0.62 if stage.hour.lamps else 0.8
    glass = LAMP if stage.hour.lamps else darker(colour, 0.3)
    for row in range(int((height - cell) / (cell * 1.5))):
        for column in range(max(1, int((width - cell * 0.7) / (cell * 1.25)))):
            if stage.chance.random() < share:
                canvas.box(
                    x + cell * (0.6 + column * 1.25),
                    foot - height + cell * (0.8 + row * 1.5),
                    cell * 0.6,
                    cell * 0.72,
                    glass,
                    0.9,
                )


def gate(stage: Stage, x: float, foot: float, width: float) -> None:
    """A border gate, of no one place: two piers, a wide roof, lanes between them."""
    canvas, hour = stage.canvas, stage.hour
    stone, tall = hour.lit(lighter(tone("#d8cbb4"), 0.2)), width * 0.42
    lintel = foot - tall
    for side in (-0.5, -0.2, 0.13, 0.43):
        canvas.box(x + side * width, lintel, width * 0.075, tall, stone)
        canvas.box(x + (side + 0.05) * width, lintel, width * 0.025, tall, darker(stone, 0.24))
        canvas.box(
            x + (side - 0.012) * width,
            foot - tall * 0.06,
            width * 0.1,
            tall * 0.06,
            darker(stone, 0.35),
        )
    canvas.box(x - width * 0.54, lintel - width * 0.075, width * 1.09, width * 0.085, stone)
    canvas.box(
        x - width * 0.54, lintel - width * 0.075, width * 1.09, width * 0.018, hour.lit(GOLD)
    )
    canvas.box(
        x - width * 0.54, lintel - width * 0.004, width * 1.09, width * 0.014, darker(stone, 0.3)
    )
    _eaves(stage, x, lintel, width, stone)


def _eaves(stage: Stage, x: float, lintel: float, width: float, stone: Colour) -> None:
    """Two roofs, the smaller above."""
    canvas, hour = stage.canvas, stage.hour
    roof = hour.lit(tone("#8c2f2f"))
    for level, (half, rise) in enumerate(((0.66, 0.1), (0.34, 0.085))):
        y = lintel - width * (0.075 + 0.15 * level)
        canvas.shape(
            [
                (x - half * width, y),
                (x - (half - 0.12) * width, y - rise * width),
                (x + (half - 0.12) * width, y - rise * width),
                (x + half * width, y),
            ],
            roof,
        )
        canvas.shape(
            [
                (x - half * width, y),
                (x - (half - 0.12) * width, y - rise * width),
                (x, y - rise * width),
                (x - 0.05 * width, y),
            ],
            mix(lighter(roof, 0.14), hour.sun, 0.12),
        )
        if level == 0:
            canvas.box(
                x - width * 0.22,
                y - rise * width - width * 0.05,
                width * 0.44,
                width * 0.052,
                stone,
            )


def lorry(stage: Stage, x: float, foot: float, length: float, colour: Colour) -> None:
    canvas, tall = stage.canvas, length * 0.42
    body, shade = stage.hour.lit(colour), darker(stage.hour.lit(colour), 0.22)
    canvas.box(x, foot - tall * 1.15, length * 0.7, tall, body)
    canvas.box(x, foot - tall * 0.5, length * 0.7, tall * 0.35, shade)
    canvas.shape(
        [
            (x + length * 0.73, foot - tall * 0.15),
            (x + length * 0.73, foot - tall * 0.92),
            (x + length * 0.9, foot - tall * 0.92),
            (x + length, foot - tall * 0.5),
            (x + length, foot - tall * 0.15),
        ],
        stage.hour.lit(PAPER),
    )
    canvas.shape(
        [
            (x + length * 0.8, foot - tall * 0.5),
            (x + length * 0.8, foot - tall * 0.82),
            (x + length * 0.88, foot - tall * 0.82),
            (x + length * 0.96, foot - tall * 0.5),
        ],
        darker(stage.hour.sky[0], 0.3),
    )
    for share in (0.14, 0.28, 0.84):
        canvas.disc(x + length * share, foot - tall * 0.08, length * 0.065, SLATE)
        canvas.disc(x + length * share, foot - tall * 0.08, length * 0.028, lighter(SLATE, 0.5))


def national_flag(stage: Stage, x: float, y: float, length: float) -> None:
    """The flag of Viet Nam, 2:3, its hoist at x, in a wind too light to bend the star."""
    canvas, height, turn = stage.canvas, length * 2 / 3, stage.between(0, math.tau)

    def moved(along: float, down: float) -> Point:
        lift = math.sin(turn + along / length * 5.2) - math.sin(turn)
        return x + along, y + down + lift * length * 0.028 * (along / length) ** 0.7

    edge = [length * index / 40 for index in range(41)]
    canvas.shape(
        [*(moved(a, 0) for a in edge), *(moved(a, height) for a in reversed(edge))], FLAG_RED
    )
    for start in (0.2, 0.62):
        fold = [a for a in edge if start * length <= a <= (start + 0.2) * length]
        canvas.shape(
            [*(moved(a, 0) for a in fold), *(moved(a, height) for a in reversed(fold))], SLATE, 0.06
        )
    points: list[Point] = []
    radius = length / 5
    for index in range(10):
        far = radius if index % 2 == 0 else radius * 0.381966
        angle = -math.pi / 2 + index * math.pi / 5
        points.append(moved(length / 2 + far * math.cos(angle), height / 2 + far * math.sin(angle)))
    canvas.shape(points, FLAG_YELLOW)
