"""The scene of a kitchen: window, table, a pot that steams."""

import math

from portal.scenery import cloth, land, plants, sky
from portal.scenery.palette import (
    INDIGO,
    PAPER,
    RIPE,
    SLATE,
    Colour,
    darker,
    lighter,
    mix,
    tone,
)
from portal.scenery.stage import Stage


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
    _shelf(stage, left + width + 50, stage.width - left - width - 60)
    if left > 190:
        cloth.hang(stage, left - 165, 130, 110, 330)
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


def _shelf(stage: Stage, x: float, width: float) -> None:
    """Jars and a basket on a board."""
    canvas, y = stage.canvas, 470.0
    canvas.box(x, y, width, 14, tone("#6b4630"))
    canvas.box(x, y + 14, width, 8, SLATE, 0.18)
    while width > 70:
        half, tall = stage.between(24, 36), stage.between(58, 110)
        clay = stage.chance.choice(
            (tone("#a65a3a"), tone("#54606b"), tone("#d8c7a2"), tone("#5f7f5a"))
        )
        middle = x + half + 12
        canvas.bar(middle - half, y - tall, half * 2, tall, clay)
        canvas.box(middle - half, y - half, half * 2, half, clay)
        canvas.box(middle - half * 0.6, y - tall - 12, half * 1.2, 26, darker(clay, 0.25))
        canvas.box(middle - half * 0.75, y - tall * 0.75, half * 0.3, tall * 0.5, PAPER, 0.3)
        x, width = x + half * 2 + 18, width - half * 2 - 18


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
    _broth(stage, x, foot)
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


def _broth(stage: Stage, x: float, foot: float) -> None:
    for _ in range(26):
        turn, far = stage.between(0, math.tau), stage.chance.random() ** 0.5
        colour: Colour = stage.chance.choice(
            (tone("#6f9a3d"), tone("#e9c46a"), tone("#8e3b24"), tone("#d98b4a"))
        )
        stage.canvas.disc(
            x + math.cos(turn) * 130 * far,
            foot - 188 + math.sin(turn) * 24 * far,
            stage.between(5, 12),
            colour,
            flat=0.5,
        )


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
