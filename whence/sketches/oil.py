"""The hand of America: oil on canvas."""

import numpy as np

from whence.sketches.hand import CREAM, STONES, TWIGS, Hand, lump
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.shapes import Points, leaf, taper

UMBER: Colour = (44, 34, 26)


class Oil(Hand):
    """Opaque colour without lines, lit from one side, its edges lost in what is behind."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._light = np.array([self.rng.choice([-1.0, 1.0]), -1.0])
        self._soft = self.rng.uniform(0.5, 4)

    def tone(self, depth: float) -> Colour:
        """Return umber, lightened."""
        return mix((150, 132, 108), UMBER, depth)

    def petal(self, at: Points, long: float, wide: float, turn: float, colour: Colour) -> None:
        """Draw it as one dab with a lighter one on it."""
        self._modelled(leaf(at[0], at[1], long, wide * 1.2, turn), colour, long * 0.15)

    def leaf(self, at: Points, long: float, wide: float, turn: float, green: Colour) -> None:
        """Draw it in dark green, its light side paler."""
        dark = mix(green, UMBER, self.rng.uniform(0, 0.6))
        self._modelled(leaf(at[0], at[1], long, wide, turn), dark, wide * 0.3)

    def stem(self, path: Points, width: float) -> None:
        """Draw it in one opaque stroke."""
        colour = mix(pick(self.rng, TWIGS), UMBER, self.rng.uniform(0, 0.7))
        self.canvas.stroke(path, colour, taper(len(path), width, 0.5))

    def blot(self, at: Points, across: float, down: float, colour: Colour | None = None) -> None:
        """Draw a mass of trees or rock, dappled with light."""
        base = colour or mix(pick(self.rng, STONES), UMBER, self.rng.uniform(0, 0.6))
        outline = lump(self.rng.uniform(0.7, 1.3, 15), at, across, down)
        mask = self.canvas.mask(outline, self._soft * 2)
        self.canvas.wash(mask, base)
        self.canvas.wash(mask * (self.canvas.noise(14, 4) - 0.3), mix(base, CREAM, 0.5))

    def body(self, outline: Points, colour: Colour) -> None:
        """Model it from light to shade."""
        self._modelled(outline, colour, float(np.ptp(outline, axis=0).min()) * 0.25)

    def _modelled(self, outline: Points, colour: Colour, depth: float) -> None:
        mask = self.canvas.mask(outline, self._soft)
        self.canvas.wash(mask, mix(colour, UMBER, self.rng.uniform(0.3, 0.6)))
        lit = self.canvas.mask(outline + self._light * depth, depth * 0.7)
        self.canvas.wash(mask * lit, mix(colour, CREAM, self.rng.uniform(0, 0.3)))
