"""Scenes of the mountains: ridges, terraces, mist, forest, harvest."""

from portal.scenery import built, land, people, plants, sky, terraces, water
from portal.scenery.canvas import Point
from portal.scenery.noise import Noise
from portal.scenery.palette import darker, lighter, mix
from portal.scenery.stage import Stage


def ridges(stage: Stage) -> None:
    """Range behind range, and a dark slope we stand on."""
    sky.paint(stage, horizon=stage.between(560, 660))
    count = stage.chance.randint(5, 7)
    land.ranges(
        stage,
        count=count,
        top=stage.between(400, 460),
        bottom=800,
        height=stage.between(250, 330),
        nearest=0.82,
        fog=0.52,
    )
    sky.birds(stage, stage.across(0.55, 0.8), stage.between(180, 300), stage.chance.randint(3, 6))
    near = land.hill(stage, 905, 75, span=900)
    dark = mix(stage.hour.near, stage.hour.dark, 0.6)
    plants.woods(
        stage,
        near,
        height=stage.between(70, 120),
        colour=dark,
        gap=stage.between(26, 44),
        left=stage.between(-0.1, 0.45),
        right=1,
    )
    land.ground(stage, near, (dark, darker(dark, 0.35)))


def rice_terraces(stage: Stage) -> None:
    """A terraced slope before the ranges, in the season of water, of green, or of gold."""
    season = terraces.SEASONS[stage.way(3)]
    sky.paint(stage, horizon=470)
    land.ranges(
        stage, count=4, top=290, bottom=450, height=stage.between(170, 240), nearest=0.55, fog=0.42
    )
    back = land.hill(stage, stage.between(500, 540), 50, span=620)
    terraces.paint(stage, back, lambda _: 1000.0, season, air=0.5, steps=20)
    side = stage.chance.choice((-1, 1))
    for row in range(3):
        side = -side
        x = stage.width * (0.5 + side * stage.between(0.2, 0.4))
        y = 478 + 150 * row + stage.between(-25, 25)
        slope = _spur(stage, season, (x, y), row)
        if row == 1:
            built.hamlet(stage, x, slope.y(0.1, x) + 12, 84, stage.chance.randint(2, 3))
        spot, wood = x + side * stage.between(60, 200), mix(stage.hour.near, stage.hour.field, 0.35)
        wood = mix(wood, stage.hour.haze, 0.25 - 0.12 * row)
        foot, trees = slope.y(0, spot) + 8, stage.chance.randint(3, 5)
        plants.grove(stage, spot, foot, 40 + 22 * row, trees, wood)
        stage.canvas.wash(y + 60, y + 330, stage.hour.haze, (0, 0.2 - 0.05 * row, 0))
    walkers = [
        (x - side * (60 + 58 * step), slope.y(0.28, x - side * (60 + 58 * step)) + 4)
        for step in range(stage.chance.randint(1, 3))
    ]
    people.company(stage, walkers, 88, baskets=0.7)


def _spur(stage: Stage, season: terraces.Season, head: Point, row: int) -> terraces.Slope:
    """One spur of the terraced valley; rows come nearer from 0 to 2."""
    top, bottom = terraces.spur(*head, stage.width * stage.between(0.3, 0.38))
    steps, near = stage.chance.randint(13, 17), 0.35 + 0.325 * row
    return terraces.paint(stage, top, bottom, season, air=0.3 - 0.15 * row, near=near, steps=steps)


def cloud_sea(stage: Stage) -> None:
    """Summits that stand out of the clouds."""
    sky.paint(stage, horizon=stage.between(540, 640))
    layers = stage.chance.randint(3, 5)
    for layer in range(layers):
        share = layer / (layers - 1)
        base = 480 + 300 * share
        line = land.crest(
            stage, base, stage.between(210, 300) * (1 - 0.2 * share), span=stage.between(380, 620)
        )
        land.ridge(stage, line, 0.1 + 0.7 * share, fog=0.5)
        land.bank(stage, base + 30 + 60 * share, size=38 + 62 * share, light=0.3 + 0.25 * share)
    near = land.hill(stage, 960, 60, span=1000)
    dark = mix(stage.hour.near, stage.hour.dark, 0.5)
    plants.woods(
        stage,
        near,
        height=stage.between(110, 170),
        colour=dark,
        gap=60,
        left=stage.between(0.35, 0.7),
        right=1.05,
    )
    land.ground(stage, near, (dark, darker(dark, 0.3)))
    sky.birds(stage, stage.across(0.5, 0.8), 240, 4)


def forest(stage: Stage) -> None:
    """Old firs in the mist of Hoàng Liên, rhododendron at their feet."""
    sky.paint(stage, horizon=760)
    land.ranges(stage, count=2, top=420, bottom=520, height=220, nearest=0.3, fog=0.5)
    for layer in range(4):
        share = layer / 3
        slope = land.hill(stage, 620 + 270 * share, 70, span=760)
        colour = mix(
            stage.hour.haze,
            mix(stage.hour.near, stage.hour.dark, 0.25 * share),
            0.28 + 0.62 * share,
        )
        plants.woods(stage, slope, height=190 + 250 * share, colour=colour, gap=58 + 90 * share)
        land.ground(stage, slope, (colour, mix(colour, stage.hour.haze, 0.35)), depth=200)
        stage.canvas.wash(
            560 + 230 * share, 860 + 140 * share, stage.hour.haze, (0, 0.42 * (1 - share), 0)
        )
    x, y = stage.sun
    shafts = [
        [(x, y), (x + reach, 1000), (x + reach + 120, 1000)] for reach in (-140, 160, 480, 860)
    ]
    stage.canvas.soft(shafts, stage.hour.sun, 0.2 if not stage.hour.rain else 0.06, 16)
    floor = land.hill(stage, 955, 40, span=800)
    ground = mix(stage.hour.near, stage.hour.field, 0.3)
    land.ground(stage, floor, (ground, darker(ground, 0.45)))
    if edge := stage.way(3):
        plants.trunk(
            stage, stage.width * (0.06, 0.93)[edge - 1], stage.between(70, 100), darker(ground, 0.5)
        )
    for _ in range(stage.chance.randint(4, 7)):
        bush = stage.across(0, 1)
        plants.blossom(stage, bush, floor(bush) + stage.between(14, 40), stage.between(50, 110))
    plants.grass(stage, lambda _: 1005, darker(ground, 0.4), count=120, height=46)


def harvest(stage: Stage) -> None:
    """The field after the sickle: sheaves in rows, people at work, the ranges behind."""
    sky.paint(stage, horizon=520)
    land.ranges(
        stage, count=4, top=340, bottom=500, height=stage.between(180, 250), nearest=0.6, fog=0.45
    )
    hour = stage.hour
    edge = land.hill(stage, 540, 26, span=700)
    if stage.way(2):
        x = stage.across(*((0.1, 0.3) if stage.way(3) else (0.7, 0.9)))
        top, bottom = terraces.spur(x, stage.between(440, 470), stage.width * 0.42)
        terraces.paint(stage, top, bottom, terraces.RIPENING, steps=22, air=0.3, near=0.2)
    plants.grove(stage, stage.across(0.1, 0.9), 545, 54, 6, mix(hour.near, hour.field, 0.3))
    built.hamlet(stage, stage.across(0.55, 0.85), 558, 84, stage.chance.randint(2, 3))
    land.ground(
        stage,
        edge,
        (mix(lighter(hour.ripe, 0.25), hour.haze, 0.2), darker(hour.ripe, 0.22)),
        depth=440,
    )
    _rows(stage)
    side = stage.across(0.28, 0.4) if stage.chance.random() < 0.5 else stage.across(0.62, 0.72)
    for row in range(5):
        far = (row + 0.4) / 5
        foot, size = 585 + 370 * far**1.5, 34 + 110 * far**1.4
        for column in range(-9, 10):
            x = side + (column + 0.35 * (row % 2)) * (100 + 230 * far**1.3) + stage.between(-9, 9)
            if abs(column) > 0 or row % 2:
                plants.sheaf(stage, x, foot + stage.between(-4, 4), size)
    x = side + stage.between(-40, 40)
    people.person(stage, x - 70, 752, 150, people.FARMER, pose="hold")
    people.company(stage, [(x + 60, 760)], 150, pose="hold", baskets=0.8)


def _rows(stage: Stage) -> None:
    """Stubble runs together towards the horizon."""
    far = stage.across(0.35, 0.65)
    for index in range(-40, 41):
        near = far + index * 90
        stage.canvas.line(
            [(far + index * 13, 548), (near, 1000)], darker(stage.hour.ripe, 0.35), 2.4, 0.22
        )


def _paddies(stage: Stage) -> None:
    """Fields of the valley floor, their banks running together at the horizon."""
    hour, far, noise = stage.hour, stage.across(0.35, 0.65), Noise(stage.chance)
    levels = [556 + 460 * (row / 11) ** 1.9 for row in range(12)]
    for row in range(11):
        near, below = (levels[row] - 530) / 26, (levels[row + 1] - 530) / 26
        air, shift = 0.32 * (1 - row / 11), stage.between(-9, 9)
        for column in range(-26, 27):
            left, right = column * 38 + shift, column * 38 + 38 + shift
            value = noise.over(column * 0.45, row * 0.6)
            grown = mix(hour.field, hour.ripe, 0.85 if value > 0.62 else value * 0.5)
            colour = (
                mix(hour.sky[2], hour.sky[1], 0.3) if value < 0.22 else mix(grown, hour.near, 0.12)
            )
            corners = [
                (far + left * near, levels[row]),
                (far + right * near, levels[row]),
                (far + right * below, levels[row + 1]),
                (far + left * below, levels[row + 1]),
            ]
            stage.canvas.shape(corners, mix(colour, hour.haze, air))
            bank = mix(darker(hour.field, 0.35), hour.haze, air)
            stage.canvas.line([corners[0], corners[3]], bank, 1 + 0.3 * row)
        stage.canvas.box(
            -5,
            levels[row] - 1,
            stage.width + 10,
            1.5 + 0.45 * row,
            mix(darker(hour.field, 0.35), hour.haze, air),
        )


def river(stage: Stage) -> None:
    """The Chảy or the Red River winding out of the hills."""
    sky.paint(stage, horizon=500)
    land.ranges(
        stage, count=5, top=320, bottom=500, height=stage.between(200, 270), nearest=0.62, fog=0.48
    )
    hour = stage.hour
    plain = land.hill(stage, 545, 22, span=800)
    land.ground(
        stage,
        plain,
        (mix(hour.field, hour.haze, 0.35), mix(hour.field, hour.near, 0.35)),
        depth=420,
    )
    _paddies(stage)
    water.stream(
        stage,
        source=(stage.across(0.35, 0.65), 552),
        mouth=(stage.across(0.25, 0.75), 1010),
        narrow=9,
        wide=stage.between(420, 560),
        bends=stage.between(0.8, 1.25),
    )
    wood = mix(hour.near, hour.field, 0.2)
    plants.grove(stage, stage.across(0.0, 0.3), 640, 56, 5, wood)
    built.hamlet(stage, stage.across(0.72, 0.9), 660, 92, 3)
    plants.grove(stage, stage.across(0.75, 0.98), 690, 64, 4, wood)
    side = stage.chance.choice((0.04, 0.95))
    for lean in (-0.05, 0.02, 0.07):
        plants.bamboo(
            stage,
            stage.width * (side + lean),
            1030,
            stage.between(380, 520),
            mix(hour.near, hour.field, 0.35),
        )
    bank = land.hill(stage, 985, 12)
    plants.grass(stage, bank, darker(wood, 0.3), count=90, height=54)
