"""Two hands that lay flat colour inside lines: of Japan, of prints; of India, of miniatures."""

import numpy as np

from whence.sketches.hand import STONES, TWIGS, Hand, lump
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.court import GEMS, LINE, pattern
from whence.studies.shapes import Points, leaf, ribbon, taper

KEY: Colour = (46, 42, 44)


class KeyLine(Hand):
    """Flat colour inside crisp lines, as in prints and on painted screens."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._width = self.rng.uniform(0.9, 2.2)

    def tone(self, depth: float) -> Colour:
        """Return the colour of the key lines, thinned."""
        return mix((150, 140, 126), KEY, depth)

    def petal(self, at: Points, long: float, wide: float, turn: float, colour: Colour) -> None:
        """Draw it flat, outlined."""
        self.body(leaf(at[0], at[1], long, wide * 1.2, turn), colour)

    def leaf(self, at: Points, long: float, wide: float, turn: float, green: Colour) -> None:
        """Draw it flat, outlined, with a rib."""
        self.body(leaf(at[0], at[1], long, wide, turn), green)
        rib = at + 0.9 * long * np.array([np.cos(turn), np.sin(turn)])
        self.canvas.line([at, rib], mix(green, KEY, 0.6), self._width * 0.8)

    def stem(self, path: Points, width: float) -> None:
        """Draw it flat, outlined, in brown or green."""
        self.body(ribbon(path, taper(len(path), width, 0.4)), pick(self.rng, TWIGS))

    def blot(self, at: Points, across: float, down: float, colour: Colour | None = None) -> None:
        """Draw it flat, outlined, like a stone."""
        stone = lump(self.rng.uniform(0.75, 1.25, 11), at, across, down)
        self.body(stone, colour or pick(self.rng, STONES))

    def body(self, outline: Points, colour: Colour) -> None:
        """Fill it flatly and draw its key line."""
        self.canvas.fill(outline, colour)
        self.canvas.line(outline, mix(KEY, colour, 0.15), self._width, closed=True)


class Gouache(KeyLine):
    """Strong flat colour inside dark contours, with patterns, as in miniatures and scrolls."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._width = self.rng.uniform(1.2, 5)
        self._patterned = self.rng.uniform(0, 0.7)

    def petal(self, at: Points, long: float, wide: float, turn: float, colour: Colour) -> None:
        """Draw it in a jewel's colour."""
        super().petal(at, long, wide, turn, mix(colour, pick(self.rng, GEMS), 0.4))

    def stem(self, path: Points, width: float) -> None:
        """Draw it as an even band with contours."""
        self.body(ribbon(path, width), pick(self.rng, (*TWIGS, *GEMS)))

    def blot(self, at: Points, across: float, down: float, colour: Colour | None = None) -> None:
        """Draw a mound or a tree in a jewel's colour."""
        super().blot(at, across, down, pick(self.rng, GEMS))

    def body(self, outline: Points, colour: Colour) -> None:
        """Fill it, strew a pattern over it, draw its contour."""
        self.canvas.fill(outline, colour)
        if self.chance(self._patterned) and np.ptp(outline, axis=0).min() > 40:
            pitch = self.rng.uniform(10, 26)
            pattern(self.canvas, outline, pick(self.rng, GEMS), pitch, pitch * 0.2)
        self.canvas.line(outline, mix(LINE, colour, 0.1), self._width, closed=True)
