"""Plants of court miniatures, drawn leaf by leaf: trees, cypress, banana, tufts, lotus."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick, speckle
from whence.studies.court import GEMS, WHITE, cut
from whence.studies.shapes import Points, disc, leaf, place, smooth, taper, wander


def tree(
    canvas: Canvas, x: float, y: float, high: float, green: Colour, bloom: Colour | None = None
) -> None:
    """Paint a round-crowned tree, every leaf drawn in rosettes, rooted at (x, y)."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + rng.normal(0, high * 0.05), y - high * 0.6), high * 0.05)
    canvas.stroke(path, (104, 76, 56), taper(len(path), high * 0.07, 0.5))
    cx, cy, r = path[-1, 0], y - high * 0.68, high * rng.uniform(0.26, 0.34)
    t = np.linspace(0, 2 * np.pi, 17)[:-1]
    bulge = r * rng.uniform(0.9, 1.15, 16)
    shape = smooth(np.stack([cx + bulge * np.cos(t), cy + bulge * 1.05 * np.sin(t)], 1), 4, True)
    canvas.fill(shape, mix(green, (14, 32, 26), 0.55))
    count = int(90 * (high / 250) ** 0.8)
    radius, turn = np.sqrt(rng.random(count)) * r * 0.95, rng.uniform(0, 2 * np.pi, count)
    spots = np.stack([cx + radius * np.cos(turn), cy + radius * 1.05 * np.sin(turn)], 1)
    for spot in spots[np.argsort(spots[:, 1])]:
        rosette(canvas, spot[0], spot[1], high * 0.032, green, bloom)


def rosette(
    canvas: Canvas, x: float, y: float, size: float, green: Colour, bloom: Colour | None
) -> None:
    """Paint a whorl of leaves about (x, y), some with a blossom in the middle."""
    rng = canvas.rng
    tone = mix(green, (226, 222, 130), rng.uniform(0.0, 0.4))
    angles = np.linspace(0, 2 * np.pi, 7)[:-1] + rng.uniform(0, 1)
    centres = np.stack([x + size * np.cos(angles), y + size * np.sin(angles)], 1)
    canvas.dabs(centres, size * 0.9, size * 0.34, angles, np.array(tone))
    if bloom is not None and rng.random() < 0.5:
        canvas.fill(disc(x, y, size * 0.75), bloom)
        canvas.fill(disc(x, y, size * 0.25), mix(bloom, WHITE, 0.7))


def cypress(canvas: Canvas, x: float, y: float, high: float) -> None:
    """Paint a slim cypress rooted at (x, y), finely leaved."""
    rng = canvas.rng
    canvas.line([(x, y), (x, y - high * 0.2)], (96, 72, 54), high * 0.03)
    t = np.linspace(0, 1, 12)
    reach = high * 0.13 * np.sin(np.pi * t**0.62) ** 0.8
    edge = np.stack([x + reach, y - high * (0.08 + 0.92 * t)], 1)
    shape = np.vstack([edge, (edge * [-1, 1] + [2 * x, 0])[::-1]])
    cut(canvas, shape, (32, 70, 52))
    rows = rng.random(110) ** 1.2
    wide = high * 0.115 * np.sin(np.pi * rows**0.62) ** 0.8
    spots = np.stack([x + rng.uniform(-1, 1, 110) * wide, y - high * (0.1 + 0.88 * rows)], 1)
    canvas.dabs(
        spots,
        high * 0.016,
        high * 0.006,
        -1.57 + rng.normal(0, 0.3, 110),
        speckle(rng, ((70, 118, 74), (54, 98, 68)), 110, 8),
    )


def banana(canvas: Canvas, x: float, y: float, high: float) -> None:
    """Paint a banana plant or palm rooted at (x, y)."""
    rng = canvas.rng
    top = (x + rng.normal(0, high * 0.05), y - high * 0.62)
    path = wander(rng, (x, y), top, high * 0.03)
    canvas.stroke(path, (128, 124, 72), taper(len(path), high * 0.06, 0.7))
    for turn in np.linspace(-3.3, 0.2, 8) + rng.normal(0, 0.08, 8):
        blade = leaf(*top, high * rng.uniform(0.3, 0.42), high * 0.11, turn)
        tone = mix((82, 132, 66), (170, 176, 84), rng.random() * 0.6)
        cut(canvas, blade, tone, 1.1)
        canvas.line([blade[0], blade[8]], mix(tone, WHITE, 0.4), 1)


def tuft(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """Paint a small plant: five blades and sometimes a flower."""
    for turn in (-2.4, -2.0, -1.57, -1.15, -0.75):
        canvas.fill(leaf(x, y, size, size * 0.22, turn), colour)
    if canvas.rng.random() < 0.45:
        canvas.fill(disc(x, y - size, size * 0.26), pick(canvas.rng, GEMS))


def lotus(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Paint one lotus flower about (x, y)."""
    pink = mix((232, 128, 140), WHITE, canvas.rng.random() * 0.7)
    for turn in (-3.0, -0.14, -2.6, -0.55, -2.1, -1.05, -1.57):
        cut(canvas, leaf(x, y, size * 1.2, size * 0.62, turn), mix(pink, WHITE, 0.25), 1)


def petal_ring(x: float, y: float, size: float, count: int) -> list[Points]:
    """Outline `count` petals about (x, y)."""
    return [
        place(leaf(0, 0, size, size * 0.62, 0), x, y, turn)
        for turn in np.linspace(0, 2 * np.pi, count, endpoint=False) - np.pi / 2
    ]
