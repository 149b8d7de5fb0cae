"""Water: a river through its valley, open water to the horizon, the path of light on it."""

import math

from portal.scenery.canvas import Point
from portal.scenery.palette import darker, lighter, mix
from portal.scenery.stage import Stage


def surface(stage: Stage, top: float, bottom: float = 1000) -> None:
    """Still water that gives the sky back, darker towards us."""
    sky, near = stage.hour.sky, stage.hour.near
    stops = (lighter(sky[2], 0.06), mix(sky[1], sky[0], 0.35), mix(sky[0], near, 0.42))
    stage.canvas.sheet(top, bottom, stops)


def path_of_light(
    stage: Stage, top: float, bottom: float = 1000, *, strength: float = 0.75
) -> None:
    """Short level strokes under the sun, wider and sparser towards us."""
    if stage.hour.rain:
        strength *= 0.3
    x, rows = stage.sun[0], 46
    for row in range(rows):
        share = (row / rows) ** 1.7
        y = top + (bottom - top) * share + 4
        reach = 26 + 170 * share
        for _ in range(2):
            length = stage.between(0.25, 1.1) * reach
            left = x + stage.between(-1, 1) * reach * 0.6 - length / 2
            stage.canvas.bar(
                left, y, length, 1.8 + 5 * share, stage.hour.sun, strength * (1 - 0.7 * share)
            )


def ripples(stage: Stage, top: float, bottom: float = 1000, count: int = 90) -> None:
    for _ in range(count):
        share = stage.chance.random() ** 1.4
        y, x = top + (bottom - top) * share, stage.across(-0.05, 1)
        length = stage.between(20, 60) * (0.5 + 2.6 * share)
        light = stage.chance.random() < 0.55
        colour = (
            lighter(stage.hour.sky[2], 0.3)
            if light
            else mix(stage.hour.sky[0], stage.hour.near, 0.5)
        )
        stage.canvas.bar(x, y, length, 1.2 + 3.2 * share, colour, 0.22)


def stream(
    stage: Stage, *, source: Point, mouth: Point, narrow: float, wide: float, bends: float = 2.0
) -> None:
    """A river that winds towards us, its near bank in shadow."""
    turn, steps = stage.between(0, math.tau), 70
    left: list[Point] = []
    right: list[Point] = []
    for step in range(steps + 1):
        share = step / steps
        near = share**2.1
        y = source[1] + (mouth[1] - source[1]) * near
        calm = math.sin(math.pi * min(1, share * 1.02)) * (0.35 + 0.9 * near)
        middle = source[0] + (mouth[0] - source[0]) * share
        middle += math.sin(turn + share * bends * math.tau) * 230 * calm
        half = (narrow + (wide - narrow) * near) / 2
        left.append((middle - half, y))
        right.append((middle + half, y))
    sky = stage.hour.sky
    shore = [(x - 3 - 9 * i / steps, y - 2 - 4 * i / steps) for i, (x, y) in enumerate(left)]
    edge = [(x + 4 + 14 * i / steps, y) for i, (x, y) in enumerate(right)]
    stage.canvas.shape(
        [*shore, *reversed(edge)], darker(mix(stage.hour.field, stage.hour.ripe, 0.35), 0.15)
    )
    water = (lighter(sky[2], 0.1), sky[1], mix(sky[0], stage.hour.near, 0.2))
    stage.canvas.fade([*left, *reversed(right)], water, over=(source[1], mouth[1]))
    _gleams(stage, left, right)


def _gleams(stage: Stage, left: list[Point], right: list[Point]) -> None:
    for _ in range(60):
        index = int((stage.chance.random() ** 0.6) * (len(left) - 1))
        span = right[index][0] - left[index][0]
        length = span * stage.between(0.12, 0.4)
        x = left[index][0] + (span - length) * stage.chance.random()
        thick = 1 + 4 * index / len(left)
        stage.canvas.bar(x, left[index][1], length, thick, lighter(stage.hour.sky[2], 0.45), 0.4)
