"""Scenes of court life: terraces, processions, walled gardens, nights."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.court import GEMS
from whence.studies.court_animals import elephant
from whence.studies.court_ground import heaven, meadow, stars
from whence.studies.court_palace import MARBLE, jali, parterre, pavilion, terrace
from whence.studies.court_people import courtier, lady
from whence.studies.court_plants import banana, cypress, tree
from whence.studies.noise import ease
from whence.studies.shapes import disc

GREENS: tuple[Colour, ...] = (
    (122, 154, 92),
    (96, 138, 98),
    (150, 162, 90),
    (74, 128, 104),
    (188, 178, 104),
)
LEAVES: tuple[Colour, ...] = ((58, 110, 62), (84, 126, 58), (44, 100, 78), (110, 134, 60))


def people(canvas: Canvas, y: float, high: float, count: int, first: float, last: float) -> None:
    """Stand `count` courtiers and ladies on the height `y`, facing the middle."""
    rng = canvas.rng
    for place in np.linspace(first, last, count):
        side = 1.0 if place < 0.5 else -1.0
        person = courtier if rng.random() < 0.5 else lady
        person(
            canvas, canvas.width * place, y + rng.normal(0, 5), high * rng.uniform(0.94, 1.05), side
        )


def orchard(canvas: Canvas, y: float, high: float, count: int) -> None:
    """Plant a row of mixed trees whose roots lie about `y`."""
    rng = canvas.rng
    for place in np.linspace(0.04, 0.96, count) + rng.normal(0, 0.02, count):
        kind, x, tall = rng.random(), canvas.width * place, high * rng.uniform(0.75, 1.1)
        if kind < 0.3:
            cypress(canvas, x, y, tall * 1.1)
        elif kind < 0.42:
            banana(canvas, x, y, tall)
        else:
            bloom = pick(rng, GEMS) if rng.random() < 0.5 else None
            tree(canvas, x, y, tall, pick(rng, LEAVES), bloom)


def palace(canvas: Canvas) -> None:
    """Paint a terrace with a pavilion, a garden behind it, and people before it."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    canvas.pixels[:] = np.round(pick(rng, GREENS)).astype(np.uint8)
    heaven(canvas, h * 0.22, pick(rng, ((72, 116, 172), (120, 150, 186))), (240, 206, 150), 7)
    level = h * rng.uniform(0.6, 0.68)
    meadow(canvas, h * 0.24, pick(rng, GREENS))
    orchard(canvas, level - h * 0.06, h * 0.3, int(rng.integers(5, 8)))
    stone = pick(rng, MARBLE)
    x = w * rng.choice([0.3, 0.5, 0.7])
    pavilion(canvas, x, level + 4, w * 0.54, h * 0.27, stone, int(rng.choice([1, 3])))
    terrace(canvas, level, stone)
    jali(canvas, -4, level - h * 0.02, w + 4, level + h * 0.025, stone)
    people(canvas, h * 0.93, h * 0.26, int(rng.integers(3, 6)), 0.16, 0.84)


def procession(canvas: Canvas) -> None:
    """Paint state elephants crossing a meadow with attendants."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    heaven(canvas, h * 0.3, (92, 138, 184), (246, 218, 168), 9)
    meadow(canvas, h * 0.26, pick(rng, GREENS))
    orchard(canvas, h * 0.36, h * 0.26, 8)
    meadow(canvas, h * 0.4, pick(rng, GREENS))
    side = rng.choice([-1.0, 1.0])
    tall = min(h * 0.42, w * 0.36)
    if w > h:
        elephant(canvas, w * (0.5 - side * 0.26), h * 0.8, tall * 0.86, side)
        elephant(canvas, w * (0.5 + side * 0.14), h * 0.9, tall, side)
    else:
        elephant(canvas, w * (0.5 - side * 0.05), h * 0.82, tall * 1.15, side)
    for place in rng.uniform(0.08, 0.92, int(rng.integers(3, 5))):
        courtier(canvas, w * place, h * rng.uniform(0.93, 0.97), h * 0.24, side)


def garden(canvas: Canvas) -> None:
    """Paint a walled garden in quarters with channels, trees and a pavilion."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    heaven(canvas, h * 0.14, (104, 148, 190), (248, 222, 176), 5)
    meadow(canvas, h * 0.13, pick(rng, GREENS))
    orchard(canvas, h * 0.34, h * 0.2, 9)
    stone = pick(rng, MARBLE)
    pavilion(canvas, w * 0.5, h * 0.4, w * 0.42, h * 0.17, stone, 3)
    jali(canvas, -4, h * 0.37, w + 4, h * 0.405, stone)
    parterre(canvas, h * 0.405, pick(rng, GREENS))
    for place in (0.12, 0.34, 0.66, 0.88):
        cypress(canvas, w * place, h * 0.66, h * 0.2)
    people(canvas, h * 0.95, h * 0.22, int(rng.integers(2, 5)), 0.2, 0.8)


def night(canvas: Canvas) -> None:
    """Paint a palace terrace under moon and stars."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    deep = pick(rng, ((22, 30, 62), (34, 30, 64), (20, 44, 66)))
    heaven(canvas, h * 0.55, deep, mix(deep, (110, 120, 150), 0.5), 0)
    stars(canvas, h * 0.4, 90)
    canvas.fill(disc(w * rng.uniform(0.15, 0.4), h * 0.12, h * 0.045), (248, 240, 208))
    meadow(canvas, h * 0.42, mix(deep, (70, 110, 70), 0.5))
    orchard(canvas, h * 0.62, h * 0.28, 6)
    stone: Colour = (222, 214, 208)
    pavilion(canvas, w * 0.66, h * 0.68, w * 0.56, h * 0.3, stone, int(rng.choice([1, 3])))
    terrace(canvas, h * 0.66, stone)
    people(canvas, h * 0.93, h * 0.26, int(rng.integers(2, 4)), 0.24, 0.76)
    dark = 0.3 * ease(canvas.y, h * 0.5, 0) * np.ones(canvas.shape, np.float32)
    canvas.wash(dark.astype(np.float32), deep)
