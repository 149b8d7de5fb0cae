"""The scene of a festival: pole, ribbons, dancers."""

import math

from portal.scenery import land, people, plants, sky
from portal.scenery.canvas import Point
from portal.scenery.palette import (
    GOLD,
    INDIGO,
    MADDER,
    PAPER,
    RIPE,
    TERRACE,
    lighter,
    mix,
    tone,
)
from portal.scenery.stage import Stage


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
        end = (x + side * stage.between(520, 700), stage.between(540, 600))
        stage.canvas.line([end, (end[0], end[1] + 150)], hour.lit(tone("#6e5a35")), 7)
        _bunting(stage, top, end)
    _ring(stage, x, foot)
    if stage.way(3) == 0:
        _line(stage)
        return
    near = [
        (x + side * stage.between(480, 760), stage.between(955, 985)) for side in (-1, -1, 1, 1)
    ]
    people.company(stage, near, 230, baskets=0.5)
    stage.canvas.soft(
        [[(-10, 985), (stage.width, 985), (stage.width, 1010), (-10, 1010)]], hour.dark, 0.4, 18
    )


def _ring(stage: Stage, x: float, foot: float) -> None:
    ring = stage.chance.randint(10, 13)
    turn = stage.between(0, 1)
    places = [
        (
            x + math.cos((i + turn) * math.tau / ring) * 400,
            foot + 30 + math.sin((i + turn) * math.tau / ring) * 92,
        )
        for i in range(ring)
    ]
    people.company(stage, places, 150, pose=("join", "raise")[stage.way(2)])


def _line(stage: Stage) -> None:
    """Those in front dance hand in hand, as in the xòe."""
    gap = stage.between(150, 170)
    start = stage.across(-0.04, 0.06)
    dancers = [(start + index * gap, 962 + 14 * math.sin(index * 0.8)) for index in range(13)]
    people.company(stage, dancers, 262, pose="join")


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
