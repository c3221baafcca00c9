"""Outlines as arrays of points: curves, ribbons, leaves, discs. No pixels here."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Point = Points | Sequence[float]
Outline = Points | Sequence[Point]


def points(text: str) -> Points:
    """Read an outline (N, 2) written as in SVG: "x,y x,y x,y"."""
    return np.array([pair.split(",") for pair in text.split()], float)


def smooth(path: Outline, per_span: int = 8, closed: bool = False) -> Points:
    """Run a Catmull-Rom curve through `path` (N, 2), with `per_span` samples a span."""
    p = np.asarray(path, float)
    p = np.vstack([p[-1], p, p[:2]]) if closed else np.vstack([p[0], p, p[-1]])
    t = np.linspace(0, 1, per_span, endpoint=False)[None, :, None]
    a, b, c, d = (p[i : len(p) - 3 + i, None, :] for i in range(4))
    curve = b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    curve = curve.reshape(-1, 2)
    return curve if closed else np.vstack([curve, p[-1]])


def wander(
    rng: np.random.Generator, start: Point, end: Point, sway: float, knots: int = 5
) -> Points:
    """Go from `start` to `end`, (2,) each, by a curve that strays up to `sway` to the sides."""
    a, b = np.asarray(start, float), np.asarray(end, float)
    t = np.linspace(0, 1, knots)[:, None]
    path = a + (b - a) * t
    normal = np.array([-(b - a)[1], (b - a)[0]]) / max(float(np.hypot(*(b - a))), 1e-6)
    strays = rng.uniform(-sway, sway, (knots, 1)) * np.sin(np.pi * t) ** 0.5
    return smooth(path + normal * strays, 6)


def ribbon(path: Points, widths: Points | float) -> Points:
    """Outline a line of varying width: `widths` (N,) across the centre line `path` (N, 2)."""
    tangent = np.gradient(path, axis=0)
    length = np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) / length[:, None]
    half = np.broadcast_to(np.asarray(widths, float), (len(path),))[:, None] / 2
    return np.vstack([path + normal * half, (path - normal * half)[::-1]])


def taper(count: int, width: float, tail: float = 0.1) -> Points:
    """List `count` widths that shrink from `width` to `tail` of it."""
    return np.asarray(width * np.linspace(1, tail, count))


def swell(count: int, width: float) -> Points:
    """List `count` widths of a pressed and lifted brush: thin, full, thin."""
    return np.asarray(width * np.sin(np.pi * np.linspace(0.04, 0.98, count)) ** 0.7)


def disc(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0) -> Points:
    """Outline an ellipse about (x, y), turned by `turn` radians."""
    t = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    return place(np.stack([rx * np.cos(t), (rx if ry is None else ry) * np.sin(t)], 1), x, y, turn)


def leaf(x: float, y: float, length: float, width: float, turn: float) -> Points:
    """Outline a leaf with its stalk at (x, y), pointing along `turn` radians."""
    t = np.linspace(0, 1, 9)
    side = width / 2 * np.sin(np.pi * t**0.75)
    edge = np.stack([length * t, side], 1)
    return place(np.vstack([edge, (edge * [1, -1])[::-1]]), x, y, turn)


def place(outline: Outline, x: float, y: float, turn: float = 0.0, size: float = 1.0) -> Points:
    """Scale `outline` by `size`, turn them about the origin, then move it to (x, y)."""
    c, s = np.cos(turn), np.sin(turn)
    turned = np.asarray(outline, float) * size @ np.array([[c, s], [-s, c]])
    return np.asarray(turned + np.array([x, y]))


def box(left: float, top: float, right: float, bottom: float) -> Points:
    """Outline an upright rectangle."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], float)
