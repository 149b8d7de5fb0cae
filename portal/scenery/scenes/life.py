"""Scenes of trade and craft: the market, the cloth."""

from portal.scenery import cloth, land, people, plants, sky
from portal.scenery.canvas import Point
from portal.scenery.palette import (
    INDIGO,
    MADDER,
    PAPER,
    RIPE,
    SLATE,
    TERRACE,
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
    _awning(stage, x, roof, size)


def _awning(stage: Stage, x: float, roof: float, size: float) -> None:
    """A striped cloth roof with a scalloped edge."""
    canvas, hour = stage.canvas, stage.hour
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
