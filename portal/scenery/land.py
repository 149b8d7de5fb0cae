"""Land at a distance: ridges in the air between them, lit faces, banks of cloud."""

from collections.abc import Callable

from portal.scenery.canvas import Point
from portal.scenery.noise import Noise
from portal.scenery.palette import Colour, lighter, mix
from portal.scenery.stage import Stage


STEP = 5
Curve = Callable[[float], float]


def crest(
    stage: Stage, base: float, height: float, *, span: float = 420, open_at: float | None = None
) -> list[Point]:
    """The outline of a ridge from edge to edge, lower where a valley opens.

    The span is the distance between great summits.
    """
    noise, start = Noise(stage.chance), stage.between(0, 200)

    def rise(x: float) -> float:
        shut = 1.0 if open_at is None else min(1.0, 0.34 + abs(x - open_at) / (stage.width * 0.5))
        return (noise.jagged(start + x / span) - 0.3) / 0.6 * shut

    xs = range(-STEP, int(stage.width) + 2 * STEP, STEP)
    return [(x, base - height * rise(x)) for x in xs]


def ridge(stage: Stage, line: list[Point], depth: float, *, fog: float = 0.5) -> None:
    """One layer of mountains, its sunlit faces, and the air gathering at its foot."""
    canvas, hour = stage.canvas, stage.hour
    colour = hour.ridge(depth)
    canvas.shape([*line, (stage.width + 10, 1010), (-10, 1010)], colour)
    top, foot = min(y for _, y in line), max(y for _, y in line)
    glint = mix(lighter(colour, 0.35), hour.sun, 0.35)
    _faces(stage, line, (foot - top) * 0.95 + 30, glint, 0.1 + 0.14 * depth)
    reach = (foot - top) * 0.6 + 90
    canvas.wash(top + (foot - top) * 0.35, foot + reach, hour.haze, (0, fog * 0.45, fog))
    canvas.wash(foot + reach, 1000, hour.haze, (fog, fog))


def _summits(line: list[Point], reach: int = 14) -> list[int]:
    found = []
    for index in range(reach, len(line) - reach):
        around = line[index - reach : index + reach + 1]
        if line[index][1] == min(y for _, y in around):
            found.append(index)
    return found


def _faces(stage: Stage, line: list[Point], drop: float, colour: Colour, alpha: float) -> None:
    """Light from the left: each summit shows a bright flank that ends at a broken spine."""
    for index in _summits(line):
        x, y = line[index]
        left = index
        while left > 0 and index - left < 34 and line[left - 1][1] >= line[left][1] - 4:
            left -= 1
        width = x - line[left][0]
        if width < 4 * STEP:
            continue
        spine: list[Point] = []
        for step in range(1, 8):
            sway = (1 if step % 2 else -0.55) * width * 0.13 * stage.between(0.4, 1.2)
            spine.append((x + sway + step * width * 0.03, y + drop * step / 8))
        ragged = [
            (x - width * share, y + drop * (1 - share * 0.55) * stage.between(0.78, 1.05))
            for share in (0.15, 0.3, 0.5, 0.65, 0.85)
        ]
        stage.canvas.shape([*line[left : index + 1], *spine, *ragged], colour, alpha)


def ranges(
    stage: Stage,
    *,
    count: int = 5,
    top: float = 330,
    bottom: float = 720,
    height: float = 230,
    nearest: float = 0.8,
    fog: float = 0.5,
) -> list[Point]:
    """Ridge behind ridge; returns the outline of the nearest."""
    line: list[Point] = []
    valley = stage.sun[0] + stage.across(-0.06, 0.3)
    for layer in range(count):
        share = layer / max(1, count - 1)
        base = top + (bottom - top) * share
        line = crest(
            stage,
            base,
            height * stage.between(0.95, 1.3) * (1 - 0.25 * share),
            span=stage.between(330, 520) * (1 - 0.2 * share),
            open_at=valley + stage.across(-0.07, 0.07),
        )
        ridge(stage, line, nearest * share**1.15, fog=fog * (1 - 0.35 * share))
    return line


def hill(stage: Stage, base: float, height: float, *, span: float = 700) -> Curve:
    """A soft slope as a function of x."""
    noise, start = Noise(stage.chance), stage.between(0, 200)
    return lambda x: base - height * (noise.rolling(start + x / span, 3) - 0.5) * 2


def outline(stage: Stage, curve: Curve, step: int = 10) -> list[Point]:
    return [(x, curve(x)) for x in range(-step, int(stage.width) + 2 * step, step)]


def ground(stage: Stage, curve: Curve, stops: tuple[Colour, Colour], *, depth: float = 260) -> None:
    """Fill everything below a slope."""
    line = outline(stage, curve)
    top = min(y for _, y in line)
    stage.canvas.fade(
        [*line, (stage.width + 10, 1010), (-10, 1010)], stops, over=(top, top + depth)
    )


def bank(stage: Stage, y: float, *, size: float, light: float) -> None:
    """A bank of the cloud sea: rounded heads along its rim, dissolving downwards."""
    hour, canvas, chance = stage.hour, stage.canvas, stage.chance
    white = mix(mix(hour.haze, hour.sun, 0.4), (255, 255, 255), light)
    noise, x = Noise(chance), -size * 2
    rim: list[tuple[float, float, float]] = []
    while x < stage.width + size * 2:
        radius = size * chance.uniform(0.45, 1.25)
        rim.append((x, y - 90 * (noise.at(x / 420) - 0.5), radius))
        x += radius * chance.uniform(0.8, 1.5)
    for x, level, radius in rim:
        canvas.disc(x, level, radius, white, flat=0.5)
    curve = [(x, level) for x, level, _ in rim]
    shade = mix(white, mix(hour.haze, hour.far, 0.35), 0.55)
    canvas.fade(
        [*curve, (stage.width + 10, 1010), (-10, 1010)],
        (white, shade),
        over=(y - 30, y + size * 2.6),
    )
