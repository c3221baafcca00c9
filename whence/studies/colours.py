"""Mixing colours: tuples of red, green and blue from 0 to 255."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from whence.studies.canvas import Colour


def mix(a: Colour, b: Colour, amount: float) -> Colour:
    """Go from `a` to `b` by `amount`, 0 to 1."""
    return (
        a[0] + (b[0] - a[0]) * amount,
        a[1] + (b[1] - a[1]) * amount,
        a[2] + (b[2] - a[2]) * amount,
    )


def speckle(
    rng: np.random.Generator, colours: Sequence[Colour], count: int, amount: float
) -> NDArray[np.float64]:
    """Draw `count` colours (count, 3) from `colours`, each strayed in lightness by `amount`."""
    chosen = np.asarray(colours, float)[rng.integers(0, len(colours), count)]
    return np.clip(chosen + rng.uniform(-amount, amount, (count, 1)), 0, 255)


def ramp(stops: Sequence[tuple[float, Colour]], at: NDArray[np.float32]) -> NDArray[np.float32]:
    """Read a gradient of (place, colour) `stops` at the places `at` (N,): (N, 3)."""
    places = [stop[0] for stop in stops]
    channels = [np.interp(at, places, [stop[1][c] for stop in stops]) for c in range(3)]
    return np.stack(channels, -1).astype(np.float32)


def pick(rng: np.random.Generator, colours: Sequence[Colour]) -> Colour:
    """Choose one of `colours`."""
    return colours[int(rng.integers(len(colours)))]
