"""Rice terraces: bands that follow the contour of a slope, some under water, some green or ripe."""

import math
from dataclasses import dataclass

from portal.scenery.canvas import Point
from portal.scenery.land import Curve
from portal.scenery.noise import Noise
from portal.scenery.palette import Colour, darker, lighter, mix
from portal.scenery.stage import Stage


@dataclass(frozen=True)
class Season:
    """How much of the slope lies under water, and how far the rice has ripened."""

    water: float
    ripe: float


POURING = Season(water=0.62, ripe=0.0)  # the months of water, May and June
YOUNG = Season(water=0.2, ripe=0.12)
RIPENING = Season(water=0.0, ripe=0.8)
SEASONS = (POURING, RIPENING, YOUNG)


@dataclass
class Slope:
    """The family of contour lines between an upper and a lower edge, and the air before it."""

    top: Curve
    bottom: Curve
    noise: Noise
    span: float
    lobes: float
    season: Season
    air: float
    near: float

    def y(self, share: float, x: float) -> float:
        far = math.pow(share, 1.35)
        level = self.top(x) * (1 - far) + self.bottom(x) * far
        swing = self.noise.over(x / self.span, share * 2.6) - 0.5
        return level + self.lobes * (0.1 + far) * swing

    def line(self, share: float, left: float, right: float, step: float = 9) -> list[Point]:
        count = max(2, int((right - left) / step))
        xs = [left + (right - left) * index / count for index in range(count + 1)]
        return [(x, self.y(share, x)) for x in xs]


def spur(x: float, y: float, half: float) -> tuple[Curve, Curve]:
    """The edges of a rounded spur with its head at (x, y), falling away on both sides."""

    def bell(at: float, wide: float) -> float:
        return 1 - 1 / (1 + ((at - x) / wide) ** 2)

    return (
        lambda at: y + 640 * bell(at, half),
        lambda at: y + 520 + 420 * bell(at, half * 1.5),
    )


def paint(
    stage: Stage,
    top: Curve,
    bottom: Curve,
    season: Season,
    *,
    steps: int,
    air: float = 0.0,
    near: float = 0.3,
) -> Slope:
    """Terrace the slope from its upper edge down to the edge of the picture."""
    chance = stage.chance
    slope = Slope(
        top, bottom, Noise(chance), stage.between(200, 300), 70 + 90 * near, season, air, near
    )
    widths = [chance.uniform(0.65, 1.4) for _ in range(steps)]
    levels = [sum(widths[:index]) / sum(widths) for index in range(steps + 1)]
    patches = Noise(chance)
    _kerb(stage, slope, 0)
    for index in range(steps):
        _band(stage, slope, patches, (levels[index], levels[index + 1]))
    return slope


def _band(stage: Stage, slope: Slope, patches: Noise, levels: tuple[float, float]) -> None:
    """One level of fields, cut by low banks, and the wall that holds it."""
    share, following = levels
    canvas, x = stage.canvas, -20.0 - stage.between(0, 200)
    bank = _in_air(stage, slope, darker(stage.hour.field, 0.35))
    while x < stage.width + 20:
        width = stage.between(130, 380) * (0.35 + 0.9 * slope.near)
        upper = slope.line(share, x, x + width)
        value = patches.over(x / 240, share * 13)
        canvas.shape(
            [*upper, (x + width, 1010), (x, 1010)], _colour(stage, slope, value, (x, share))
        )
        foot = (x + width, slope.y(following, x + width))
        canvas.line([upper[-1], foot], bank, 1 + 2.2 * slope.near, 0.6)
        x += width
    _kerb(stage, slope, following)


def _kerb(stage: Stage, slope: Slope, share: float) -> None:
    """The earth wall that holds the band above: a lit rim, then the wall in shadow."""
    hour, thick = stage.hour, 2 + 8 * slope.near * (0.5 + share)
    rim = slope.line(share, -10, stage.width + 10)
    wall = _in_air(stage, slope, darker(mix(hour.field, hour.near, 0.4), 0.18))
    raised = [(x, y - thick) for x, y in rim]
    stage.canvas.shape([*raised, *reversed(rim)], wall)
    light = _in_air(stage, slope, mix(lighter(hour.field, 0.3), hour.sun, 0.3))
    stage.canvas.line(raised, light, 1.2 + 1.5 * slope.near)


def _in_air(stage: Stage, slope: Slope, colour: Colour) -> Colour:
    return mix(colour, mix(stage.hour.haze, stage.hour.far, 0.4), slope.air)


def _colour(stage: Stage, slope: Slope, value: float, place: tuple[float, float]) -> Colour:
    hour, (x, share), season = stage.hour, place, slope.season
    if value < season.water:
        sky = mix(
            mix(hour.sky[2], hour.sky[1], 0.6),
            hour.sky[0],
            0.3 + 0.5 * share + 0.22 * stage.chance.random(),
        )
        near_sun = max(0.0, 1 - abs(x - stage.sun[0]) / 460)
        return mix(lighter(sky, 0.1), hour.sun, 0.42 * near_sun)
    green = lighter(mix(hour.field, hour.near, 0.2 * share), 0.1)
    rice = mix(green, hour.ripe, season.ripe * (0.45 + 0.7 * stage.chance.random()))
    return _in_air(stage, slope, rice)
