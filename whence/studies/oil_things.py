"""What stands in an American landscape: rocks, haystacks, boats, cattle, houses."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, speckle
from whence.studies.oil_growth import DARK
from whence.studies.shapes import box, disc, place, points, smooth

COW = points("-0.45,-0.3 -0.46,-0.62 0.3,-0.62 0.5,-0.72 0.68,-0.5 0.62,-0.42 0.4,-0.36 0.1,-0.26")


def rocks(canvas: Canvas, x: float, y: float, size: float, colour: Colour, lit: Colour) -> None:
    """Heap a few boulders about (x, y), lit from above."""
    rng = canvas.rng
    for _ in range(int(rng.integers(3, 7))):
        rx = size * rng.uniform(0.4, 1.0)
        cx, cy = x + rng.normal(0, size), y + rng.normal(0, size * 0.18)
        t = np.linspace(np.pi, 2 * np.pi, 9)
        lump = rng.uniform(0.75, 1.15, 9)
        top = np.stack([cx + rx * np.cos(t) * lump, cy + rx * 0.62 * np.sin(t) * lump], 1)
        stone = np.vstack([top, [cx + rx, cy + rx * 0.2], [cx - rx, cy + rx * 0.2]])
        canvas.fill(stone, mix(colour, DARK, rng.uniform(0.1, 0.4)))
        face = (top[2:7] - [cx, cy]) * [0.85, 0.95] + [cx, cy]
        canvas.fill(np.vstack([face, [cx + rx * 0.25, cy - rx * 0.18]]), mix(colour, lit, 0.2))


def haystack(canvas: Canvas, x: float, y: float, size: float, hay: Colour, side: float) -> None:
    """Paint a domed stack of salt hay on (x, y), lit from `side`, with its shadow."""
    canvas.dabs(
        np.array([(x - side * size * 0.5, y)]),
        size * 0.9,
        size * 0.1,
        0.0,
        np.array(mix(hay, DARK, 0.8)),
    )
    dome = smooth(
        [
            (-0.5, 0),
            (-0.52, -0.35),
            (-0.28, -0.78),
            (0, -0.95),
            (0.28, -0.78),
            (0.52, -0.35),
            (0.5, 0),
        ]
    )
    canvas.fill(place(dome, x, y, 0, size), mix(hay, DARK, 0.5))
    flank = place(dome * [0.55, 0.94] + [side * 0.2, 0], x, y, 0, size)
    canvas.fill(flank, hay)
    spots = canvas.rng.uniform([-0.45, -0.8], [0.45, 0], (60, 2)) * size
    inside = np.abs(spots[:, 0]) < size * 0.5 * (1 + 0.8 * spots[:, 1] / size)
    tones = speckle(canvas.rng, (hay, mix(hay, DARK, 0.35)), int(inside.sum()), 14)
    canvas.dabs(spots[inside] + [x, y], size * 0.05, size * 0.016, 1.3, tones)


def sloop(canvas: Canvas, x: float, y: float, size: float, sail: Colour, hull: Colour) -> None:
    """Paint a sailing boat with gaff and jib, afloat on (x, y)."""
    canvas.fill(
        place(
            smooth([(-0.55, -0.1), (0.6, -0.13), (0.42, 0.02), (-0.45, 0.02)], 4, True),
            x,
            y,
            0,
            size,
        ),
        hull,
    )
    canvas.line([(x + 0.06 * size, y), (x + 0.06 * size, y - size * 1.12)], hull, 1.4)
    canvas.fill(
        np.array([(0.04, -0.16), (-0.6, -0.18), (-0.42, -0.86), (0.04, -0.98)]) * size + [x, y],
        sail,
    )
    canvas.fill(
        np.array([(0.1, -1.0), (0.62, -0.18), (0.14, -0.2)]) * size + [x, y], mix(sail, hull, 0.18)
    )
    with canvas.veil(0.3):
        canvas.fill(box(x - size * 0.4, y + 3, x + size * 0.3, y + size * 0.5), sail)


def cow(canvas: Canvas, x: float, y: float, size: float, coat: Colour) -> None:
    """Paint a standing cow in profile with its feet on (x, y)."""
    side = canvas.rng.choice([-1.0, 1.0])
    for leg in (-0.36, -0.26, 0.24, 0.34):
        hoof = x + leg * size
        canvas.line([(hoof, y), (hoof, y - size * 0.35)], mix(coat, DARK, 0.4), size * 0.07)
    body = smooth(COW, 5, closed=True) * np.array([side * size, size])
    canvas.fill(body + np.array([x, y]), coat)
    light = np.array(mix(coat, (255, 226, 170), 0.45))
    canvas.dabs(np.array([(x, y - size * 0.57)]), size * 0.34, size * 0.05, 0.0, light)


def cottage(canvas: Canvas, x: float, y: float, size: float, wall: Colour, roof: Colour) -> None:
    """Paint a farmhouse on (x, y) with a lit window and a chimney."""
    canvas.fill(box(x - size * 0.5, y - size * 0.38, x + size * 0.5, y), wall)
    canvas.fill(
        np.array([(-0.58, -0.36), (-0.36, -0.72), (0.36, -0.72), (0.58, -0.36)]) * size + [x, y],
        roof,
    )
    canvas.fill(box(x + size * 0.18, y - size * 0.86, x + size * 0.28, y - size * 0.68), roof)
    for place_x in (-0.3, 0.15):
        left = x + place_x * size
        canvas.fill(box(left, y - size * 0.28, left + size * 0.13, y - size * 0.1), (250, 206, 120))


def birds(canvas: Canvas, x: float, y: float, count: int, colour: Colour) -> None:
    """Paint a few far birds about (x, y)."""
    for _ in range(count):
        bx, by = canvas.rng.normal([x, y], [50, 22])
        wing = smooth([(-5, -2), (-2, -3), (0, 0), (2.4, -3), (5.5, -2)]) + [bx, by]
        canvas.stroke(wing, colour, 1.8)


def sundown_disc(canvas: Canvas, x: float, y: float, r: float) -> None:
    """Paint the sun itself, a small soft disc."""
    canvas.wash(canvas.mask(disc(x, y, r), r * 0.3), (255, 248, 214))
