"""Further American scenes: moonlight, autumn woods, storm over the prairie."""

import numpy as np

from whence.studies.america_light import BLUE, GOLD
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick, speckle
from whence.studies.noise import ease
from whence.studies.oil import Palette, clouds, glitter, hills, moon, reflect, sky
from whence.studies.oil_growth import AUTUMN, DARK, EVENING, SUMMER, bank, crown, tree
from whence.studies.oil_things import birds, cow, rocks, sloop
from whence.studies.shapes import leaf, taper, wander

NOCTURNE: Palette = (
    (26, 36, 54), (50, 66, 84), (104, 122, 128), (160, 168, 150), (226, 226, 194), (44, 52, 62),
    (30, 34, 28),
)  # fmt: skip
STORM: Palette = (
    (44, 54, 66), (74, 88, 98), (140, 144, 132), (226, 204, 150), (250, 230, 176), (70, 80, 84),
    (112, 104, 52),
)  # fmt: skip


def moonlight(canvas: Canvas) -> None:
    """Paint a river or bay by moonlight, with boats at rest."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    level, place = (
        h * rng.uniform(0.5, 0.62),
        (w * rng.uniform(0.28, 0.72), h * rng.uniform(0.14, 0.3)),
    )
    sky(canvas, level, NOCTURNE, (-900.0, level))
    clouds(canvas, level, (188, 192, 178), (58, 68, 80), rng.uniform(0.2, 0.5), rng.uniform(2, 5))
    moon(canvas, place[0], place[1], rng.uniform(15, 24))
    hills(canvas, level, h * rng.uniform(0.08, 0.2), NOCTURNE[5], (120, 130, 128), place[0], 3)
    reflect(canvas, level, (34, 44, 54), 0.8)
    glitter(canvas, level, place[0], (236, 232, 198))
    for _ in range(int(rng.integers(2, 5))):
        y = level + h * 0.12 * rng.random() + 4
        sloop(
            canvas,
            rng.uniform(0.15, 0.85) * w,
            y,
            26 + 0.7 * (y - level),
            (70, 78, 82),
            (22, 24, 28),
        )
    side = -float(np.sign(place[0] - w / 2))
    ends = (h * 1.02, h * 0.8) if side > 0 else (h * 0.8, h * 1.02)
    bank(canvas, *ends, (30, 32, 28), (78, 84, 72))
    for step in range(2):
        x = w * (0.5 + side * (0.46 - 0.12 * step))
        tree(canvas, x, h * 0.9, h * rng.uniform(0.45, 0.7), EVENING, (120, 128, 110), -side)


def autumn_wood(canvas: Canvas) -> None:
    """Look through birches and maples to a sunlit clearing and a stream."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    leaves = AUTUMN if rng.random() < 0.65 else SUMMER
    light = GOLD
    sky(canvas, h * 0.62, light, (w * rng.uniform(0.35, 0.65), h * 0.42))
    for row, far in ((0.5, 0.75), (0.56, 0.5), (0.62, 0.25)):
        tones = tuple(mix(c, light[3], far) for c in leaves)
        for x in np.linspace(-0.05, 1.05, 13) + rng.normal(0, 0.02, 13):
            if abs(x - 0.5) > 0.16 * far + rng.uniform(0, 0.1):
                crown(
                    canvas,
                    x * w,
                    h * (row - rng.uniform(0.02, 0.3)),
                    w * 0.1,
                    tones,
                    light[4],
                    float(np.sign(0.5 - x)),
                )
    reflect(canvas, h * 0.63, (70, 62, 40), 0.8)
    bank(canvas, h * 0.66, h * 1.02, (92, 70, 34), (206, 150, 70))
    for x in rng.permutation(np.array([0.04, 0.14, 0.26, 0.76, 0.88, 0.97])):
        foot = h * rng.uniform(0.78, 0.97)
        birch(
            canvas, w * (x + rng.normal(0, 0.02)), foot, h * rng.uniform(0.7, 1.0), leaves, light[4]
        )
    rocks(canvas, w * rng.uniform(0.4, 0.7), h * 0.9, w * 0.05, (124, 112, 94), light[3])
    fallen = rng.uniform([0, 0.72], [1, 1], (160, 2)) * [w, h]
    canvas.dabs(fallen, 4, 2, rng.uniform(0, 3, 160), speckle(rng, leaves, 160, 24))


def birch(
    canvas: Canvas, x: float, y: float, high: float, leaves: tuple[Colour, ...], lit: Colour
) -> None:
    """Paint a tall birch rooted at (x, y) with white bark and sparse leaves."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + rng.normal(0, high * 0.06), y - high), high * 0.02)
    wide = taper(len(path), high * rng.uniform(0.03, 0.05), 0.4)
    canvas.stroke(path, (104, 92, 76), wide)
    canvas.stroke(path - np.array([wide[0] * 0.12, 0]), (222, 210, 184), wide * 0.6)
    for at in rng.integers(1, len(path) - 1, 16):
        mark = path[at] + rng.uniform(-0.3, 0.3, 2) * wide[at]
        canvas.dabs(mark[None], wide[at] * 0.22, 1.4, 0.0, np.array(DARK))
    for t in rng.uniform(0.45, 1.0, 7):
        spot = path[int(t * (len(path) - 1))] + rng.normal(0, high * 0.07, 2)
        crown(
            canvas,
            spot[0],
            spot[1],
            high * rng.uniform(0.06, 0.1),
            leaves,
            lit,
            rng.choice([-1, 1]),
        )


def prairie(canvas: Canvas) -> None:
    """Paint grassland under a great sky, cattle far off, a storm coming or going."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    light = STORM if rng.random() < 0.7 else BLUE
    level = h * rng.uniform(0.62, 0.74)
    sky(canvas, level, light, (w * rng.uniform(0.1, 0.9), level))
    clouds(canvas, level, light[3], light[0], rng.uniform(0.4, 0.6), rng.uniform(1.4, 2.4))
    clouds(canvas, level, light[4], light[1], 0.25, 3.0)
    if rng.random() < 0.6:
        veils = ease(canvas.noise(5, 2, 0.12), 0.5, 0.8) * ease(canvas.y, level * 0.4, level * 0.75)
        canvas.wash(veils * (canvas.y < level) * np.float32(0.5), light[1])
    hills(canvas, level, h * 0.06, mix(light[5], light[6], 0.5), light[3], w * 0.5, 2)
    bank(canvas, level - 4, level + 4, mix(light[6], (146, 120, 60), 0.4), light[3], 1)
    for _ in range(int(rng.integers(9, 22))):
        y = level + h * 0.2 * rng.random() ** 2 + 5
        cow(
            canvas,
            rng.uniform(0.04, 0.96) * w,
            y,
            8 + 0.26 * (y - level),
            pick(rng, ((60, 40, 30), (96, 62, 42), (44, 34, 30))),
        )
    blades(canvas, h * 0.86, (132, 116, 58), light[4])
    birds(canvas, w * rng.uniform(0.3, 0.7), level * 0.6, 4, DARK)


def blades(canvas: Canvas, level: float, grass: Colour, lit: Colour) -> None:
    """Paint tall grass that leans in the wind along the lower edge."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    lean = rng.choice([-1, 1]) * rng.uniform(0.2, 0.5)
    for x in rng.uniform(-20, w + 20, 190):
        long = (h - level) * rng.uniform(0.6, 1.5)
        tone = mix(mix(grass, DARK, rng.uniform(0, 0.6)), lit, rng.uniform(0, 0.3))
        canvas.fill(leaf(x, h + 6, long, 5, -np.pi / 2 + lean + rng.normal(0, 0.15)), tone)
