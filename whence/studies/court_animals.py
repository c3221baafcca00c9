"""Elephants in state and peacocks, as court painters drew them."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.court import GEMS, GOLD, LINE, WHITE, cut, pattern
from whence.studies.court_people import SKINS, head, turban
from whence.studies.shapes import disc, leaf, points, smooth, taper

ELEPHANT = points(
    "-0.6,-0.4 -0.64,-0.62 -0.52,-0.84 -0.2,-0.95 0.12,-0.9 0.3,-1.0 0.48,-1.06 0.62,-0.95 0.7,-0.7"
    " 0.75,-0.42 0.77,-0.2 0.86,-0.1 0.94,-0.2 1.0,-0.16 0.94,0.0 0.78,0.02 0.67,-0.14 0.62,-0.42"
    " 0.5,-0.46 0.4,-0.34 0.1,-0.28 -0.3,-0.28"
)
DRAPE = points(
    "-0.46,-0.88 -0.2,-0.96 0.14,-0.91 0.2,-0.6 0.16,-0.36 -0.16,-0.32 -0.46,-0.36 -0.5,-0.6"
)
PEACOCK = points(
    "-0.34,-0.36 -0.1,-0.2 0.16,-0.28 0.24,-0.5 0.22,-0.78 0.3,-0.88 0.38,-0.84 0.33,-0.95"
    " 0.22,-0.95 0.12,-0.8 0.06,-0.56 -0.16,-0.5"
)
BLUE: Colour = (26, 78, 142)


def elephant(canvas: Canvas, x: float, y: float, high: float, side: float) -> None:
    """Paint a state elephant with cloth, howdah and rider, its feet on (x, y)."""
    rng = canvas.rng
    grey = pick(rng, ((118, 118, 124), (98, 102, 112), (140, 134, 130)))
    flip = np.array([side * high, high])
    canvas.stroke(
        smooth([(-0.6, -0.75), (-0.72, -0.5), (-0.7, -0.25)]) * flip + [x, y],
        mix(grey, LINE, 0.4),
        high * 0.04,
    )
    for leg, shade in ((-0.28, 0.25), (0.18, 0.25), (-0.46, 0.0), (0.34, 0.0)):
        shape = np.array([(-0.1, -0.5), (0.1, -0.5), (0.085, 0), (-0.085, 0)]) + [leg, 0]
        cut(canvas, shape * flip + [x, y], mix(grey, LINE, shade))
        toes = np.array([(leg - 0.05, -0.012), (leg, -0.012), (leg + 0.05, -0.012)]) * flip + [x, y]
        canvas.dabs(toes, high * 0.02, high * 0.014, 0.0, np.array(WHITE))
    cut(canvas, smooth(ELEPHANT, 6, closed=True) * flip + [x, y], grey, 1.8)
    for ring in np.linspace(-0.62, -0.2, 7):
        canvas.line(
            np.array([(0.68, ring), (0.755, ring - 0.01)]) * flip + [x, y], mix(grey, LINE, 0.4), 1
        )
    ear = smooth(
        [(0.36, -0.92), (0.22, -0.84), (0.2, -0.62), (0.32, -0.46), (0.42, -0.62)], 5, True
    )
    cut(canvas, ear * flip + [x, y], mix(grey, (200, 150, 140), 0.25))
    canvas.fill(disc(x + side * high * 0.54, y - high * 0.78, high * 0.018), (20, 16, 16))
    tusk = smooth([(0.6, -0.5), (0.72, -0.4), (0.86, -0.42)]) * flip + [x, y]
    canvas.stroke(tusk, WHITE, taper(len(tusk), high * 0.05, 0.2))
    regalia(canvas, x, y, high, side)


def regalia(canvas: Canvas, x: float, y: float, high: float, side: float) -> None:
    """Hang the saddle cloth on an elephant and set the howdah upon it."""
    cloth, trim = pick(canvas.rng, GEMS), pick(canvas.rng, GEMS)
    at, flip = np.array([x, y]), np.array([side * high, high])
    drape = smooth(DRAPE, 4, closed=True) * flip + at
    cut(canvas, drape, trim)
    inner = (drape - drape.mean(0)) * 0.82 + drape.mean(0)
    cut(canvas, inner, cloth)
    pattern(canvas, inner, GOLD, high * 0.07, high * 0.014)
    canvas.fill(disc(x + side * high * 0.52, y - high * 1.0, high * 0.06), GOLD)
    rider(canvas, x - side * high * 0.12, y - high * 1.3, high, side)
    seat = points("-0.34,-0.9 0.1,-0.88 0.14,-1.06 -0.38,-1.08") * flip + at
    cut(canvas, seat, GOLD)
    pattern(canvas, seat, cloth, high * 0.06, high * 0.014)
    for post in (-0.36, 0.12):
        canvas.line(np.array([(post, -1.07), (post, -1.5)]) * flip + at, GOLD, high * 0.018)
    canopy = smooth(points("-0.46,-1.48 -0.3,-1.6 -0.12,-1.7 0.06,-1.6 0.22,-1.48"))
    cut(canvas, canopy * flip + at, cloth)


def rider(canvas: Canvas, x: float, y: float, high: float, side: float) -> None:
    """Paint the head at (x, y) and the shoulders of the man in the howdah."""
    robe, skin = pick(canvas.rng, GEMS), pick(canvas.rng, SKINS)
    body = smooth([(-0.12, 0.3), (-0.08, 0.1), (0.02, 0.08), (0.08, 0.3)])
    cut(canvas, body * np.array([side * high, high]) + np.array([x, y]), robe)
    head(canvas, x, y, high * 0.13, side, skin)
    turban(canvas, x, y, high * 0.13, side, pick(canvas.rng, GEMS))


def peacock(canvas: Canvas, x: float, y: float, size: float, side: float, fanned: bool) -> None:
    """Paint a peacock standing on (x, y), its train fanned behind it or trailing."""
    train(canvas, x, y, size, side, fanned)
    for leg in (-0.05, 0.06):
        canvas.line([(x + leg * size, y), (x + leg * size, y - size * 0.2)], LINE, 2)
    body = smooth(PEACOCK, 5, closed=True) * np.array([side * size, size])
    cut(canvas, body + np.array([x, y]), BLUE)
    back = np.pi - 0.3 if side > 0 else 0.3
    wing = leaf(x + side * size * 0.08, y - size * 0.44, size * 0.42, size * 0.2, back)
    cut(canvas, wing, (176, 142, 96))
    top = np.array([x + side * size * 0.26, y - size * 0.94])
    for turn in (-2.0, -1.6, -1.2):
        tip = top + size * 0.16 * np.array([np.cos(turn), np.sin(turn)])
        canvas.line([top, tip], BLUE, 1.4)
        canvas.fill(disc(tip[0], tip[1], size * 0.02), BLUE)
    canvas.fill(disc(x + side * size * 0.29, y - size * 0.9, size * 0.018), WHITE)


def train(canvas: Canvas, x: float, y: float, size: float, side: float, fanned: bool) -> None:
    """Paint a peacock's train: three rings of feathers, each with its eye."""
    green: Colour = (44, 122, 88)
    root = np.array([x - side * size * (0 if fanned else 0.25), y - size * 0.42])
    first, last, count = (-2.95, -0.2, 15) if fanned else (0.1, 0.62, 6)
    for ring in (1.0, 0.8, 0.6):
        for turn in np.linspace(first, last, count):
            angle = turn if fanned or side < 0 else np.pi - turn
            long = size * ring * (1.0 if fanned else 1.6) * canvas.rng.uniform(0.95, 1.03)
            tip = root + long * np.array([np.cos(angle), np.sin(angle)])
            canvas.line([root, tip], mix(green, GOLD, 0.35), 2.0)
            for r, tone in ((0.085, green), (0.06, GOLD), (0.036, BLUE)):
                canvas.fill(disc(tip[0], tip[1], size * r, size * r * 0.8, angle), tone)
