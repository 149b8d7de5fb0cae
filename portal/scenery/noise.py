"""Chance that is the same for the same seed: the dice and smooth noise."""

import math
import random


SIZE = 256


def dice(*of: object) -> random.Random:
    """A source of chance for one picture; nothing secret hangs on it."""
    return random.Random("/".join(map(str, of)))  # noqa: S311


class Noise:
    """Smooth values between 0 and 1 along a line or over a plane."""

    def __init__(self, chance: random.Random) -> None:
        self.values = [chance.random() for _ in range(SIZE)]

    def at(self, x: float) -> float:
        cell = math.floor(x)
        share = x - cell
        share = share * share * (3 - 2 * share)
        first, second = self.values[cell % SIZE], self.values[(cell + 1) % SIZE]
        return first + (second - first) * share

    def over(self, x: float, y: float) -> float:
        row = math.floor(y)
        share = y - row
        share = share * share * (3 - 2 * share)
        above, below = self.at(x + row * 37.0), self.at(x + (row + 1) * 37.0)
        return above + (below - above) * share

    def rolling(self, x: float, octaves: int = 4) -> float:
        """Soft hills."""
        return self._sum(x, octaves, sharp=False)

    def jagged(self, x: float, octaves: int = 6) -> float:
        """Crests that come to a point, as limestone and granite do."""
        return self._sum(x, octaves, sharp=True)

    def _sum(self, x: float, octaves: int, *, sharp: bool) -> float:
        total, weight, size = 0.0, 0.0, 1.0
        for octave in range(octaves):
            value = self.at(x * 2**octave + octave * 17.3)
            if sharp and octave < 3:
                value = 1 - abs(2 * value - 1)
            total += value * size
            weight += size
            size *= 0.46
        return total / weight
