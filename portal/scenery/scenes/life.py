"""Scenes of life: market, brocade, festival, kitchen."""

import math

from portal.scenery import cloth, land, people, plants, sky
from portal.scenery.canvas import Point
from portal.scenery.palette import (
    GOLD,
    INDIGO,
    MADDER,
    PAPER,
    RIPE,
    SLATE,
    TERRACE,
    Colour,
    darker,
    lighter,
    mix,
    tone,
)
from portal.scenery.stage import Stage


def market(stage: Stage) -> None:
    """The highland market: cloth roofs, hanging brocade, baskets, people between."""
    sky.paint(stage, horizon=520)
    land.ranges(
        stage, count=4, top=330, bottom=500, height=stage.between(180, 250), nearest=0.5, fog=0.45
    )
    hour = stage.hour
    plants.woods(stage, lambda _: 560, height=80, colour=mix(hour.near, hour.haze, 0.2), gap=44)
    soil = hour.lit(tone("#c8a983"))
    stage.canvas.sheet(552, 1000, (mix(soil, hour.haze, 0.3), darker(soil, 0.22)))
    for row, (foot, size) in enumerate(((640, 190), (745, 270), (900, 390))):
        x = -size * stage.between(0.1, 0.9)
        crowd: list[Point] = []
        while x < stage.width:
            if row < 2 or stage.chance.random() < 0.55:
                _stall(stage, x, foot, size)
            crowd += [
                (x + size * stage.between(0.05, 1.2), foot + size * stage.between(0.1, 0.2))
                for _ in range(2)
            ]
            x += size * stage.between(1.05, 1.45)
        people.company(stage, crowd, size * 0.56, baskets=0.45)


def _stall(stage: Stage, x: float, foot: float, size: float) -> None:
    canvas, hour = stage.canvas, stage.hour
    roof = foot - size * 0.66
    for share in (0.05, 0.93):
        canvas.box(
            x + size * share,
            roof,
            size * 0.025,
            size * 0.66,
            darker(hour.lit(tone("#7a5a3c")), 0.2),
        )
    canvas.box(
        x + size * 0.06,
        roof,
        size * 0.88,
        size * 0.64,
        darker(hour.lit(tone("#6b5648")), 0.35),
        0.5,
    )
    for index in range(stage.chance.randint(2, 3)):
        cloth.hang(
            stage, x + size * (0.12 + 0.29 * index), roof + size * 0.05, size * 0.2, size * 0.3
        )
    _counter(stage, x, foot, size)
    main = hour.lit(
        stage.chance.choice((INDIGO, MADDER, TERRACE, tone("#c98f2c"), tone("#3d7f8f")))
    )
    second = hour.lit(stage.chance.choice((PAPER, RIPE)))
    strips = 8
    for index in range(strips):
        a, b = index / strips, (index + 1) / strips
        colour = main if index % 2 == 0 else second
        canvas.shape(
            [
                (x + size * (0.14 + 0.72 * a), roof - size * 0.2),
                (x + size * (0.14 + 0.72 * b), roof - size * 0.2),
                (x + size * b, roof + size * 0.02),
                (x + size * a, roof + size * 0.02),
            ],
            lighter(colour, 0.1 * (1 - a)),
        )
        canvas.box(
            x + size * a, roof + size * 0.02, size * (b - a), size * 0.05, darker(colour, 0.14)
        )
        canvas.disc(
            x + size * (a + b) / 2,
            roof + size * 0.07,
            size * (b - a) / 2,
            darker(colour, 0.14),
            flat=0.6,
        )


def _counter(stage: Stage, x: float, foot: float, size: float) -> None:
    canvas, top = stage.canvas, foot - size * 0.2
    yarn = stage.chance.choice(cloth.YARNS)
    canvas.box(x + size * 0.04, top, size * 0.92, size * 0.2, stage.hour.lit(yarn.base))
    band = cloth.Band(x + size * 0.04, top + size * 0.045, size * 0.92, size * 0.09)
    cloth.weave(stage, band, yarn, stage.chance.choice(cloth.MOTIFS[:2] + cloth.MOTIFS[3:]))
    goods = (tone("#d9822b"), tone("#b8323a"), tone("#6f9a3d"), tone("#e3c04e"), tone("#7a4a78"))
    for index in range(6):
        colour, left = stage.hour.lit(stage.chance.choice(goods)), x + size * (0.13 + 0.148 * index)
        for dx, dy in ((-0.035, 0), (0.035, 0), (0, -0.04)):
            canvas.disc(left + dx * size, top + (dy - 0.03) * size, size * 0.036, colour)
        canvas.disc(left - 0.012 * size, top - 0.08 * size, size * 0.014, lighter(colour, 0.4))
        canvas.shape(
            [
                (left - size * 0.075, top - size * 0.025),
                (left + size * 0.075, top - size * 0.025),
                (left + size * 0.05, top + size * 0.012),
                (left - size * 0.05, top + size * 0.012),
            ],
            stage.hour.lit(tone("#a87c45")),
        )


def brocade(stage: Stage) -> None:
    """Woven cloth, close: bands of unlike height, one fold of light."""
    yarns = list(cloth.YARNS)
    stage.chance.shuffle(yarns)
    motifs = list(cloth.MOTIFS)
    stage.chance.shuffle(motifs)
    y, index = stage.between(-120, -20), 0
    while y < 1000:
        tall = (250, 96, 170, 84, 210)[index % 5] * stage.between(0.85, 1.15)
        yarn = yarns[0] if index % 3 != 1 else yarns[1 + (index // 3) % 2]
        cloth.weave(
            stage, cloth.Band(-10, y, stage.width + 20, tall), yarn, motifs[index % len(motifs)]
        )
        y += tall
        if stage.chance.random() < 0.6:
            gap = stage.between(14, 34)
            stage.canvas.box(-5, y - 1, stage.width + 10, gap, yarns[0].main)
            y += gap - 1
        index += 1
    for row in range(0, 1000, 5):
        stage.canvas.box(-5, row, stage.width + 10, 1.4, SLATE, 0.11)
    for column in range(0, int(stage.width) + 8, 8):
        stage.canvas.box(column, -5, 1.4, 1010, PAPER, 0.07)
    _folds(stage)


def _folds(stage: Stage) -> None:
    x, lean = stage.across(-0.2, 0), stage.between(80, 320)
    lights, shadows = [], []
    while x < stage.width + 300:
        wide = stage.between(110, 260)
        lights.append(
            [(x, -10), (x + wide * 0.35, -10), (x + wide * 0.35 - lean, 1010), (x - lean, 1010)]
        )
        shadows.append(
            [
                (x + wide * 0.6, -10),
                (x + wide, -10),
                (x + wide - lean, 1010),
                (x + wide * 0.6 - lean, 1010),
            ]
        )
        x += wide * stage.between(1.3, 1.9)
    stage.canvas.soft(lights, PAPER, 0.2, 34)
    stage.canvas.soft(shadows, SLATE, 0.42, 34)


def festival(stage: Stage) -> None:
    """The cây nêu of the new year, its ribbons, and the ring of dancers."""
    sky.paint(stage, horizon=580)
    land.ranges(
        stage, count=4, top=380, bottom=560, height=stage.between(180, 250), nearest=0.5, fog=0.45
    )
    hour = stage.hour
    meadow = land.hill(stage, 640, 26, span=900)
    plants.woods(stage, meadow, height=64, colour=mix(hour.near, hour.haze, 0.1), gap=40)
    land.ground(
        stage,
        meadow,
        (mix(hour.field, hour.haze, 0.22), mix(hour.field, hour.near, 0.3)),
        depth=380,
    )
    x, foot = stage.across(0.36, 0.64), 800.0
    top = _pole(stage, x, foot)
    for side in (-1, 1):
        _bunting(stage, top, (x + side * stage.between(520, 700), stage.between(560, 620)))
    ring = stage.chance.randint(10, 13)
    turn = stage.between(0, 1)
    places = [
        (
            x + math.cos((i + turn) * math.tau / ring) * 400,
            foot + 30 + math.sin((i + turn) * math.tau / ring) * 92,
        )
        for i in range(ring)
    ]
    people.company(stage, places, 150, pose=stage.chance.choice(("join", "raise")))
    near = [
        (x + side * stage.between(480, 760), stage.between(955, 985)) for side in (-1, -1, 1, 1)
    ]
    people.company(stage, near, 230, baskets=0.5)
    stage.canvas.soft(
        [[(-10, 985), (stage.width, 985), (stage.width, 1010), (-10, 1010)]], hour.dark, 0.4, 18
    )


def _pole(stage: Stage, x: float, foot: float) -> Point:
    """The bamboo bends at its tip, where the lantern and the ribbons hang."""
    hour, sway = stage.hour, stage.between(60, 120)
    cane = [
        (x + sway * max(0, t - 0.45) ** 2 * 3.3, foot - 690 * t + 190 * max(0, t - 0.72) ** 1.6)
        for t in (i / 24 for i in range(25))
    ]
    stage.canvas.line(cane, hour.lit(tone("#7d8f3c")), 9)
    stage.canvas.line([(px - 2, py) for px, py in cane], hour.lit(tone("#b9c46a")), 3)
    for px, py in cane[3:-2:3]:
        stage.canvas.line([(px - 6, py), (px + 6, py)], hour.lit(tone("#5d6b2c")), 3)
    tip_x, tip_y = cane[-1]
    for index, colour in enumerate((MADDER, RIPE, INDIGO, TERRACE, tone("#d4697a"))):
        px, py = cane[-2 - index]
        length = 150 - 14 * index
        ribbon = [
            (px + math.sin(i * 0.9 + index) * 9 + i * 3.2, py + length * i / 8) for i in range(9)
        ]
        stage.canvas.line(ribbon, hour.lit(colour), 8)
    stage.canvas.line([(tip_x, tip_y), (tip_x, tip_y + 40)], hour.dark, 2)
    stage.canvas.disc(tip_x, tip_y + 62, 26, hour.lit(MADDER), flat=1.1)
    stage.canvas.disc(tip_x - 8, tip_y + 54, 9, lighter(hour.lit(MADDER), 0.35))
    stage.canvas.bar(tip_x - 12, tip_y + 30, 24, 8, hour.lit(GOLD))
    stage.canvas.bar(tip_x - 12, tip_y + 88, 24, 8, hour.lit(GOLD))
    return cane[15]


def _bunting(stage: Stage, start: Point, end: Point) -> None:
    cord = [
        (
            start[0] + (end[0] - start[0]) * t,
            start[1] + (end[1] - start[1]) * t + math.sin(math.pi * t) * 70,
        )
        for t in (i / 16 for i in range(17))
    ]
    stage.canvas.line(cord, stage.hour.dark, 2.2, 0.8)
    for index, (x, y) in enumerate(cord[1:-1]):
        colour = stage.hour.lit((MADDER, RIPE, INDIGO, PAPER, TERRACE)[index % 5])
        stage.canvas.shape([(x - 15, y), (x + 15, y), (x, y + 36)], colour)


def kitchen(stage: Stage) -> None:
    """A laid table by the window: a pot that steams, bowls, herbs."""
    hour, canvas = stage.hour, stage.canvas
    sky.paint(stage, horizon=470)
    land.ranges(stage, count=4, top=330, bottom=470, height=190, nearest=0.6, fog=0.4)
    plants.woods(stage, lambda _: 560, height=90, colour=mix(hour.near, hour.field, 0.3), gap=50)
    wall = mix(tone("#d9b384"), hour.haze, 0.25) if not hour.lamps else tone("#8f6248")
    left, width = stage.across(0.14, 0.34), stage.width * stage.between(0.4, 0.5)
    for x, wide in ((-5.0, left + 5), (left + width, stage.width - left - width + 5)):
        canvas.box(x, -5, wide, 700, wall)
    canvas.box(-5, -5, stage.width + 10, 105, wall)
    canvas.box(-5, 520, stage.width + 10, 200, wall)
    canvas.soft(
        [
            [
                (left + width, 80),
                (stage.width + 10, 300),
                (stage.width + 10, 660),
                (left + width, 520),
            ]
        ],
        hour.sun,
        0.22,
        30,
    )
    frame = tone("#6b4630")
    for x in (left - 14, left + width / 2 - 7, left + width):
        canvas.box(x, 88, 14, 446, frame)
    for y in (86, 520):
        canvas.box(left - 26, y, width + 52, 16, lighter(frame, 0.1))
    for index in range(stage.chance.randint(4, 6)):
        _drying(stage, left + width + 60 + index * 52, 100)
    _table(stage)


def _drying(stage: Stage, x: float, top: float) -> None:
    """Maize hung from the beam."""
    stage.canvas.line([(x, -5), (x, top)], SLATE, 2)
    for row in range(5):
        for side in (-1, 1):
            colour = mix(RIPE, tone("#c9741f"), stage.between(0, 0.7))
            y = top + row * 34
            stage.canvas.shape(
                [
                    (x, y - 4),
                    (x + side * 17, y + 14),
                    (x + side * 13, y + 44),
                    (x + side * 2, y + 30),
                ],
                colour,
            )


def _table(stage: Stage) -> None:
    canvas, top = stage.canvas, 690.0
    wood = tone("#8a5a36")
    canvas.sheet(top - 20, 1000, (lighter(wood, 0.22), darker(wood, 0.2)))
    canvas.box(-5, top - 22, stage.width + 10, 7, lighter(wood, 0.42))
    yarn, centre = stage.chance.choice(cloth.YARNS[:4]), stage.across(0.4, 0.6)
    canvas.box(centre - 560, 800, 1120, 130, yarn.base)
    cloth.weave(
        stage, cloth.Band(centre - 560, 825, 1120, 80), yarn, stage.chance.choice(cloth.MOTIFS)
    )
    _pot(stage, centre, 860)
    bowls = [(-430, 800), (-300, 905), (300, 905), (430, 800), (-610, 880), (610, 880)]
    stage.chance.shuffle(bowls)
    for dx, foot in sorted(bowls[: stage.chance.randint(4, 6)], key=lambda place: place[1]):
        _bowl(
            stage,
            centre + dx,
            foot + 30,
            stage.chance.choice(
                (tone("#e9dcc0"), tone("#d9822b"), tone("#7fa04a"), tone("#b8453a"))
            ),
        )
    x = centre + stage.chance.choice((-1, 1)) * 170
    canvas.line([(x - 60, 955), (x + 90, 925)], tone("#5a3220"), 7)
    canvas.line([(x - 56, 967), (x + 94, 939)], tone("#5a3220"), 7)


def _pot(stage: Stage, x: float, foot: float) -> None:
    canvas, iron = stage.canvas, tone("#34373d")
    canvas.disc(x + 26, foot, 190, SLATE, 0.3, flat=0.16)
    canvas.disc(x, foot - 92, 168, iron, flat=0.58)
    canvas.shape(
        [(x - 160, foot - 190), (x + 160, foot - 190), (x + 168, foot - 92), (x - 168, foot - 92)],
        iron,
    )
    canvas.shape(
        [
            (x - 160, foot - 190),
            (x - 96, foot - 190),
            (x - 112, foot - 24),
            (x - 146, foot - 50),
            (x - 168, foot - 92),
        ],
        lighter(iron, 0.2),
    )
    canvas.disc(x, foot - 190, 172, lighter(iron, 0.16), flat=0.22)
    canvas.disc(x, foot - 188, 154, tone("#b5622a"), flat=0.2)
    for _ in range(26):
        turn, far = stage.between(0, math.tau), stage.chance.random() ** 0.5
        colour: Colour = stage.chance.choice(
            (tone("#6f9a3d"), tone("#e9c46a"), tone("#8e3b24"), tone("#d98b4a"))
        )
        canvas.disc(
            x + math.cos(turn) * 130 * far,
            foot - 188 + math.sin(turn) * 24 * far,
            stage.between(5, 12),
            colour,
            flat=0.5,
        )
    for side in (-1, 1):
        canvas.line(
            [
                (x + side * 164, foot - 160),
                (x + side * 206, foot - 164),
                (x + side * 206, foot - 128),
                (x + side * 166, foot - 122),
            ],
            iron,
            13,
        )
    _steam(stage, x, foot - 200)


def _steam(stage: Stage, x: float, foot: float) -> None:
    plumes = []
    for index in range(3):
        turn, left = stage.between(0, math.tau), x + (index - 1) * 70
        rise = [
            (
                left + math.sin(turn + t * 4.2) * (14 + 42 * t),
                foot - 330 * t,
                12 + 24 * math.sin(math.pi * min(1, t * 1.1)),
            )
            for t in (i / 20 for i in range(21))
        ]
        plumes.append(
            [
                *((px - wide, py) for px, py, wide in rise),
                *((px + wide, py) for px, py, wide in reversed(rise)),
            ]
        )
    stage.canvas.soft(plumes, PAPER, 0.62, 13)


def _bowl(stage: Stage, x: float, foot: float, food: Colour) -> None:
    canvas, glaze = stage.canvas, tone("#eef0ea")
    canvas.disc(x + 10, foot, 66, SLATE, 0.25, flat=0.2)
    arc = [
        (x + 68 * math.cos(math.pi * t / 16), foot - 54 + 52 * math.sin(math.pi * t / 16))
        for t in range(17)
    ]
    canvas.shape(arc, glaze)
    canvas.shape(
        [(px, py) for px, py in arc if px > x + 14] + [(x + 24, foot - 54)], darker(glaze, 0.14)
    )
    canvas.box(x - 26, foot - 10, 52, 10, darker(glaze, 0.2))
    canvas.line([(x - 60, foot - 34), (x + 60, foot - 34)], INDIGO, 4)
    canvas.disc(x, foot - 54, 70, lighter(glaze, 0.4), flat=0.26)
    canvas.disc(x, foot - 53, 60, food, flat=0.24)
    for _ in range(7):
        canvas.disc(
            x + stage.between(-38, 38),
            foot - 54 + stage.between(-7, 7),
            stage.between(4, 8),
            lighter(food, stage.between(0.1, 0.4)),
            flat=0.6,
        )
