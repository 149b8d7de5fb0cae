"""Scenes of the homeland: the open sea, the flag on the summit."""

import itertools

from portal.scenery import built, land, people, sky, spans, water
from portal.scenery.canvas import Point
from portal.scenery.palette import darker, lighter, mix, tone
from portal.scenery.stage import Stage


def sea(stage: Stage) -> None:
    """Open sea, low islands, a boat at work."""
    horizon = stage.between(440, 540)
    sky.paint(stage, horizon=horizon)
    water.surface(stage, horizon)
    hour = stage.hour
    stage.canvas.wash(horizon - 60, horizon, hour.haze, (0, 0.5))
    for index in range(stage.chance.randint(2, 4)):
        _island(
            stage,
            stage.across(0.3, 0.95),
            horizon + 4 + index * 13,
            stage.between(90, 190) + 60 * index,
        )
    water.path_of_light(stage, horizon)
    water.ripples(stage, horizon + 6, count=190)
    size = stage.between(180, 270)
    spans.boat(stage, stage.across(0.4, 0.7), stage.between(690, 760), size)
    for _ in range(stage.chance.randint(1, 3)):
        spans.boat(
            stage, stage.across(0.08, 0.92), horizon + stage.between(34, 70), stage.between(50, 74)
        )
    sky.birds(stage, stage.across(0.5, 0.75), horizon * 0.55, 6)
    for row in range(3):
        swell = land.hill(stage, 905 + row * 42, 11, span=190)
        crest = land.outline(stage, swell)
        below = [*crest, (stage.width + 10, 1010), (-10, 1010)]
        stage.canvas.shape(below, hour.near, 0.13)
        stage.canvas.line(crest, lighter(hour.sky[2], 0.2), 2.2, 0.3)


def _island(stage: Stage, x: float, foot: float, length: float) -> None:
    """A low island of sand and trees."""
    hour, tall = stage.hour, length * 0.13
    wood = mix(mix(hour.near, hour.field, 0.4), hour.haze, 0.25)
    for index in range(16):
        share = (index + 0.5) / 16
        size = tall * (0.25 + 0.75 * (1 - abs(share * 2 - 1))) * stage.between(0.7, 1.1)
        stage.canvas.disc(
            x - length * 0.42 + length * 0.84 * share, foot - size * 0.5, size * 0.75, wood
        )
    stage.canvas.bar(
        x - length / 2, foot - tall * 0.14, length, tall * 0.4, hour.lit(tone("#ecd9ae"))
    )
    stage.canvas.bar(
        x - length * 0.56,
        foot + tall * 0.16,
        length * 1.12,
        tall * 0.18,
        lighter(hour.sky[2], 0.3),
        0.6,
    )


def summit_flag(stage: Stage) -> None:
    """The national flag on Fansipan, above the clouds."""
    sky.paint(stage, horizon=640)
    for layer in range(3):
        line = land.crest(stage, 560 + 90 * layer, 190, span=stage.between(330, 460))
        land.ridge(stage, line, 0.12 + 0.2 * layer, fog=0.5)
        land.bank(stage, 640 + 90 * layer, size=46 + 26 * layer, light=0.4)
    x, top = stage.across(0.42, 0.62), stage.between(90, 130)
    peak = stage.between(655, 700)
    flank = _rock(stage, x, peak)
    stone = stage.hour.lit(tone("#cfc6b6"))
    stage.canvas.shape(
        [(x - 62, peak + 34), (x - 44, peak - 8), (x + 44, peak - 8), (x + 62, peak + 34)], stone
    )
    stage.canvas.shape(
        [(x + 10, peak + 34), (x + 8, peak - 8), (x + 44, peak - 8), (x + 62, peak + 34)],
        darker(stone, 0.22),
    )
    pole = tone("#e9e6df")
    stage.canvas.box(x - 5, top - 14, 10, peak - top + 10, darker(pole, 0.25))
    stage.canvas.box(x - 5, top - 14, 4, peak - top + 10, pole)
    stage.canvas.disc(x, top - 18, 8, tone("#e7b95a"))
    built.national_flag(stage, x + 5, top, stage.between(300, 345))
    start = stage.chance.randrange(2)
    places = [
        ((ax + bx) / 2, (ay + by) / 2 + 5)
        for (ax, ay), (bx, by) in list(itertools.pairwise(flank))[
            start : start + stage.chance.randint(2, 3)
        ]
    ]
    people.company(stage, places, 84, baskets=0.4)


def _rock(stage: Stage, x: float, peak: float) -> list[Point]:
    """The summit itself: granite, bright on the left of its spine; returns the left flank."""
    hour, canvas = stage.hour, stage.canvas
    left, right = _fall(stage, (x - 84, peak), -1), _fall(stage, (x + 84, peak), 1)
    base = mix(hour.near, hour.dark, 0.25)
    head = [(x - 62, peak + 26), (x + 62, peak + 26)]
    outline = [(-10.0, 1010.0), *reversed(left), *head, *right, (stage.width + 10, 1010.0)]
    canvas.fade(outline, (base, darker(base, 0.35)), over=(peak, 1000))
    light = mix(lighter(base, 0.3), hour.sun, 0.35)
    spine = [
        (
            x + 10 + 16 * step + (34 if step % 2 else -30) * stage.between(0.5, 1.2),
            peak + 26 + 44 * step,
        )
        for step in range(1, 9)
    ]
    canvas.shape(
        [(-10.0, 1010.0), *reversed(left), head[0], (x + 6, peak + 26), *spine], light, 0.2
    )
    for crest, strength in ((left, 0.16), (right, 0.1)):
        for (ax, ay), (bx, by) in itertools.pairwise(crest):
            drop = stage.between(90, 240)
            foot = ((ax + bx) / 2 + stage.between(-30, 60), max(ay, by) + drop)
            canvas.shape([(ax, ay), (bx, by), foot], light, strength)
            canvas.shape(
                [(bx, by), foot, (bx + stage.between(24, 70), by + drop * 0.5)], hour.dark, 0.2
            )
    return left


def _fall(stage: Stage, start: Point, side: int) -> list[Point]:
    """A flank in steps of unequal height, gentle first and then steep."""
    (x, y), line = start, []
    y += 34
    while y < 1040 and -100 < x < stage.width + 100:
        line.append((x, y))
        x += side * stage.between(46, 110)
        y += stage.between(4, 30) + abs(x - start[0]) * 0.05
    line.append((x, 1040))
    return line
