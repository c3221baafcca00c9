"""Single subjects of Indian painting: portraits, peacocks, flowers from an album."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.court import GEMS, GOLD, WHITE, cut
from whence.studies.court_animals import peacock
from whence.studies.court_ground import heaven, meadow, pond
from whence.studies.court_people import courtier, halo, lady
from whence.studies.court_plants import petal_ring, tree, tuft
from whence.studies.india_scenes import GREENS, LEAVES, orchard
from whence.studies.shapes import box, disc, leaf, points, smooth, wander

FIELDS: tuple[Colour, ...] = (
    (92, 152, 132),
    (214, 132, 52),
    (124, 160, 96),
    (196, 66, 52),
    (226, 186, 92),
    (64, 104, 138),
)
BUTTERFLY = points("-1,-0.6 -0.2,-0.4 0,0 0.3,-0.5 1,-0.7 0.7,0.2 0,0.2 -0.7,0.3")


def monsoon(canvas: Canvas) -> None:
    """Paint peacocks by a lotus pond under dark rain clouds."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    heaven(canvas, h * 0.34, (40, 48, 74), (128, 138, 160), 12)
    meadow(canvas, h * 0.32, pick(rng, GREENS))
    orchard(canvas, h * 0.52, h * 0.34, int(rng.integers(4, 6)))
    meadow(canvas, h * 0.56, pick(rng, GREENS))
    size = min(w, h) * 0.3
    peacock(canvas, w * 0.3, h * 0.78, size * rng.uniform(0.8, 1), 1.0, rng.random() < 0.6)
    peacock(canvas, w * 0.74, h * 0.76, size * rng.uniform(0.7, 0.9), -1.0, rng.random() < 0.4)
    if rng.random() < 0.6:
        lady(canvas, w * 0.52, h * 0.8, h * 0.26, rng.choice([-1.0, 1.0]))
    pond(canvas, h * 0.83, pick(rng, ((62, 112, 142), (74, 130, 140), (88, 118, 158))))


def portrait(canvas: Canvas) -> None:
    """Paint one standing figure with a halo on a plain coloured field."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    field = pick(rng, FIELDS)
    canvas.pixels[:] = np.round(field).astype(np.uint8)
    heaven(canvas, h * 0.16, mix(field, (60, 100, 170), 0.6), field, 5)
    floor = h * 0.87
    canvas.fill(box(-5, floor, w + 5, h + 5), mix(field, (50, 80, 46), 0.45))
    for x in np.arange(14, w, 30):
        tuft(canvas, x, floor + rng.uniform(4, 14), rng.uniform(14, 26), (48, 96, 58))
    side, high = rng.choice([-1.0, 1.0]), h * 0.68
    x = w * (0.5 - side * 0.06)
    if rng.random() < 0.65:
        halo(canvas, x + side * high * 0.012, floor + h * 0.05 - high * 0.9, high * 0.14)
    person = courtier if rng.random() < 0.6 else lady
    person(canvas, x, floor + h * 0.05, high, side)
    if rng.random() < 0.5:
        tree(canvas, w * (0.5 + side * 0.36), floor, h * 0.5, pick(rng, LEAVES), pick(rng, GEMS))


def botanical(canvas: Canvas) -> None:
    """Paint one flowering plant on plain paper, as in a prince's album."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    ground = pick(rng, ((232, 216, 182), (222, 204, 164), (238, 228, 206)))
    canvas.pixels[:] = np.round(ground).astype(np.uint8)
    petal = pick(rng, (*GEMS, (214, 70, 60), (120, 90, 160)))
    sides = rng.permutation(np.linspace(-0.28, 0.28, int(rng.integers(3, 6))))
    tips = [(w * (0.5 + side), h * rng.uniform(0.14, 0.5)) for side in sides]
    for tip in tips:
        stem(canvas, (w * 0.5, h * 0.9), tip)
    for x, y in tips:
        corolla(canvas, x, y, h * rng.uniform(0.055, 0.085), petal, int(rng.integers(5, 10)))
    for x in np.linspace(w * 0.1, w * 0.9, 9):
        tuft(canvas, x, h * 0.92, rng.uniform(14, 30), (92, 124, 72))
    for _ in range(int(rng.integers(1, 3))):
        wing = smooth(BUTTERFLY, 4, closed=True) * 20
        place = np.array([w * rng.uniform(0.12, 0.88), h * rng.uniform(0.07, 0.2)])
        cut(canvas, wing + place, pick(rng, GEMS))


def stem(canvas: Canvas, foot: tuple[float, float], tip: tuple[float, float]) -> None:
    """Paint a stalk from `foot` to `tip` with pointed leaves."""
    rng, h = canvas.rng, canvas.height
    path = wander(rng, foot, tip, 22)
    canvas.stroke(path, (84, 120, 66), 6)
    for at in rng.integers(6, len(path) - 4, 4):
        turn = -1.57 + 0.9 * rng.choice([-1, 1])
        blade = leaf(path[at, 0], path[at, 1], h * rng.uniform(0.08, 0.15), h * 0.04, turn)
        cut(canvas, blade, mix((74, 118, 70), (150, 160, 90), rng.random()))
        canvas.line([blade[0], blade[8]], (190, 196, 130), 1)


def corolla(canvas: Canvas, x: float, y: float, size: float, petal: Colour, count: int) -> None:
    """Paint a flower of two rings of petals about (x, y)."""
    for scale, number in ((1.0, count), (0.6, count - 2)):
        for shape in petal_ring(x, y, size * scale, number):
            cut(canvas, shape, mix(petal, WHITE, canvas.rng.uniform(0.0, 0.3)))
    canvas.fill(disc(x, y, size * 0.2), GOLD)
