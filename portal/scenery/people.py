"""People of the uplands as small calm figures in the colours of their cloth."""

from dataclasses import dataclass

from portal.scenery.canvas import Point
from portal.scenery.palette import (
    GOLD,
    INDIGO,
    MADDER,
    PAPER,
    RIPE,
    SLATE,
    TERRACE,
    Colour,
    mix,
    tone,
)
from portal.scenery.stage import Stage


@dataclass(frozen=True)
class Dress:
    """Jacket, skirt, band at the hem, sash, and what is worn on the head."""

    jacket: Colour
    skirt: Colour
    hem: tuple[Colour, Colour]
    sash: Colour
    head: Colour
    hat: str  # turban, scarf or cone


HMONG = Dress(tone("#2a2f52"), INDIGO, (MADDER, RIPE), MADDER, tone("#5b3a78"), "turban")
DAO = Dress(SLATE, tone("#252b3a"), (MADDER, PAPER), MADDER, tone("#b5262d"), "turban")
TAY = Dress(tone("#1f3566"), tone("#1b2a4f"), (INDIGO, INDIGO), TERRACE, tone("#22396e"), "scarf")
GIAY = Dress(
    tone("#4f8f77"), tone("#23283a"), (SLATE, SLATE), tone("#c76a86"), tone("#c76a86"), "scarf"
)
FARMER = Dress(tone("#6f5a46"), tone("#33405c"), (SLATE, SLATE), GOLD, tone("#e6d3a0"), "cone")
DRESSES = (HMONG, DAO, TAY, GIAY, FARMER)
SKIN = tone("#c58f68")


class _Figure:
    """One person drawn in shares of their height."""

    def __init__(self, stage: Stage, x: float, foot: float, height: float) -> None:
        self.stage, self.x, self.foot, self.height = stage, x, foot, height

    def at(self, dx: float, dy: float) -> Point:
        return self.x + dx * self.height, self.foot - dy * self.height

    def shape(self, colour: Colour, *points: Point) -> None:
        self.stage.canvas.shape([self.at(*point) for point in points], self.stage.hour.lit(colour))

    def line(self, colour: Colour, width: float, *points: Point) -> None:
        ends = [self.at(*point) for point in points]
        self.stage.canvas.line(ends, self.stage.hour.lit(colour), width * self.height)

    def disc(self, colour: Colour, dx: float, dy: float, radius: float, flat: float = 1.0) -> None:
        x, y = self.at(dx, dy)
        self.stage.canvas.disc(x, y, radius * self.height, self.stage.hour.lit(colour), flat=flat)


def person(
    stage: Stage,
    x: float,
    foot: float,
    height: float,
    dress: Dress,
    *,
    pose: str = "stand",
    basket: bool = False,
) -> None:
    """A standing figure; poses: stand, raise, hold, join."""
    figure = _Figure(stage, x, foot, height)
    stage.canvas.disc(x + height * 0.1, foot, height * 0.2, stage.hour.dark, 0.22, flat=0.2)
    for side in (-0.055, 0.055):
        figure.line(tone("#2b2a33"), 0.06, (side, 0.2), (side, 0.015))
    _skirt(figure, dress)
    if basket:
        _basket(figure)
    _jacket(figure, dress)
    _arms(figure, dress.jacket, pose)
    figure.disc(SKIN, 0, 0.875, 0.062)
    _hat(figure, dress)


def _skirt(figure: _Figure, dress: Dress) -> None:
    figure.shape(dress.skirt, (-0.1, 0.48), (0.1, 0.48), (0.19, 0.16), (-0.19, 0.16))
    figure.shape(
        mix(dress.skirt, PAPER, 0.14), (-0.1, 0.48), (-0.03, 0.48), (-0.07, 0.16), (-0.19, 0.16)
    )
    figure.shape(dress.hem[0], (-0.168, 0.245), (0.168, 0.245), (0.182, 0.195), (-0.182, 0.195))
    figure.shape(dress.hem[1], (-0.163, 0.265), (0.163, 0.265), (0.168, 0.248), (-0.168, 0.248))


def _jacket(figure: _Figure, dress: Dress) -> None:
    jacket = dress.jacket
    figure.shape(
        jacket,
        (-0.125, 0.76),
        (-0.08, 0.81),
        (0.08, 0.81),
        (0.125, 0.76),
        (0.1, 0.46),
        (-0.1, 0.46),
    )
    figure.shape(
        mix(jacket, PAPER, 0.16),
        (-0.125, 0.76),
        (-0.08, 0.81),
        (-0.02, 0.81),
        (-0.045, 0.46),
        (-0.1, 0.46),
    )
    figure.shape(dress.hem[0], (-0.02, 0.81), (0.02, 0.81), (0.035, 0.52), (0.01, 0.52))
    figure.shape(dress.sash, (-0.104, 0.53), (0.104, 0.53), (0.1, 0.46), (-0.1, 0.46))


def _basket(figure: _Figure) -> None:
    cane = tone("#b98d4f")
    figure.shape(cane, (0.06, 0.8), (0.24, 0.8), (0.19, 0.5), (0.09, 0.5))
    figure.shape(mix(cane, SLATE, 0.25), (0.06, 0.8), (0.24, 0.8), (0.235, 0.765), (0.065, 0.765))
    figure.disc(TERRACE, 0.11, 0.82, 0.05)
    figure.disc(mix(TERRACE, PAPER, 0.25), 0.18, 0.825, 0.055)


def _arms(figure: _Figure, jacket: Colour, pose: str) -> None:
    hands = {
        "stand": ((-0.165, 0.45), (0.165, 0.45)),
        "raise": ((-0.22, 0.95), (0.22, 0.95)),
        "hold": ((-0.05, 0.56), (0.05, 0.56)),
        "join": ((-0.27, 0.57), (0.27, 0.57)),
    }[pose]
    elbows = {"raise": 0.77, "hold": 0.57, "join": 0.61}.get(pose, 0.61)
    for side, hand in zip((-1, 1), hands, strict=True):
        bend = (side * (0.19 if pose == "raise" else 0.155), elbows)
        shade = mix(jacket, PAPER, 0.1) if side < 0 else mix(jacket, SLATE, 0.2)
        figure.line(shade, 0.062, (side * 0.1, 0.765), bend, hand)
        figure.disc(SKIN, *hand, 0.028)


def _hat(figure: _Figure, dress: Dress) -> None:
    if dress.hat == "cone":
        figure.shape(dress.head, (-0.15, 0.885), (0, 1.0), (0.15, 0.885))
        figure.shape(mix(dress.head, SLATE, 0.2), (0.02, 0.885), (0, 1.0), (0.15, 0.885))
    elif dress.hat == "scarf":
        figure.shape(
            dress.head,
            (-0.075, 0.83),
            (-0.07, 0.93),
            (0, 0.965),
            (0.07, 0.93),
            (0.09, 0.8),
            (0.05, 0.9),
            (-0.05, 0.9),
        )
    else:
        figure.disc(dress.head, 0, 0.935, 0.092, 0.58)
        figure.line(mix(dress.head, PAPER, 0.55), 0.014, (-0.08, 0.925), (0.08, 0.925))


def company(
    stage: Stage, places: list[Point], height: float, *, pose: str = "stand", baskets: float = 0.0
) -> None:
    """Several people, those further back first, each in their own dress."""
    first = stage.chance.randrange(len(DRESSES) - 1)
    for index, (x, foot) in enumerate(sorted(places, key=lambda place: place[1])):
        dress = DRESSES[(first + index) % (len(DRESSES) - 1)]
        carries = stage.chance.random() < baskets
        person(stage, x, foot, height * stage.between(0.92, 1.06), dress, pose=pose, basket=carries)
