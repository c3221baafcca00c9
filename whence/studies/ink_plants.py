"""Plants in ink: pine, bamboo, plum blossom, orchid, and the rock they stand by."""

from itertools import pairwise

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix
from whence.studies.ink import INK
from whence.studies.shapes import Points, disc, leaf, ribbon, taper, wander

PALE: Colour = (196, 184, 158)


def trunk(canvas: Canvas, path: Points, width: float, ink: Colour = INK) -> None:
    """Paint a rough trunk along `path`: pale body, dark edges, scales of bark."""
    rng = canvas.rng
    widths = taper(len(path), width, 0.25)
    canvas.fill(ribbon(path, widths), mix(ink, PALE, 0.62))
    for side in (0.5, -0.5):
        edge = (
            ribbon(path, widths * abs(side) * 2)[: len(path)]
            if side > 0
            else (ribbon(path, widths)[len(path) :])
        )
        canvas.stroke(edge + rng.normal(0, 0.5, edge.shape), ink, width * 0.13)
    for _ in range(int(len(path) * 1.4)):
        at = int(rng.integers(len(path)))
        centre = path[at] + rng.uniform(-0.4, 0.4) * widths[at]
        arc = disc(centre[0], centre[1], widths[at] * 0.22, widths[at] * 0.16, rng.uniform(0, 6))[
            :24
        ]
        canvas.line(arc, mix(ink, PALE, 0.25), 1.1)


def needles(canvas: Canvas, x: float, y: float, size: float, ink: Colour = INK) -> None:
    """Paint one fan of pine needles opening upwards from (x, y)."""
    rng = canvas.rng
    for angle in np.linspace(-np.pi * 0.98, -0.02 * np.pi, 19) + rng.normal(0, 0.05, 19):
        long = size * rng.uniform(0.8, 1.08)
        tip = (x + long * np.cos(angle), y + long * 0.72 * np.sin(angle))
        canvas.line([(x, y), tip], mix(ink, PALE, rng.uniform(0, 0.3)), 1.1)


def pine(canvas: Canvas, x: float, y: float, high: float, lean: float, ink: Colour = INK) -> None:
    """Paint a crooked pine rooted at (x, y), `high` units tall, its top `lean` to the side."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + lean, y - high), high * 0.16, 6)
    limbs = []
    for t in np.sort(rng.uniform(0.35, 0.97, int(rng.integers(6, 9)))):
        start = path[int(t * (len(path) - 1))]
        side = rng.choice([-1.0, 1.0]) if t < 0.9 else np.sign(lean or 1.0)
        long = high * rng.uniform(0.22, 0.48) * (1.25 - 0.7 * t)
        end = start + [side * long, rng.uniform(-0.1, 0.22) * long]
        limbs.append(wander(rng, start, end, long * 0.16))
    for limb in limbs:
        canvas.stroke(limb, mix(ink, PALE, 0.12), taper(len(limb), high * 0.022, 0.3))
    trunk(canvas, path, high * 0.06, ink)
    limbs.append(path[-4:])
    for limb in limbs:
        pads = int(rng.integers(4, 8))
        for at in rng.uniform(0.4, 1.0, pads):
            px, py = limb[int(at * (len(limb) - 1))]
            for _ in range(2):
                spot = rng.normal(0, [high * 0.035, high * 0.014])
                needles(canvas, px + spot[0], py + spot[1], high * rng.uniform(0.045, 0.075), ink)


def bamboo(canvas: Canvas, x: float, y: float, high: float, lean: float, ink: Colour) -> None:
    """Paint one bamboo stalk from (x, y) upwards with clusters of pointed leaves."""
    rng = canvas.rng
    path = wander(rng, (x, y), (x + lean, y - high), high * 0.02, 4)
    joints = np.linspace(0, len(path) - 1, int(rng.integers(7, 11)))
    wide = high * rng.uniform(0.014, 0.024)
    for a, b in pairwise(joints):
        span = np.linspace(a + 0.12, b, 8)
        piece = np.stack([np.interp(span, range(len(path)), path[:, c]) for c in (0, 1)], 1)
        body = wide * (1 + 0.25 * np.abs(np.linspace(-1, 1, 8)) ** 4)
        canvas.fill(ribbon(piece, body), mix(ink, PALE, rng.uniform(0.2, 0.42)))
        canvas.stroke(ribbon(piece, body)[:8], ink, wide * 0.22)
    for _ in range(int(rng.integers(7, 12))):
        knot = path[int(rng.uniform(0.3, 1.0) * (len(path) - 1))]
        side = rng.choice([-1.0, 1.0])
        tip = knot + [side * rng.uniform(0.05, 0.16) * high, -rng.uniform(0.0, 0.09) * high]
        canvas.stroke(wander(rng, knot, tip, high * 0.01, 3), ink, wide * 0.2)
        tuft(canvas, tip[0], tip[1], high * rng.uniform(0.09, 0.15), side, ink)


def tuft(canvas: Canvas, x: float, y: float, size: float, side: float, ink: Colour) -> None:
    """Paint a cluster of four to seven hanging bamboo leaves at (x, y)."""
    rng = canvas.rng
    tone = mix(ink, PALE, rng.choice([0.0, 0.08, 0.35]))
    for _ in range(int(rng.integers(4, 8))):
        turn = np.pi / 2 - side * rng.uniform(-0.35, 1.45)
        canvas.fill(leaf(x, y, size * rng.uniform(0.6, 1.15), size * 0.15, turn), tone)


def plum(canvas: Canvas, x: float, y: float, reach: float, turn: float, ink: Colour = INK) -> None:
    """Paint a plum bough from (x, y), `reach` long towards `turn`, with twigs and blossom."""
    rng = canvas.rng
    tip = np.array([x + reach * np.cos(turn), y + reach * np.sin(turn)])
    bough = wander(rng, (x, y), tip, reach * 0.12, 6)
    canvas.stroke(bough, ink, taper(len(bough), reach * 0.05, 0.12))
    petal = (206, 96, 92) if rng.random() < 0.5 else (240, 232, 216)
    spots: list[Points] = []
    for _ in range(int(rng.integers(9, 14))):
        start = bough[int(rng.uniform(0.12, 1) * (len(bough) - 1))]
        angle = turn + rng.choice([-1, 1]) * rng.uniform(0.3, 1.0)
        long = reach * rng.uniform(0.14, 0.42)
        twig = wander(rng, start, start + long * np.array([np.cos(angle), np.sin(angle)]), 6)
        canvas.stroke(twig, ink, taper(len(twig), reach * 0.014, 0.3))
        spots.extend(twig[rng.integers(6, len(twig), 3)] + rng.normal(0, 4, (3, 2)))
    for spot in spots:
        blossom(canvas, spot[0], spot[1], rng.uniform(9, 15), petal, ink)


def blossom(
    canvas: Canvas, x: float, y: float, size: float, petal: Colour, ink: Colour = INK
) -> None:
    """Paint one five-petalled flower about (x, y), `size` from its middle to its edge."""
    turn = canvas.rng.uniform(0, 6.3)
    for angle in turn + np.arange(5) * 2 * np.pi / 5:
        px, py = x + 0.55 * size * np.cos(angle), y + 0.55 * size * np.sin(angle)
        round_petal = disc(px, py, size * 0.46, size * 0.42, angle)
        canvas.fill(round_petal, mix(petal, (255, 250, 240), canvas.rng.uniform(0, 0.25)))
        canvas.line(round_petal, mix(petal, ink, 0.45), 1, closed=True)
    for angle in turn + np.arange(7) * 0.9:
        end = (x + 0.5 * size * np.cos(angle), y + 0.5 * size * np.sin(angle))
        canvas.line([(x, y), end], mix(ink, petal, 0.2), 1)


def orchid(canvas: Canvas, x: float, y: float, size: float, ink: Colour = INK) -> None:
    """Paint a tuft of long bending orchid leaves rooted at (x, y), with a few pale flowers."""
    rng = canvas.rng
    for _ in range(int(rng.integers(10, 16))):
        side, long = rng.choice([-1.0, 1.0]), size * rng.uniform(0.5, 1.1)
        t = np.linspace(0, 1, 24)
        bend = rng.uniform(0.2, 0.95)
        path = np.stack(
            [
                x + rng.normal(0, 5) + side * long * bend * t**1.3,
                y - long * (t * 1.15 - bend * 0.85 * t**2.4),
            ],
            1,
        )
        canvas.stroke(path, mix(ink, PALE, rng.choice([0.0, 0.1, 0.45])), size * 0.026)
    for _ in range(int(rng.integers(3, 6))):
        fx, fy = x + rng.normal(0, size * 0.25), y - size * rng.uniform(0.35, 0.85)
        canvas.stroke(wander(rng, (x, y), (fx, fy), 8), mix(ink, PALE, 0.4), 2.2)
        for turn in rng.uniform(-np.pi, 0.4, 5):
            canvas.fill(leaf(fx, fy, size * 0.1, size * 0.03, turn), mix(ink, PALE, 0.5))
