"""Scenes in ink: peaks, rivers, bamboo, blossom, snow."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.ink import INK, Range, boat, grove, hut, massif, shore
from whence.studies.ink_plants import bamboo, orchid, pine, plum
from whence.studies.noise import ease
from whence.studies.shapes import disc, wander


def peaks(canvas: Canvas) -> None:
    """Paint tall mountains one behind the other, mist between, pines in front."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    hills = Range(canvas)
    side = rng.choice([-1.0, 1.0])
    for _ in range(3):
        top = h * rng.uniform(0.16, 0.3)
        hills.fold(w * rng.uniform(0, 1), top, top + h * 0.4, w * 0.3, 0.3, mist=0.9)
    massif(
        hills,
        w * (0.5 + 0.12 * side),
        h * rng.uniform(0.1, 0.18),
        h * 0.62,
        w * 0.5,
        0.75,
        folds=12,
    )
    lines = massif(hills, w * (0.5 - 0.38 * side), h * 0.52, h * 0.84, w * 0.45, 0.85, folds=7)
    grove(canvas, lines[-1], 7, 22, 0.8, INK)
    hut(canvas, w * (0.5 + 0.2 * side), h * 0.72, 46)
    front = hills.fold(w * (0.5 + 0.3 * side), h * 0.8, h * 1.02, w * 0.6, 1.0, mist=0.2)
    grove(canvas, front, 9, 26, 0.85, INK)
    pine(canvas, w * (0.5 + 0.28 * side), h * 0.9, h * 0.24, -side * w * 0.16)


def river(canvas: Canvas) -> None:
    """Paint wide water: far low hills, a boat, and trees on the near bank."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    hills = Range(canvas)
    level = h * rng.uniform(0.42, 0.55)
    for x in np.sort(rng.uniform(0, w, 6)):
        tall = h * rng.uniform(0.08, 0.26)
        hills.fold(x, level - tall, level, rng.uniform(90, 210), 0.4, blunt=2.2, mist=0.8)
    shore(canvas, level + 4, 0.45)
    side = rng.choice([-1.0, 1.0])
    boat(canvas, w * (0.5 + side * rng.uniform(0.02, 0.2)), h * rng.uniform(0.62, 0.72), 40)
    shore(canvas, h * 0.76, 0.2)
    bank = w * (0.5 - side * 0.42)
    for step in range(3):
        crest = hills.fold(
            bank + rng.normal(0, 30),
            h * (0.74 + 0.07 * step),
            h * 1.03,
            w * rng.uniform(0.28, 0.42),
            0.9,
            mist=0.25,
        )
    grove(canvas, crest[30:130], 7, min(60.0, h * 0.13), 0.85, INK)
    pine(canvas, bank + side * w * 0.05, h * 0.86, h * 0.42, side * w * 0.08)


def stalks(canvas: Canvas) -> None:
    """Paint bamboo: pale stalks behind, dark ones before."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    side = rng.choice([-1.0, 1.0])
    high = h * rng.uniform(0.8, 0.98)
    for opacity, count in ((0.3, 2), (0.9, 2)):
        with canvas.veil(opacity):
            for _ in range(count):
                x = w * (0.5 - side * rng.uniform(0.0, 0.32))
                bamboo(canvas, x, h * 1.0, high * rng.uniform(0.75, 1), side * w * 0.25, INK)
    Range(canvas).fold(w * (0.5 - side * 0.2), h * 0.86, h * 1.05, w * 0.45, 0.8, mist=0.2)
    orchid(canvas, w * (0.5 + side * 0.08), h * 0.96, h * 0.13)


def bough(canvas: Canvas) -> None:
    """Paint a plum bough in blossom, sometimes before a pale moon."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    side = rng.choice([-1.0, 1.0])
    if rng.random() < 0.6:
        moon = disc(w * (0.5 + side * 0.12), h * 0.3, min(w, h) * 0.17)
        glow = canvas.mask(moon, 30) * (1 - canvas.mask(moon, 1)) * np.float32(0.7)
        canvas.wash(glow, (110, 104, 96))
    start = w * (0.5 - side * 0.52)
    turn = -rng.uniform(0.55, 0.95)
    for reach, lower in ((0.8, 0.85), (0.5, 0.6)):
        angle = turn if side > 0 else np.pi - turn
        plum(canvas, start, h * lower, min(h, w * 1.7) * reach, angle)


def blue_green(canvas: Canvas) -> None:
    """Paint mountains in malachite and azurite, with a pavilion and cloud bands."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    hills = Range(canvas)
    greens: tuple[Colour, ...] = ((52, 116, 96), (44, 98, 118), (86, 132, 92))
    for x in rng.permutation(np.linspace(0.08, 0.92, 5)) * w:
        tall = rng.uniform(0.4, 0.75)
        tint = pick(rng, greens)
        for line in massif(hills, x, h * (0.8 - tall), h * 0.82, w * 0.22, 0.95, tint, 6)[::2]:
            canvas.stroke(line[20:140], mix(tint, INK, 0.7), 1.6)
    hut(canvas, w * rng.uniform(0.3, 0.7), h * 0.82, 48, (96, 44, 34))
    front = hills.fold(
        w * rng.uniform(0.2, 0.8), h * 0.78, h * 1.04, w * 0.55, 1.0, greens[2], mist=0.2
    )
    grove(canvas, front, 12, 32, 0.9, (30, 62, 46))
    pine(canvas, w * rng.uniform(0.15, 0.85), h * 0.95, h * 0.4, w * 0.06, (34, 48, 38))


def snow(canvas: Canvas) -> None:
    """Paint winter: a dark sky and river leave the mountains bare and white."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    hills = Range(canvas)
    sky = 0.5 * ease(canvas.y, h * 0.75, 0) * (0.6 + 0.5 * canvas.noise(3, 4, 2.0))
    canvas.wash(np.asarray(sky, np.float32), (84, 84, 86))
    hills.silk = np.asarray(np.minimum(hills.silk * 1.07, 250), np.uint8)
    side = rng.choice([-1.0, 1.0])
    for place, top, foot in ((-0.2, 0.16, 0.6), (0.25, 0.34, 0.74), (-0.35, 0.52, 0.86)):
        massif(hills, w * (0.5 + side * place), h * top, h * foot, w * 0.42, 0.42, folds=7)
    river_mask = 0.45 * ease(canvas.y, h * 0.78, h * 0.9) * canvas.noise(4, 4, 4.0)
    canvas.wash(np.asarray(river_mask, np.float32), (70, 72, 76))
    bank = hills.fold(w * (0.5 - side * 0.25), h * 0.8, h * 1.03, w * 0.55, 0.6, mist=0.15)
    hut(canvas, w * (0.5 - side * 0.1), h * 0.83, 44)
    for _ in range(5):
        x, y = bank[int(rng.integers(30, 130))]
        twigs(canvas, x, y + 14, h * rng.uniform(0.08, 0.15))


def twigs(canvas: Canvas, x: float, y: float, high: float) -> None:
    """Paint a bare winter tree rooted at (x, y)."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + rng.normal(0, high * 0.15), y - high), high * 0.1)
    canvas.stroke(path, INK, high * 0.07)
    for _ in range(10):
        start = path[int(rng.uniform(0.3, 0.95) * (len(path) - 1))]
        end = start + [rng.normal(0, high * 0.25), -high * rng.uniform(0.1, 0.4)]
        canvas.stroke(wander(rng, start, end, high * 0.04, 4), INK, high * 0.025)
