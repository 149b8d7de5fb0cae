"""Scenes of what is built: bridge, gate, train, city."""

from portal.scenery import built, land, people, plants, sky, spans, water
from portal.scenery.palette import INDIGO, MADDER, PAPER, Colour, darker, lighter, mix, tone
from portal.scenery.stage import Stage


def bridge(stage: Stage) -> None:
    """A bridge over the Red River, in one of three ways of building."""
    sky.paint(stage, horizon=620)
    land.ranges(
        stage, count=4, top=400, bottom=590, height=stage.between(190, 260), nearest=0.5, fog=0.5
    )
    plants.woods(
        stage, lambda _: 642, height=34, colour=mix(stage.hour.near, stage.hour.haze, 0.35), gap=17
    )
    water.surface(stage, 640)
    water.path_of_light(stage, 640)
    water.ripples(stage, 650)
    stone = stage.hour.lit(mix(tone("#b9ae9b"), stage.hour.far, 0.25))
    deck, foot, kind = stage.between(560, 620), stage.between(770, 810), stage.way(3)
    stage.canvas.wash(foot - 70, foot + 110, darker(stage.hour.near, 0.2), (0, 0.22, 0))
    if kind == 0:
        spans.arch_bridge(stage, deck, foot, spans=stage.chance.randint(2, 3), colour=stone)
    elif kind == 1:
        spans.cable_bridge(stage, deck, foot, colour=stone)
    else:
        spans.beam_bridge(stage, deck, foot, piers=stage.chance.randint(4, 6), colour=stone)
    _traffic(stage, deck)
    shore = land.hill(stage, 985, 26, span=600)
    dark = mix(stage.hour.near, stage.hour.dark, 0.55)
    plants.grass(stage, shore, dark, count=150, height=70)
    land.ground(stage, shore, (dark, darker(dark, 0.3)))


def _traffic(stage: Stage, deck: float) -> None:
    for _ in range(3):
        colour = stage.chance.choice((INDIGO, MADDER, tone("#c98f2c"), tone("#4d7f63")))
        x = stage.across(0.02, 0.92)
        built.lorry(stage, x, deck, 86, colour)
    people.company(stage, [(stage.across(0.1, 0.9), deck + 1) for _ in range(4)], 44, baskets=0.5)


def border(stage: Stage) -> None:
    """A border gate, a road that leads through it, and the goods that pass."""
    sky.paint(stage, horizon=600)
    land.ranges(
        stage, count=4, top=380, bottom=560, height=stage.between(200, 270), nearest=0.5, fog=0.5
    )
    hour, middle = stage.hour, stage.across(*((0.44, 0.56), (0.6, 0.68), (0.34, 0.4))[stage.way(3)])
    plants.woods(stage, lambda _: 622, height=70, colour=mix(hour.near, hour.haze, 0.2), gap=34)
    built.skyline(stage, 640, -20, stage.width * 0.26, 150, mix(hour.ridge(0.4), hour.haze, 0.3))
    built.skyline(
        stage, 640, stage.width * 0.76, stage.width + 20, 170, mix(hour.ridge(0.4), hour.haze, 0.3)
    )
    paving = hour.lit(mix(tone("#b9b4a8"), hour.haze, 0.25))
    stage.canvas.sheet(630, 1000, (paving, darker(paving, 0.18)))
    road = darker(hour.lit(tone("#7d7f82")), 0.1)
    stage.canvas.fade(
        [(middle - 150, 640), (middle + 150, 640), (middle + 760, 1010), (middle - 760, 1010)],
        (lighter(road, 0.2), road),
        over=(640, 1000),
    )
    for side in (-0.34, 0, 0.34):
        for row in range(7):
            near, far = ((row + 0.5) / 7) ** 1.8, (row / 7) ** 1.8
            ends = [(middle + side * (300 + 1220 * t), 640 + 360 * t) for t in (far, near)]
            stage.canvas.line(ends, PAPER, 3 + 7 * near, 0.75)
    built.gate(stage, middle, 690, stage.between(560, 660))
    _goods(stage, middle)
    if stage.way(3):
        side = 1 if stage.way(3) == 2 else -1
        _marker(stage, middle + side * stage.width * stage.between(0.4, 0.46), 930)


def _goods(stage: Stage, middle: float) -> None:
    """Lorries waiting on both sides, people walking through."""
    for side in (-1, 1):
        for index in range(1 if stage.way(3) else 2):
            colour = stage.chance.choice((INDIGO, tone("#2f6b3c"), MADDER, tone("#c98f2c")))
            x = middle + side * (480 + 190 * index) - 120
            built.lorry(stage, x, 770 + 130 * index, 190 + 90 * index, colour)
    places = [
        (middle + stage.between(-260, 260), stage.between(740, 880))
        for _ in range(stage.chance.randint(4, 7))
    ]
    people.company(stage, places, 118, baskets=0.5)


def _marker(stage: Stage, x: float, foot: float) -> None:
    """A granite marker such as stands on any boundary, flowers at its foot."""
    stone, canvas = stage.hour.lit(tone("#cfc9bd")), stage.canvas
    canvas.disc(x + 40, foot, 150, stage.hour.dark, 0.25, flat=0.14)
    for half, height, base in ((108, 34, 0), (78, 30, 34)):
        canvas.box(x - half, foot - base - height, half * 2, height, stone)
        canvas.box(x + half * 0.2, foot - base - height, half * 0.8, height, darker(stone, 0.2))
    top = foot - 330
    canvas.shape(
        [(x - 50, foot - 64), (x - 42, top), (x, top - 34), (x + 42, top), (x + 50, foot - 64)],
        stone,
    )
    canvas.shape(
        [(x + 8, foot - 64), (x, top - 34), (x + 42, top), (x + 50, foot - 64)], darker(stone, 0.2)
    )
    canvas.box(x - 26, top + 60, 26, 70, darker(stone, 0.12))
    for dx in (-130, -60, 90, 150):
        plants.blossom(stage, x + dx, foot + stage.between(18, 40), stage.between(38, 60))


def railway(stage: Stage) -> None:
    """The train from the delta crossing a valley on its viaduct."""
    sky.paint(stage, horizon=600)
    land.ranges(
        stage, count=5, top=330, bottom=650, height=stage.between(230, 290), nearest=0.6, fog=0.5
    )
    valley = land.hill(stage, 790, 60, span=800)
    green = mix(stage.hour.near, stage.hour.field, 0.5)
    plants.woods(stage, valley, height=76, colour=mix(green, stage.hour.near, 0.5), gap=38)
    land.ground(stage, valley, (green, darker(green, 0.3)))
    deck = stage.between(520, 610)
    stone = stage.hour.lit(mix(tone("#b39f86"), stage.hour.far, 0.15))
    spans.viaduct(stage, deck, 900, gap=stage.between(150, 230), colour=stone)
    spans.train(
        stage,
        stage.across(-0.2, 0.18),
        deck,
        cars=stage.chance.randint(3, 5),
        tall=stage.between(54, 66),
    )
    near = land.hill(stage, 900, 50, span=600)
    dark = mix(stage.hour.near, stage.hour.dark, 0.35)
    for _ in range(6):
        x = stage.across(0, 1)
        plants.crown(
            stage, x, near(x) + 20, stage.between(80, 140), mix(dark, stage.hour.field, 0.25)
        )
    land.ground(stage, near, (dark, darker(dark, 0.35)))
    plants.grass(stage, near, dark, count=150, height=40)


def city(stage: Stage) -> None:
    """The town on both banks, its lamps in the river."""
    sky.paint(stage, horizon=600)
    land.ranges(
        stage, count=4, top=360, bottom=540, height=stage.between(190, 250), nearest=0.5, fog=0.5
    )
    hour, shore = stage.hour, stage.between(640, 690)
    far = mix(hour.ridge(0.35), hour.haze, 0.35)
    built.skyline(
        stage, shore - 12, stage.width * 0.02, stage.width * 0.98, stage.between(150, 200), far
    )
    stage.canvas.wash(shore - 170, shore, hour.haze, (0, 0.4))
    warm = mix(tone("#d8c3a4"), hour.ridge(0.7), 0.62 if hour.lamps else 0.25)
    row = built.skyline(
        stage,
        shore,
        stage.width * stage.between(-0.02, 0.2),
        stage.width * stage.between(0.8, 1.02),
        stage.between(200, 280),
        hour.lit(warm),
    )
    plants.grove(stage, stage.width / 2, shore + 2, 34, 60, mix(hour.near, hour.field, 0.3))
    water.surface(stage, shore)
    _mirrored(stage, shore, row)
    water.ripples(stage, shore + 6, count=130)
    water.path_of_light(stage, shore, strength=0.55)
    stage.canvas.box(-5, shore - 5, stage.width + 10, 9, darker(hour.lit(tone("#c7baa3")), 0.2))
    for _ in range(stage.chance.randint(1, 3)):
        spans.boat(
            stage, stage.across(0.12, 0.88), stage.between(shore + 90, 900), stage.between(110, 180)
        )


def _mirrored(stage: Stage, shore: float, row: list[tuple[float, float, float, Colour]]) -> None:
    """The town and its lamps once more, in the water."""
    hour = stage.hour
    for x, width, height, colour in row:
        stage.canvas.box(x, shore, width, height * 0.8, mix(colour, hour.near, 0.3), 0.3)
    if hour.lamps:
        for x, width, height, _ in row:
            for step in range(5):
                stage.canvas.bar(
                    x + stage.between(0, width),
                    shore + stage.between(8, height),
                    22,
                    3,
                    built.LAMP,
                    0.5 - 0.06 * step,
                )
