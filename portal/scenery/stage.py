"""What every part of a scene needs to know: the sheet, the hour, the dice, where the sun stands."""

import random
from dataclasses import dataclass

from portal.scenery.canvas import Canvas
from portal.scenery.palette import Palette


@dataclass
class Stage:
    canvas: Canvas
    hour: Palette
    chance: random.Random
    turn: int = 0  # counts through the ways a scene can be composed
    sun: tuple[float, float] = (300.0, 200.0)

    @property
    def width(self) -> float:
        return self.canvas.width

    def between(self, low: float, high: float) -> float:
        return self.chance.uniform(low, high)

    def way(self, count: int) -> int:
        """Which of so many ways to compose; neighbours in a list never take the same."""
        return self.turn % count

    def across(self, low: float, high: float) -> float:
        """A place on the sheet, given as shares of its width."""
        return self.width * self.chance.uniform(low, high)
