"""Seals, inscriptions and title slips: brush marks that look like writing but say nothing."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.shapes import box, disc, wander

VERMILION: Colour = (178, 46, 34)


def sign(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Brush one made-up character of `size` units, its top left corner at (x, y)."""
    rng = canvas.rng
    for _ in range(int(rng.integers(3, 7))):
        upright = rng.random() < 0.45
        a, b = rng.uniform(0.05, 0.95, 2), rng.uniform(0.05, 0.95, 2)
        b[0 if upright else 1] = a[0 if upright else 1] + rng.uniform(-0.18, 0.18)
        path = wander(rng, a * size + [x, y], b * size + [x, y], size * 0.06, 3)
        canvas.stroke(path, colour, size * rng.uniform(0.11, 0.2))


def inscription(
    canvas: Canvas, x: float, y: float, size: float, columns: int, rows: int, colour: Colour
) -> None:
    """Write `columns` of up to `rows` signs, from the right edge `x` leftwards, below `y`."""
    for column in range(columns):
        count = rows if column < columns - 1 else max(1, int(canvas.rng.integers(1, rows + 1)))
        for row in range(count):
            place = x - (column + 1) * size * 1.35 + canvas.rng.normal(0, size * 0.05)
            sign(canvas, place, y + row * size * 1.18, size, colour)


def seal(canvas: Canvas, x: float, y: float, size: float, colour: Colour = VERMILION) -> None:
    """Press a red seal about (x, y): square, gourd or round, cut light on red or red on light."""
    rng = canvas.rng
    half = size / 2
    ground = canvas.pixels.copy()
    with canvas.veil(0.88):
        outline = (
            disc(x, y, half) if rng.random() < 0.25 else box(x - half, y - half, x + half, y + half)
        )
        canvas.fill(outline + rng.normal(0, size * 0.012, outline.shape), colour)
        paper = tuple(np.median(ground.reshape(-1, 3)[::997], axis=0).tolist())
        cell = size * 0.36
        for column in (-1, 0):
            for row in (-1, 0):
                left, top = x + column * cell + size * 0.03, y + row * cell + size * 0.02
                sign(canvas, left, top, cell * 0.86, paper)


def slip(
    canvas: Canvas, left: float, top: float, size: float, signs: int, ground: Colour, ink: Colour
) -> None:
    """Paste a title slip, one column of `signs` of `size` units in a thin frame."""
    right, bottom = left + size * 1.7, top + (signs + 0.5) * size * 1.18
    canvas.fill(box(left, top, right, bottom), ground)
    canvas.line(box(left, top, right, bottom), ink, 1.6, closed=True)
    for row in range(signs):
        sign(canvas, left + size * 0.35, top + size * (0.3 + row * 1.18), size, ink)
