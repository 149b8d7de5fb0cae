"""Scenes of what is built: bridge, gate, train, city, the open sea, the flag on the summit."""

from portal.scenery import built, land, people, plants, sky, spans, water
from portal.scenery.palette import INDIGO, MADDER, PAPER, darker, lighter, mix, tone
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
    deck, foot, kind = stage.between(560, 620), stage.between(770, 810), stage.chance.randrange(3)
    stage.canvas.wash(foot - 10, foot + 110, darker(stage.hour.near, 0.2), (0.34, 0))
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
    hour, middle = stage.hour, stage.across(0.42, 0.58)
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
    for side, count in ((-1, 2), (1, 2)):
        for index in range(count):
            colour = stage.chance.choice((INDIGO, tone("#2f6b3c"), MADDER, tone("#c98f2c")))
            built.lorry(
                stage,
                middle + side * (430 + 60 * index) - 110,
                770 + 95 * index,
                200 + 60 * index,
                colour,
            )
    people.company(
        stage,
        [
            (middle + stage.between(-260, 260), stage.between(760, 880))
            for _ in range(stage.chance.randint(4, 6))
        ],
        118,
        baskets=0.5,
    )


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
    for x, width, height, colour in row:
        stage.canvas.fade(
            [(x, shore), (x + width, shore), (x + width, shore + height), (x, shore + height)],
            (mix(colour, hour.sky[1], 0.35), mix(colour, hour.sky[0], 0.85)),
            over=(shore, shore + height),
        )
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
    water.ripples(stage, shore + 6, count=130)
    water.path_of_light(stage, shore, strength=0.55)
    stage.canvas.box(-5, shore - 5, stage.width + 10, 9, darker(hour.lit(tone("#c7baa3")), 0.2))
    for _ in range(stage.chance.randint(1, 3)):
        spans.boat(
            stage, stage.across(0.12, 0.88), stage.between(shore + 90, 900), stage.between(110, 180)
        )


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
        land.ground(
            stage,
            swell,
            (
                mix(hour.sky[0], hour.near, 0.25 + 0.16 * row),
                mix(hour.sky[0], hour.near, 0.5 + 0.14 * row),
            ),
            depth=120,
        )
        stage.canvas.line(land.outline(stage, swell), lighter(hour.sky[2], 0.2), 2.2, 0.5)


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
    _rock(stage, x, peak)
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
    places = [
        (x - stage.between(110, 240), peak + stage.between(34, 60))
        for _ in range(stage.chance.randint(2, 3))
    ]
    people.company(stage, places, 84, baskets=0.4)


def _rock(stage: Stage, x: float, peak: float) -> None:
    """The summit itself: broken granite falling to both sides."""
    hour, left, right = stage.hour, [], []
    for step in range(14):
        fall = 34 + (step / 13) ** 1.35 * (1000 - peak)
        left.append(
            (x - 90 - step * 62 + stage.between(-14, 14), peak + fall + stage.between(-16, 10))
        )
        right.append(
            (
                x + 90 + step * 74 + stage.between(-14, 14),
                peak + fall * 1.05 + stage.between(-16, 10),
            )
        )
    base = mix(hour.near, hour.dark, 0.3)
    crest = [*reversed(left), (x - 62, peak + 26), (x + 62, peak + 26), *right]
    stage.canvas.fade(
        [(-10, 1010), *crest, (stage.width + 10, 1010)],
        (base, darker(base, 0.4)),
        over=(peak, 1000),
    )
    light = mix(lighter(base, 0.3), hour.sun, 0.3)
    for index in range(12):
        (ax, ay), (bx, by) = left[index + 1], left[index]
        drop = stage.between(50, 150)
        stage.canvas.shape(
            [
                (ax, ay),
                (bx, by),
                (bx - stage.between(-20, 16), by + drop),
                (ax + 14, ay + drop * 0.55),
            ],
            light,
            0.2,
        )
        (cx, cy), (dx, dy) = right[index], right[index + 1]
        stage.canvas.shape(
            [
                (cx, cy),
                ((cx + dx) / 2, (cy + dy) / 2),
                (cx + 26, cy + drop * 1.2),
                (cx - 18, cy + drop * 0.7),
            ],
            light,
            0.12,
        )
