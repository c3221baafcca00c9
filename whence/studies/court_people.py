"""Courtiers and ladies in profile, as court painters drew them."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.court import GEMS, GOLD, LINE, WHITE, cut, pattern
from whence.studies.shapes import Points, box, disc, place, points, ribbon, smooth, taper

SKINS: tuple[Colour, ...] = ((196, 146, 104), (172, 120, 84), (214, 168, 124))
HEAD = points(
    "-0.42,-0.25 -0.28,-0.58 0.1,-0.62 0.34,-0.42 0.37,-0.16 0.56,0.1 0.42,0.15 0.47,0.25 0.4,0.33"
    " 0.38,0.5 0.12,0.52 0.04,0.8 -0.34,0.8 -0.34,0.3"
)
COAT = points(
    "-0.07,-0.8 0.06,-0.8 0.085,-0.68 0.055,-0.53 0.13,-0.3 0.185,-0.12 0.0,-0.085 -0.185,-0.12"
    " -0.13,-0.3 -0.06,-0.53 -0.09,-0.68"
)
SHOE = points("-0.03,0 -0.03,-0.03 0.03,-0.03 0.085,-0.035 0.05,0")
SKIRT = points("-0.05,-0.56 0.05,-0.56 0.1,-0.34 0.2,-0.04 0.0,0.0 -0.21,-0.04 -0.11,-0.34")
WAIST = points("-0.06,-0.78 0.06,-0.78 0.09,-0.69 0.05,-0.56 -0.05,-0.56 -0.07,-0.68")
SHAWL = points(
    "0.045,-0.945 -0.01,-0.985 -0.07,-0.93 -0.09,-0.75 -0.15,-0.4 -0.18,-0.1 -0.1,-0.1"
    " -0.055,-0.5 -0.045,-0.8 -0.02,-0.9"
)


def head(canvas: Canvas, x: float, y: float, size: float, side: float, skin: Colour) -> None:
    """Paint a head and neck in profile, its middle at (x, y), looking towards `side`."""
    flip = np.array([side * size, size])
    cut(canvas, HEAD * flip + [x, y], skin)
    eye = smooth([(0.02, -0.14), (0.16, -0.24), (0.34, -0.14), (0.17, -0.08)], 4, True)
    canvas.fill(eye * flip + [x, y], WHITE)
    canvas.line(eye * flip + [x, y], LINE, 1.0, closed=True)
    canvas.fill(disc(x + side * size * 0.2, y - size * 0.15, size * 0.07), (24, 18, 18))
    canvas.line(np.array([(0.0, -0.32), (0.16, -0.38), (0.34, -0.3)]) * flip + [x, y], LINE, 1.2)
    canvas.line(np.array([(0.3, 0.25), (0.44, 0.24)]) * flip + [x, y], (164, 56, 48), 1.4)
    canvas.fill(disc(x - side * size * 0.14, y + size * 0.16, size * 0.08), GOLD)


def turban(canvas: Canvas, x: float, y: float, size: float, side: float, colour: Colour) -> None:
    """Wind a turban with a plume around the head at (x, y)."""
    shape = smooth(
        [
            (-0.66, -0.2),
            (-0.72, -0.52),
            (-0.3, -0.84),
            (0.16, -0.86),
            (0.42, -0.6),
            (0.4, -0.36),
            (0.0, -0.4),
        ],
        5,
        closed=True,
    )
    flip = np.array([side * size, size])
    cut(canvas, shape * flip + [x, y], colour)
    for low in (-0.66, -0.52):
        fold = smooth([(-0.66, low + 0.2), (-0.1, low), (0.36, low + 0.04)]) * flip + [x, y]
        canvas.line(fold, mix(colour, GOLD, 0.6), 1.6)
    plume = smooth([(0.1, -0.8), (0.06, -1.2), (-0.2, -1.36)]) * flip + [x, y]
    canvas.stroke(plume, (34, 30, 34), size * 0.14)


def arm(canvas: Canvas, path: Points, width: float, sleeve: Colour, skin: Colour) -> None:
    """Paint a sleeved arm along `path`, with a hand and a bracelet at its end."""
    cut(canvas, ribbon(path, taper(len(path), width, 0.6)), sleeve)
    canvas.fill(disc(path[-1, 0], path[-1, 1], width * 0.42), skin)
    canvas.line(ribbon(path[-3:-1], width * 0.7), GOLD, 1.4, closed=True)


def courtier(canvas: Canvas, x: float, y: float, high: float, side: float) -> None:
    """Paint a man in a long coat standing on (x, y), a flower in his hand."""
    rng = canvas.rng
    robe, skin, flip = pick(rng, GEMS), pick(rng, SKINS), np.array([side * high, high])
    at, face = np.array([x, y]), (x + side * high * 0.012, y - high * 0.885)
    for foot in (-0.05, 0.05):
        cut(canvas, box(foot - 0.028, -0.16, foot + 0.028, -0.02) * flip + at, WHITE)
        cut(canvas, (SHOE + np.array([foot, 0])) * flip + at, (168, 54, 40))
    coat = smooth(COAT, 4, closed=True) * flip + at
    cut(canvas, coat, robe)
    pattern(canvas, coat, mix(robe, GOLD, 0.75), high * 0.045, high * 0.006)
    for fold in (-0.1, -0.03, 0.05, 0.11):
        crease = np.array([(fold * 0.4, -0.5), (fold, -0.1)]) * flip + at
        canvas.line(crease, mix(robe, LINE, 0.35), 1.1)
    sash(canvas, at, flip)
    reach = smooth([(0.02, -0.76), (0.09, -0.62), (0.2, -0.68)]) * flip + at
    arm(canvas, reach, high * 0.055, robe, skin)
    flower(canvas, reach[-1, 0], reach[-1, 1], high * 0.09)
    head(canvas, *face, high * 0.125, side, skin)
    turban(canvas, *face, high * 0.125, side, pick(rng, GEMS))
    pearls = disc(x + side * high * 0.01, y - high * 0.76, high * 0.045, high * 0.05)[1:18:2]
    canvas.dabs(pearls, high * 0.007, high * 0.007, 0.0, np.array(WHITE))


def sash(canvas: Canvas, at: Points, flip: Points) -> None:
    """Tie a sash about the waist of the man on `at`, its patterned end hanging down."""
    colour, high = pick(canvas.rng, GEMS), float(flip[1])
    cut(canvas, box(-0.062, -0.56, 0.062, -0.51) * flip + at, colour)
    end = points("0.0,-0.51 0.05,-0.51 0.07,-0.24 0.01,-0.24") * flip + at
    cut(canvas, end, colour)
    pattern(canvas, end, WHITE, high * 0.026, high * 0.005)


def flower(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Paint a cut flower held at (x, y)."""
    canvas.line([(x, y + size * 0.3), (x, y - size * 0.7)], (64, 104, 62), 1.5)
    for turn in np.arange(6) * 1.05:
        canvas.fill(
            disc(
                x + size * 0.16 * np.cos(turn),
                y - size * 0.8 + size * 0.16 * np.sin(turn),
                size * 0.13,
            ),
            (222, 92, 96),
        )


def lady(canvas: Canvas, x: float, y: float, high: float, side: float) -> None:
    """Paint a woman in skirt and veil standing on (x, y)."""
    rng = canvas.rng
    skirt, skin = pick(rng, GEMS), pick(rng, SKINS)
    at, flip = np.array([x, y]), np.array([side * high, high])
    braid = smooth([(-0.05, -0.9), (-0.1, -0.72), (-0.09, -0.5)]) * flip + at
    canvas.stroke(braid, (32, 26, 26), high * 0.035)
    bell = smooth(SKIRT, 4, closed=True) * flip + at
    cut(canvas, bell, skirt)
    pattern(canvas, bell, mix(skirt, GOLD, 0.8), high * 0.04, high * 0.0065)
    hem = smooth([(-0.2, -0.05), (0.0, -0.015), (0.19, -0.05)]) * flip + at
    canvas.stroke(hem, GOLD, high * 0.022)
    waist = smooth(WAIST, 4, closed=True) * flip + at
    cut(canvas, waist, skin)
    canvas.fill(waist[:18], pick(rng, GEMS))
    reach = smooth([(0.0, -0.75), (0.1, -0.6), (0.19, -0.7)]) * flip + at
    arm(canvas, reach, high * 0.048, skin, skin)
    flower(canvas, reach[-1, 0], reach[-1, 1], high * 0.08)
    head(canvas, x + side * high * 0.012, y - high * 0.88, high * 0.12, side, skin)
    with canvas.veil(0.82):
        shawl = smooth(SHAWL, 4, closed=True) * flip + at
        cut(canvas, shawl, pick(rng, GEMS))
        pattern(canvas, shawl, GOLD, high * 0.035, high * 0.005)


def halo(canvas: Canvas, x: float, y: float, r: float) -> None:
    """Paint a golden halo with fine rays about (x, y)."""
    cut(canvas, disc(x, y, r), mix(GOLD, WHITE, 0.35), 1.2)
    for turn in np.linspace(0, 2 * np.pi, 40, endpoint=False):
        ray = place([(r * 0.72, 0), (r * 0.97, 0)], x, y, turn)
        canvas.line(ray, GOLD, 1)
