"""What a hand must be able to draw, and what all hands share."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import pick
from whence.studies.shapes import Points, disc, smooth, wander

CREAM: Colour = (250, 244, 234)
TWIGS: tuple[Colour, ...] = ((110, 90, 66), (96, 104, 70), (130, 110, 84))
STONES: tuple[Colour, ...] = ((120, 124, 118), (150, 140, 110), (84, 108, 110), (196, 188, 164))


class Hand(ABC):
    """Draws on one canvas; lengths are in its units, `span` is its shorter side."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.rng = canvas.rng
        self.span = min(canvas.width, canvas.height)
        self.colourful = True

    def count(self, low: int, high: int) -> int:
        """Draw a number from `low` to `high`."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, share: float) -> bool:
        """Say yes as often as `share`, 0 to 1."""
        return bool(self.rng.random() < share)

    def size(self, low: float, high: float) -> float:
        """Draw a length from `low` to `high` shares of the canvas's shorter side."""
        return float(self.span * self.rng.uniform(low, high))

    def spot(self, left: float, top: float, right: float, bottom: float) -> Points:
        """Draw a place (2,) in a box given in shares of the canvas."""
        low, high = np.array([left, top]), np.array([right, bottom])
        place = self.rng.uniform(low, high) * [self.canvas.width, self.canvas.height]
        return np.asarray(place)

    def near(self, place: Points, *spread: float) -> Points:
        """Draw a place about another, `spread` away: one length, or one across and one down."""
        return np.asarray(place + self.rng.normal(0, spread, 2))

    def path(self, start: Points, end: Points, sway: float, knots: int = 4) -> Points:
        """Draw a wandering line (N, 2)."""
        return wander(self.rng, start, end, sway, knots)

    @abstractmethod
    def tone(self, depth: float) -> Colour:
        """Return the hand's dark, from pale (0) to full (1)."""

    @abstractmethod
    def petal(self, at: Points, long: float, wide: float, turn: float, colour: Colour) -> None:
        """Draw a petal from its foot `at` towards `turn` radians."""

    @abstractmethod
    def leaf(self, at: Points, long: float, wide: float, turn: float, green: Colour) -> None:
        """Draw a leaf from its stalk `at` towards `turn` radians."""

    @abstractmethod
    def stem(self, path: Points, width: float) -> None:
        """Draw a stem, twig or limb along `path` (N, 2)."""

    @abstractmethod
    def blot(self, at: Points, across: float, down: float, colour: Colour | None = None) -> None:
        """Draw a stone, a great leaf or a mass of trees; None for the hand's own colour."""

    @abstractmethod
    def body(self, outline: Points, colour: Colour) -> None:
        """Draw what is round: a bird, a fruit, a fish."""


def by(across: float, down: float) -> Points:
    """Return a step (2,) to the right and down."""
    return np.array([across, down])


def lump(radii: Points, at: Points, across: float, down: float) -> Points:
    """Outline something uneven about `at`; `radii` (N,) are about 1."""
    turn = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    edge = np.stack([across * radii * np.cos(turn), down * radii * np.sin(turn)], 1)
    return smooth(at + edge, 5, closed=True)


def dots(
    hand: Hand, places: Sequence[Points] | Points, size: float, colours: Sequence[Colour]
) -> None:
    """Press a dot of about `size` at each of `places` (N, 2), each of one of `colours`."""
    for x, y in places:
        across, down = size * hand.rng.uniform(0.5, 1.5), size * hand.rng.uniform(0.4, 1)
        hand.canvas.fill(disc(x, y, across, down), pick(hand.rng, colours))
