"""Random fields and profiles from which washes, ridges, clouds and paper are made."""

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


def cloud(
    rng: np.random.Generator,
    shape: tuple[int, int],
    cells: float = 4.0,
    octaves: int = 4,
    stretch: float = 1.0,
) -> Field:
    """Make fractal value noise of `shape` (rows, columns), float32 from 0 to 1.

    `cells` counts the largest blots along the longer side; `stretch` above 1 draws them out
    horizontally, below 1 vertically.
    """
    half = ((shape[0] + 1) // 2, (shape[1] + 1) // 2)
    total = np.zeros(half, np.float32)
    for octave in range(octaves):
        # Always a square of random numbers, so that rounding a shape never shifts what follows.
        high, wide = (cells * 2**octave * stretch**power for power in (0.5, -0.5))
        square = rng.random((max(2, round(high) + 1), max(2, round(wide) + 1)), np.float32)
        rows = max(2, round(high * shape[0] / max(shape)) + 1)
        columns = max(2, round(wide * shape[1] / max(shape)) + 1)
        grid = np.ascontiguousarray(square[:rows, :columns])
        total += cv2.resize(grid, half[::-1], interpolation=cv2.INTER_CUBIC) * 0.5**octave
    low, high = float(total.min()), float(total.max())
    total = (total - low) / max(high - low, 1e-6)
    return np.asarray(cv2.resize(total, shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def ridge(
    rng: np.random.Generator, count: int, waves: int = 4, octaves: int = 5, rough: float = 0.5
) -> Field:
    """Make a one-dimensional fractal of `count` samples, float32 from about -1 to 1.

    `waves` is the number of bumps of the first octave; each further octave doubles it and
    multiplies its height by `rough`.
    """
    total = np.zeros(count, np.float32)
    for octave in range(octaves):
        knots = rng.uniform(-1, 1, (1, waves * 2**octave + 2)).astype(np.float32)
        total += cv2.resize(knots, (count, 1), interpolation=cv2.INTER_CUBIC)[0] * rough**octave
    return np.asarray(total / max(float(np.abs(total).max()), 1e-6), np.float32)


def ease(value: Field, low: float, high: float) -> Field:
    """Rise smoothly from 0 at `low` to 1 at `high`; falls instead when `low` > `high`."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
