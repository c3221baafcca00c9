"""Palaces of court miniatures: pavilions, domes, cusped arches, terraces, gardens."""

from itertools import pairwise

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.court import GEMS, GOLD, LINE, WHITE, cut, pattern
from whence.studies.shapes import Points, box, disc, smooth

MARBLE: tuple[Colour, ...] = ((238, 228, 208), (228, 206, 176), (206, 142, 108), (226, 214, 206))


def dome(canvas: Canvas, x: float, y: float, wide: float, colour: Colour) -> None:
    """Paint an onion dome of half-width `wide` standing on (x, y), with its golden finial."""
    left = smooth(
        [(-0.86, 0), (-1.0, -0.34), (-0.86, -0.76), (-0.4, -1.12), (-0.08, -1.32), (0, -1.5)]
    )
    outline = np.vstack([left, (left * [-1, 1])[::-1]]) * wide + [x, y]
    cut(canvas, outline, colour)
    for rib in (-0.5, 0.0, 0.5):
        curve = smooth([(rib, 0), (rib * 1.12, -0.4), (rib * 0.6, -1.0), (0, -1.4)]) * wide
        canvas.line(curve + [x, y], mix(colour, LINE, 0.22), 1)
    canvas.line([(x, y - wide * 1.45), (x, y - wide * 1.95)], GOLD, 3)
    for lift, r in ((1.6, 0.1), (1.78, 0.07)):
        canvas.fill(disc(x, y - wide * lift, wide * r), GOLD)
    cut(canvas, box(x - wide, y - 2, x + wide, y + wide * 0.16), mix(colour, GOLD, 0.5))


def arch(left: float, foot: float, right: float, top: float) -> Points:
    """Outline a cusped arch that stands on `foot` and rises to `top`."""
    half, middle = (right - left) / 2, (left + right) / 2
    spring = top + (foot - top) * 0.42
    cusps = []
    for index in range(5):
        t = np.linspace(np.pi, 2 * np.pi, 6) if index != 2 else np.linspace(np.pi, 2 * np.pi, 7)
        centre = np.pi + (index + 0.5) * np.pi / 5
        bump = 0.2 * half
        cx = middle + (half - bump * 0.5) * np.cos(centre)
        cy = spring + (spring - top - bump * 0.5) * np.sin(centre)
        turn = t + (centre - 1.5 * np.pi)
        cusps.append(np.stack([cx + bump * 1.2 * np.cos(turn), cy + bump * np.sin(turn)], 1))
    return np.vstack([[(left, foot), (left, spring)], *cusps, [(right, spring), (right, foot)]])


def jali(
    canvas: Canvas, left: float, top: float, right: float, bottom: float, stone: Colour
) -> None:
    """Paint a pierced balustrade."""
    cut(canvas, box(left, top, right, bottom), stone)
    step = (bottom - top) * 0.8
    for x in np.arange(left + step * 0.6, right - step * 0.4, step):
        middle, half = (top + bottom) / 2, step * 0.36
        diamond = np.array(
            [(x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half)]
        )
        canvas.fill(diamond, mix(stone, LINE, 0.5))
        canvas.fill(disc(x, middle, half * 0.35), stone)


def pavilion(
    canvas: Canvas, x: float, foot: float, wide: float, high: float, stone: Colour, bays: int = 3
) -> None:
    """Paint a pavilion of `bays` arches about `x`, `high` to its eaves, domes on its roof."""
    rng = canvas.rng
    left, right, eave = x - wide / 2, x + wide / 2, foot - high
    cut(canvas, box(left, eave, right, foot), stone)
    arcade(canvas, left, right, eave, foot, stone, bays)
    frieze = box(left, eave + high * 0.04, right, eave + high * 0.15)
    cut(canvas, frieze, pick(rng, GEMS))
    pattern(canvas, frieze, GOLD, high * 0.07, high * 0.014)
    slope = [
        (left - wide * 0.06, eave + 4),
        (left + 4, eave - high * 0.08),
        (right - 4, eave - high * 0.08),
        (right + wide * 0.06, eave + 4),
    ]
    cut(canvas, slope, mix(stone, (200, 110, 80), 0.35))
    top = eave - high * 0.08
    jali(canvas, left + 4, top - high * 0.12, right - 4, top, stone)
    tint = pick(rng, (WHITE, (232, 190, 90), (70, 120, 150), stone))
    dome(canvas, x, top - high * 0.12, wide * 0.17, tint)
    for aside in (-0.4, 0.4):
        kiosk(canvas, x + aside * wide, top - high * 0.12, wide * 0.1, stone, tint)


def arcade(
    canvas: Canvas, left: float, right: float, eave: float, foot: float, stone: Colour, bays: int
) -> None:
    """Open a wall in `bays` cusped arches, each with a rolled blind."""
    inside, bay, high = pick(canvas.rng, GEMS), (right - left) / bays, foot - eave
    for index in range(bays):
        a, b = left + bay * (index + 0.12), left + bay * (index + 0.88)
        opening = arch(a, foot, b, eave + high * 0.24)
        cut(canvas, opening, mix(inside, (250, 230, 190), 0.35 if index % 2 else 0.1))
        blind(canvas, a, b, eave + high * 0.22, high * 0.2)
        for edge in (a, b):
            cut(canvas, box(edge - bay * 0.05, eave + high * 0.3, edge + bay * 0.05, foot), stone)


def blind(canvas: Canvas, left: float, right: float, top: float, drop: float) -> None:
    """Hang a rolled striped blind in an opening."""
    colour = pick(canvas.rng, GEMS)
    cut(canvas, box(left, top, right, top + drop), colour)
    for x in np.arange(left + 6, right - 2, 11):
        canvas.line([(x, top), (x, top + drop)], mix(colour, WHITE, 0.5), 2)
    canvas.line([(left, top + drop), (right, top + drop)], GOLD, 4)


def kiosk(canvas: Canvas, x: float, foot: float, wide: float, stone: Colour, tint: Colour) -> None:
    """Paint a small open kiosk with a dome on the roof line."""
    for aside in (-0.8, 0.0, 0.8):
        canvas.line(
            [(x + aside * wide, foot), (x + aside * wide, foot - wide * 1.4)],
            mix(stone, LINE, 0.3),
            wide * 0.14,
        )
    cut(canvas, box(x - wide * 1.2, foot - wide * 1.6, x + wide * 1.2, foot - wide * 1.35), stone)
    dome(canvas, x, foot - wide * 1.65, wide * 0.8, tint)


def terrace(canvas: Canvas, level: float, stone: Colour) -> None:
    """Pave the foreground below `level` and lay a flowered carpet on it."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    cut(canvas, box(-5, level, w + 5, h + 5), mix(stone, WHITE, 0.4))
    tile = w / 14
    for row, y in enumerate(np.arange(level + tile * 0.5, h + tile, tile)):
        for x in np.arange((row % 2) * tile, w + tile, tile * 2):
            half = tile * 0.42
            star = np.array([(x - half, y), (x, y - half), (x + half, y), (x, y + half)])
            canvas.line(star, mix(stone, (150, 110, 100), 0.4), 1.1, closed=True)
    ground, edge = pick(rng, GEMS), pick(rng, GEMS)
    carpet = box(w * 0.14, level + (h - level) * 0.3, w * 0.86, h * 0.965)
    cut(canvas, carpet, edge)
    pattern(canvas, carpet, WHITE, 22, 3.2)
    inner = (carpet - carpet.mean(0)) * [0.88, 0.76] + carpet.mean(0)
    cut(canvas, inner, ground)
    pattern(canvas, inner, mix(ground, GOLD, 0.85), 30, 5)


def fountain(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Paint a basin with a jet of water about (x, y)."""
    t = np.linspace(0, 2 * np.pi, 9)[:-1] + np.pi / 8
    for scale, colour in ((1.0, WHITE), (0.84, (76, 136, 164))):
        basin = np.stack([x + size * scale * np.cos(t), y + size * 0.5 * scale * np.sin(t)], 1)
        cut(canvas, basin, colour)
    for bend in (-0.5, -0.25, 0, 0.25, 0.5):
        jet = smooth([(0, 0), (bend * 0.5, -0.7), (bend, -0.45), (bend * 1.2, 0.0)])
        canvas.line(jet * size + [x, y], (226, 238, 240), 1.4)


def parterre(canvas: Canvas, top: float, green: Colour) -> None:
    """Lay out a garden in quarters below `top`, with water channels and flower beds."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    canvas.fill(box(-5, top, w + 5, h + 5), (222, 192, 150))
    rows = np.linspace(top + 12, h - 10, 3)
    for y0, y1 in pairwise(rows):
        for x0, x1 in ((w * 0.03, w * 0.44), (w * 0.56, w * 0.97)):
            bed = box(x0, y0 + 12, x1, y1 - 12)
            cut(canvas, bed, green)
            for _ in range(2):
                pattern(canvas, bed + rng.normal(0, 4, 2), pick(rng, GEMS), 34, 4.5)
    blue = (84, 142, 168)
    cut(canvas, box(w * 0.46, top, w * 0.54, h + 5), blue)
    cut(canvas, box(-5, rows[1] - h * 0.022, w + 5, rows[1] + h * 0.022), blue)
    for y in np.arange(top + 10, h, 12):
        canvas.line(disc(w / 2, y, w * 0.03, 4)[18:], mix(blue, WHITE, 0.45), 1.1)
    fountain(canvas, w / 2, rows[1], w * 0.13)
