"""Rice terraces: bands that follow the contour of a slope, some under water, some green or ripe."""

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


POURING = Season(water=0.78, ripe=0.0)  # the months of water, May and June
YOUNG = Season(water=0.22, ripe=0.1)
RIPENING = Season(water=0.04, ripe=0.75)
SEASONS = (POURING, RIPENING, YOUNG)


class Slope:
    """The family of contour lines between an upper and a lower edge."""

    def __init__(self, stage: Stage, top: Curve, bottom: Curve, lobes: float) -> None:
        self.top, self.bottom, self.lobes = top, bottom, lobes
        self.noise = Noise(stage.chance)
        self.span = stage.between(230, 340)

    def y(self, share: float, x: float) -> float:
        far = share**1.55
        level = self.top(x) * (1 - far) + self.bottom(x) * far
        swing = self.noise.over(x / self.span, share * 1.7) - 0.5
        return level + self.lobes * (0.25 + far) * (1 - 0.35 * far) * swing

    def line(self, share: float, left: float, right: float, step: float = 9) -> list[Point]:
        count = max(2, int((right - left) / step))
        xs = [left + (right - left) * index / count for index in range(count + 1)]
        return [(x, self.y(share, x)) for x in xs]


def paint(
    stage: Stage, top: Curve, bottom: Curve, season: Season, *, steps: int = 20, lobes: float = 150
) -> Slope:
    """Terrace the slope from its upper edge down to the edge of the picture."""
    slope = Slope(stage, top, bottom, lobes)
    soil = darker(mix(stage.hour.field, stage.hour.near, 0.55), 0.12)
    first = slope.line(0, -10, stage.width + 10)
    stage.canvas.shape([*first, (stage.width + 10, 1010), (-10, 1010)], soil)
    patches = Noise(stage.chance)
    for step in range(steps):
        _band(stage, slope, patches, season, step, steps)
    return slope


def _band(
    stage: Stage, slope: Slope, patches: Noise, season: Season, step: int, steps: int
) -> None:
    share, following = step / steps, (step + 1) / steps
    canvas, x = stage.canvas, -20.0 - stage.between(0, 200)
    while x < stage.width + 20:
        width = stage.between(150, 420) * (0.55 + 0.9 * share)
        upper = slope.line(share, x, x + width)
        lower = slope.line(following, x, x + width)
        colour = _colour(stage, season, patches.over(x / 260, step * 0.8), (x + width / 2, share))
        canvas.shape([*upper, (x + width, 1010), (x, 1010)], colour)
        canvas.line([upper[-1], lower[-1]], darker(stage.hour.field, 0.45), 1.2 + 2.4 * share, 0.7)
        x += width
    _kerb(stage, slope, following)


def _kerb(stage: Stage, slope: Slope, share: float) -> None:
    """The earth wall that holds the band above: a lit rim, then the wall in shadow."""
    hour, thick = stage.hour, 2.5 + 11 * share
    rim = slope.line(share, -10, stage.width + 10)
    wall = darker(mix(hour.field, hour.near, 0.5 + 0.2 * share), 0.1)
    raised = [(x, y - thick) for x, y in rim]
    stage.canvas.shape([*raised, *reversed(rim)], wall)
    stage.canvas.line(raised, mix(lighter(hour.field, 0.35), hour.sun, 0.3), 1.4 + 1.6 * share, 0.9)


def _colour(stage: Stage, season: Season, value: float, place: tuple[float, float]) -> Colour:
    hour, (x, share) = stage.hour, place
    if value < season.water or (season.water > 0.5 and stage.chance.random() < 0.35):
        sky = mix(hour.sky[2], hour.sky[0], share * 0.85)
        near_sun = max(0.0, 1 - abs(x - stage.sun[0]) / 420)
        return mix(lighter(sky, 0.08), hour.sun, 0.65 * near_sun * (1 - share * 0.5))
    green = mix(hour.field, hour.near, 0.18 * share)
    rice = mix(green, hour.ripe, season.ripe * (0.55 + 0.6 * stage.chance.random()))
    return mix(lighter(rice, 0.16 * (1 - share)), hour.haze, 0.16 * (1 - share))
