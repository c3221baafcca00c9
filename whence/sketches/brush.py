"""The hand of China: a wet brush on paper or silk."""

import numpy as np

from whence.sketches.hand import CREAM, Hand, lump
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix
from whence.studies.ink import INK
from whence.studies.shapes import Points, leaf, taper

PALE: Colour = (200, 194, 182)


class Brush(Hand):
    """Wet ink and colour: edges bleed, strokes swell, some run dry; sometimes only outlines."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.colourful = self.chance(0.65)
        self._lines = self.chance(0.3)
        self._bleed = self.rng.uniform(0, 6)

    def tone(self, depth: float) -> Colour:
        """Return ink, thinned with water."""
        return mix(PALE, INK, depth)

    def petal(self, at: Points, long: float, wide: float, turn: float, colour: Colour) -> None:
        """Draw it without lines, its heart darker, or in outline, faintly tinted."""
        outline = leaf(at[0], at[1], long, wide, turn)
        if self._lines:
            self._line(outline, self.rng.uniform(0.5, 1), self.rng.uniform(1.5, 4))
            if self.chance(0.5):
                self._bleeding(outline, colour, 0.35)
            return
        self.canvas.fill(outline, mix(colour, CREAM, self.rng.uniform(0, 0.35)))
        heart = mix(colour, (60, 10, 20), self.rng.uniform(0, 0.3))
        self.canvas.fill(leaf(at[0], at[1], long * 0.6, wide * 0.5, turn), heart)

    def leaf(self, at: Points, long: float, wide: float, turn: float, green: Colour) -> None:
        """Draw it in ink or dark green, with one vein."""
        outline = leaf(at[0], at[1], long, wide, turn)
        if self._lines and self.chance(0.7):
            self._line(outline, 0.9, self.rng.uniform(1.5, 3.5))
        else:
            dark = mix(green, INK, self.rng.uniform(0, 0.5))
            coloured = self.colourful and self.chance(0.6)
            colour = dark if coloured else self.tone(self.rng.uniform(0.3, 1))
            self._bleeding(outline, colour, self.rng.uniform(0.6, 1))
        tip = at + long * np.array([np.cos(turn), np.sin(turn)])
        self.canvas.stroke(self.path(at, tip, long * 0.05, 3), INK, self.rng.uniform(1, 3))

    def stem(self, path: Points, width: float) -> None:
        """Draw it in one stroke, dry or wet."""
        colour, widths = self.tone(self.rng.uniform(0.5, 1)), taper(len(path), width, 0.3)
        if self.chance(0.35):
            with self.canvas.veil(np.clip((self.canvas.noise(90, 2) - 0.42) * 6, 0, 1)):
                self.canvas.stroke(path, colour, widths)
        else:
            self.canvas.stroke(path, colour, width if self.chance(0.5) else widths)

    def blot(self, at: Points, across: float, down: float, colour: Colour | None = None) -> None:
        """Lay a wash that pools and fades."""
        outline = lump(self.rng.uniform(0.7, 1.3, 15), at, across, down)
        wet = 0.2 + 1.1 * self.canvas.noise(self.rng.uniform(4, 14), 4)
        mask = self.canvas.mask(outline, self.rng.uniform(2, 14)) * wet
        self.canvas.wash(
            mask * self.rng.uniform(0.5, 1), colour or self.tone(self.rng.uniform(0.5, 1))
        )

    def body(self, outline: Points, colour: Colour) -> None:
        """Lay one soft wash, or draw the outline."""
        if self._lines:
            self._line(outline, 1, 3)
            self._bleeding(outline, colour, 0.4)
        else:
            ink = self.tone(self.rng.uniform(0.5, 1))
            self._bleeding(outline, colour if self.colourful else ink, 0.95)

    def _line(self, outline: Points, depth: float, width: float) -> None:
        self.canvas.stroke(np.vstack([outline, outline[:1]]), self.tone(depth), width)

    def _bleeding(self, outline: Points, colour: Colour, depth: float) -> None:
        mask = self.canvas.mask(outline, self._bleed * self.rng.uniform(0.3, 1.3))
        self.canvas.wash(mask * (depth * self.rng.uniform(0.7, 1)), colour)
