"""Ink washes: mountains built of folds, mist, water, rocks, far trees and small huts."""

import numpy as np

from whence.studies.canvas import Canvas, Colour, Pixels
from whence.studies.colours import mix
from whence.studies.noise import Field, ease, ridge
from whence.studies.shapes import Points, box, smooth, wander

INK: Colour = (38, 35, 33)


class Range:
    """Paints mountains fold by fold, from the back to the front, on one canvas.

    Each fold first covers what lies behind it with bare silk, then takes ink: dark along its
    edge, streaked downwards, gone in mist at its foot.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.silk: Pixels = canvas.pixels.copy()
        self.streaks = canvas.noise(22, 4, 0.28)
        self.blots = canvas.noise(9, 4)

    def fold(
        self,
        x: float,
        top: float,
        foot: float,
        half: float,
        ink: float,
        tint: Colour = INK,
        blunt: float = 1.6,
        mist: float = 0.6,
    ) -> Points:
        """Paint one fold about `x`, from `top` down to `foot`; return its ridge line.

        `half` is half its width, `ink` from 0 to 1 its darkness, `blunt` above 1 rounds the
        peak, `mist` is the share of its height that fades away at the foot.
        """
        canvas = self.canvas
        crest = self._crest(x, top, foot, half, blunt)
        area = canvas.window(x - half, top - 30, x + half, foot)
        xs, ys = canvas.x[0, area[1]], canvas.y[area[0]]
        if min(xs.size, ys.size) < 4:
            return crest
        corner = (area[0].start, area[1].start)
        depth = ys - np.interp(xs, crest[:, 0], crest[:, 1])[None].astype(np.float32)
        body = np.clip(depth * np.float32(canvas.scale), 0, 1)
        body *= ease(ys, foot, foot - (foot - top) * mist)
        canvas.wash(body, self.silk, corner)
        canvas.wash(body * self._tone(depth, area, half) * np.float32(ink), tint, corner)
        return crest

    def _crest(self, x: float, top: float, foot: float, half: float, blunt: float) -> Points:
        u = np.linspace(-1, 1, 160)
        bell = (1 - np.abs(u) ** blunt) * (1 + 0.35 * ridge(self.canvas.rng, 160, 5, 5, 0.55))
        bell += 0.05 * ridge(self.canvas.rng, 160, 24, 3)
        bell = np.clip(bell / max(float(bell.max()), 1e-6), 0, 1)
        return np.stack([x + u * half, foot - (foot - top) * bell], 1)

    def _tone(self, depth: Field, area: tuple[slice, slice], half: float) -> Field:
        streaks, blots = self.streaks[area], self.blots[area]
        edge = 0.55 * np.exp(-np.abs(depth) / np.float32(2.2))
        wash = np.exp(-np.clip(depth, 0, None) / np.float32(0.35 * half + 14))
        cuts = ease(streaks, 0.45, 0.7) * np.exp(-np.clip(depth, 0, None) / np.float32(half + 20))
        return np.asarray(edge + wash * (0.2 + 0.55 * blots) + 0.42 * cuts, np.float32)


def massif(
    hills: Range,
    x: float,
    top: float,
    foot: float,
    half: float,
    ink: float,
    tint: Colour = INK,
    folds: int = 9,
) -> list[Points]:
    """Pile a mountain of `folds` about `x`, the highest behind; return the ridge lines."""
    rng = hills.canvas.rng
    ridges = [hills.fold(x, top, foot, half * 0.62, ink, tint, rng.uniform(1.3, 2.6), 0.55)]
    for index in range(1, folds):
        t = index / folds
        aside = x + rng.uniform(-1, 1) * half * (0.35 + 0.45 * t)
        peak = top + (foot - top) * (0.16 + 0.6 * t + rng.uniform(-0.07, 0.07))
        wide = half * rng.uniform(0.24, 0.5)
        blunt = rng.uniform(1.3, 3.0)
        end = min(foot + 10, peak + (foot - top) * rng.uniform(0.4, 0.75))
        ridges.append(hills.fold(aside, peak, end, wide, ink * (0.75 + 0.4 * t), tint, blunt))
    return ridges


def grove(canvas: Canvas, path: Points, count: int, size: float, ink: float, tint: Colour) -> None:
    """Dot small trees along `path`: short trunks and heaps of horizontal ink dabs."""
    rng = canvas.rng
    with canvas.veil(ink):
        for _ in range(count):
            x, y = path[int(rng.integers(len(path)))] + rng.normal(0, [3, 1])
            high = size * rng.uniform(0.6, 1.5)
            trunk = wander(rng, (x, y + 2), (x + rng.normal(0, high * 0.1), y - high), high * 0.08)
            canvas.stroke(trunk, tint, size * 0.1)
            n = int(rng.integers(9, 18))
            spread = rng.normal(0, 1, (n, 2)) * [high * 0.26, high * 0.27]
            tones = mix(tint, (130, 124, 112), 0.25) + rng.normal(0, 12, (n, 1))
            dab = size * rng.uniform(0.1, 0.2, n)
            canvas.dabs(spread + [x, y - high * 0.85], dab * 1.5, dab * 0.75, 0.0, tones)


def shore(canvas: Canvas, y: float, ink: float, tint: Colour = INK) -> None:
    """Draw a low far bank: one thin wash that fades downwards, with ripples below."""
    rng = canvas.rng
    crest = y - 9 * np.clip(ridge(rng, canvas.shape[1], 3, 5), 0, 1)
    depth = canvas.y - crest[None]
    canvas.wash(ink * np.clip(depth, 0, 1) * np.exp(-np.clip(depth, 0, None) / 7), tint)
    with canvas.veil(ink * 0.5):
        for _ in range(14):
            x, down = rng.uniform(0, canvas.width), rng.uniform(6, 60)
            long = rng.uniform(20, 90)
            path = wander(rng, (x, y + down), (x + long, y + down + rng.normal(0, 1)), 1.5)
            canvas.stroke(path, tint, 1.3)


def hut(canvas: Canvas, x: float, y: float, size: float, ink: Colour = INK) -> None:
    """Draw a pavilion with a swept roof standing on (x, y)."""
    wide, eave = size * 0.5, y - size * 0.5
    for post in (-0.38, -0.13, 0.13, 0.38):
        canvas.line([(x + post * size, y), (x + post * size, eave)], ink, size * 0.03)
    canvas.line(box(x - wide * 0.8, y - size * 0.05, x + wide * 0.8, y), ink, 1.2, closed=True)
    left = smooth(
        [
            (x - wide * 1.25, eave - size * 0.02),
            (x - wide * 0.6, eave - size * 0.2),
            (x, eave - size * 0.55),
        ]
    )
    right = (left * [-1, 1] + [2 * x, 0])[::-1]
    canvas.fill(np.vstack([left, right]), mix(ink, (150, 140, 122), 0.35))
    canvas.line(np.vstack([left, right]), ink, size * 0.035, closed=True)


def boat(canvas: Canvas, x: float, y: float, size: float, ink: Colour = INK) -> None:
    """Draw a fishing boat with a matted cabin and one man, afloat on (x, y)."""
    hull = smooth([(-1, -0.12), (-0.5, 0.06), (0, 0.1), (0.5, 0.06), (1, -0.16)]) * size + [x, y]
    canvas.stroke(hull, ink, size * 0.16)
    cabin = smooth([(-0.4, 0), (-0.3, -0.3), (0.05, -0.34), (0.2, 0)]) * size + [x, y]
    canvas.fill(cabin, mix(ink, (170, 160, 140), 0.6))
    canvas.line(cabin, ink, 1.2)
    man = np.array([(0.5, -0.02), (0.47, -0.25), (0.56, -0.34), (0.64, -0.22), (0.66, -0.02)])
    canvas.fill(man * size + [x, y], ink)
    canvas.fill(np.array([(0.4, -0.34), (0.56, -0.46), (0.72, -0.33)]) * size + [x, y], ink)
    pole = np.array([(0.3, -0.5), (0.95, 0.5)]) * size + [x, y]
    canvas.line(pole, ink, 1.1)
