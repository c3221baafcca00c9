"""American scenes of winter and of falling water."""

import numpy as np

from whence.studies.america_light import heavens, light_of
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix
from whence.studies.noise import ease, ridge
from whence.studies.oil import Palette, hills, reflect
from whence.studies.oil_growth import AUTUMN, DARK, SUMMER, fir, tree
from whence.studies.oil_things import cottage, rocks
from whence.studies.shapes import taper, wander

WINTER: Palette = (
    (120, 132, 156), (176, 170, 176), (228, 186, 158), (246, 206, 158), (255, 226, 180),
    (132, 132, 148), (190, 186, 190),
)  # fmt: skip


def winter_farm(canvas: Canvas) -> None:
    """Paint a farm in snow at the end of day."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    level = h * rng.uniform(0.5, 0.6)
    sun = heavens(canvas, level, WINTER)
    hills(canvas, level, h * 0.2, (136, 134, 152), WINTER[3], sun[0], 2)
    crest = hills(canvas, level, h * 0.09, (112, 106, 116), WINTER[3], sun[0], 3)
    for at in np.sort(rng.integers(0, len(crest), 40)):
        fir(canvas, crest[at, 0], level + 3, rng.uniform(18, 40), (66, 68, 74), WINTER[3])
    snow_ground(canvas, level)
    x = w * rng.uniform(0.25, 0.75)
    cottage(canvas, x, level + h * 0.11, w * 0.13, (142, 70, 52), (236, 230, 232))
    cottage(canvas, x + w * 0.13, level + h * 0.1, w * 0.08, (120, 92, 74), (232, 228, 232))
    for _ in range(int(rng.integers(3, 6))):
        bare(
            canvas,
            rng.uniform(0.02, 0.98) * w,
            h * rng.uniform(0.74, 0.96),
            h * rng.uniform(0.35, 0.6),
        )
    for place in np.linspace(0.02, 0.98, 15):
        canvas.line([(place * w, h * 0.86), (place * w + 2, h * 0.79)], (92, 80, 76), 4)
    for rail in (0.81, 0.838):
        canvas.line([(0, h * rail), (w, h * (rail + 0.004))], (104, 92, 88), 2.5)


def snow_ground(canvas: Canvas, level: float) -> None:
    """Cover the ground below `level` with snow: blue in the hollows, warm on the rises."""
    rolls = canvas.noise(5, 4, 6.0)
    below = np.broadcast_to((canvas.y >= level).astype(np.float32), canvas.shape)
    canvas.wash(below, (222, 218, 226))
    canvas.wash(below * ease(rolls, 0.55, 0.25) * np.float32(0.7), (158, 166, 192))
    canvas.wash(below * ease(rolls, 0.55, 0.85) * np.float32(0.8), (252, 232, 208))


def bare(canvas: Canvas, x: float, y: float, high: float) -> None:
    """Paint a leafless tree rooted at (x, y), branching three times."""
    rng = canvas.rng
    tips = [(np.array([x, y]), -np.pi / 2, high * 0.3, high * 0.045)]
    for _ in range(5):
        grown = []
        for root, turn, long, wide in tips:
            end = root + long * np.array([np.cos(turn), np.sin(turn)])
            path = wander(rng, root, end, long * 0.08, 4)
            canvas.stroke(path, (72, 60, 56), taper(len(path), max(wide, 1.2), 0.65))
            for spread in (-0.45, 0.4, 0.0)[: int(rng.integers(2, 4))]:
                angle = turn + spread + rng.normal(0, 0.15)
                grown.append((end, angle, long * rng.uniform(0.55, 0.8), wide * 0.6))
        tips = grown


def waterfall(canvas: Canvas) -> None:
    """Paint a fall in a gorge, cliffs and autumn trees on both sides, mist at its foot."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    light = light_of(canvas)
    heavens(canvas, h * 0.45, light)
    hills(canvas, h * 0.46, h * 0.2, mix(light[5], light[2], 0.4), light[3], w * 0.5, 2)
    rock: Colour = mix((86, 76, 66), light[5], 0.4)
    middle, half = w * rng.uniform(0.42, 0.58), w * rng.uniform(0.08, 0.14)
    lip, foot = h * rng.uniform(0.36, 0.46), h * rng.uniform(0.74, 0.8)
    cliffs(canvas, middle, half, lip, rock, light[3])
    cascade(canvas, middle, half, lip, foot)
    reflect(canvas, foot, mix(rock, (52, 66, 64), 0.5), 0.7)
    away = np.hypot((canvas.x - middle) / np.float32(1.8), canvas.y - foot)
    canvas.wash(0.85 * np.exp(-((away / np.float32(half * 0.75)) ** 2)), (236, 234, 224))
    leaves = AUTUMN if rng.random() < 0.7 else SUMMER
    for x in rng.permutation(np.array([0.03, 0.14, 0.82, 0.92, 0.99])):
        tree(
            canvas,
            x * w,
            h * rng.uniform(0.5, 0.95),
            h * rng.uniform(0.26, 0.42),
            leaves,
            light[4],
            float(np.sign(0.5 - x)),
        )
    for x in (0.12, 0.5, 0.86):
        rocks(canvas, w * (x + rng.normal(0, 0.05)), h * 0.95, w * 0.045, rock, light[3])


def cascade(canvas: Canvas, middle: float, half: float, lip: float, foot: float) -> None:
    """Paint the falling water about `middle` from `lip` to `foot` in white strands."""
    strands = canvas.noise(40, 4, 0.06)
    edge = half + 10 * ridge(canvas.rng, canvas.shape[0], 6, 4)[:, None]
    fall = ease(np.abs(canvas.x - middle) - edge, 5, -3) * (canvas.y > lip) * (canvas.y < foot + 14)
    canvas.wash(fall * (0.45 + 0.55 * strands), (240, 240, 232))


def cliffs(
    canvas: Canvas, middle: float, half: float, lip: float, rock: Colour, lit: Colour
) -> None:
    """Raise rock walls on both sides of `middle`, lowest there at the height `lip`."""
    rng, w = canvas.rng, canvas.width
    away = np.clip(np.abs(canvas.x[0] - middle) - half, 0, None) / w
    rise = lip - canvas.height * 0.5 * away**0.8 - 16 * ridge(rng, canvas.shape[1], 7, 5)
    depth = canvas.y - rise[None]
    body = np.clip(depth * np.float32(canvas.scale), 0, 1)
    canvas.wash(body, rock)
    ledges, cracks = canvas.noise(16, 5, 2.0), canvas.noise(26, 4, 0.3)
    canvas.wash(body * ease(ledges, 0.5, 0.75) * np.float32(0.55), lit)
    canvas.wash(body * ease(cracks, 0.52, 0.8) * np.float32(0.75), DARK)
