"""Smaller subjects in ink: a fan, lotus in a pond, birds on a branch."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.china_scenes import blue_green, river
from whence.studies.colours import mix
from whence.studies.ink import INK
from whence.studies.ink_plants import PALE, bamboo, plum
from whence.studies.shapes import Points, disc, leaf, points, smooth, taper, wander

BIRD = points(
    "-0.95,0.32 -0.45,-0.02 -0.1,-0.3 0.22,-0.36 0.34,-0.58 0.56,-0.64 0.7,-0.5 0.9,-0.42"
    " 0.7,-0.38 0.62,-0.1 0.4,0.16 0.0,0.26 -0.4,0.16"
)


def fan(canvas: Canvas) -> None:
    """Paint a landscape in a round fan on a darker album leaf."""
    w, h = canvas.width, canvas.height
    scene = blue_green if canvas.rng.random() < 0.5 else river
    round_leaf = smooth(disc(w / 2, h / 2, min(w, h) * 0.46), 4, closed=True)
    mount = np.asarray(canvas.pixels * np.array([0.82, 0.8, 0.76]), np.uint8)
    scene(canvas)
    canvas.wash(1 - canvas.mask(round_leaf), mount)
    canvas.line(round_leaf, (116, 92, 62), 4, closed=True)


def lotus(canvas: Canvas) -> None:
    """Paint lotus: great washed leaves on long stalks, a few flowers among them."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    for row, ink in ((0.42, 0.35), (0.6, 0.55), (0.78, 0.9)):
        for _ in range(2):
            x, y = w * rng.uniform(0.12, 0.88), h * row * rng.uniform(0.9, 1.1)
            canvas.stroke(wander(rng, (x, h * 1.02), (x, y), 16), mix(PALE, INK, ink), 5.0)
            pad(canvas, x, y, min(w, h * 0.5) * rng.uniform(0.26, 0.42), ink)
    pink: Colour = (214, 120, 116) if rng.random() < 0.6 else (236, 226, 206)
    for _ in range(int(rng.integers(2, 5))):
        x, y = w * rng.uniform(0.2, 0.8), h * rng.uniform(0.2, 0.62)
        canvas.stroke(wander(rng, (x, h * 0.95), (x, y), 14), mix(PALE, INK, 0.6), 4.0)
        flower(canvas, x, y, w * rng.uniform(0.09, 0.14), pink)
    for _ in range(10):
        x = rng.uniform(0.05, 0.95) * w
        reed = wander(rng, (x, h * 1.02), (x + rng.normal(0, 60), h * rng.uniform(0.66, 0.9)), 14)
        canvas.stroke(reed, mix(INK, PALE, rng.uniform(0.1, 0.5)), taper(len(reed), 6, 0.2))


def pad(canvas: Canvas, x: float, y: float, r: float, ink: float) -> None:
    """Paint a lotus leaf seen from the side: a mottled wash, a wavy rim, dark veins."""
    rng = canvas.rng
    t = np.linspace(0, 2 * np.pi, 20)[:-1]
    wave = r * (1 + rng.uniform(-0.12, 0.12, 19))
    rim = smooth(np.stack([x + wave * np.cos(t), y + 0.48 * wave * np.sin(t)], 1), 5, closed=True)
    body = canvas.mask(rim, 2.5)
    canvas.wash(body, mix(PALE, (222, 208, 178), 0.6))
    canvas.wash(body * (0.35 + 0.9 * (canvas.noise(10, 4) - 0.2)) * np.float32(ink), (52, 56, 50))
    for angle in t[::2]:
        end = np.array([x + 0.92 * r * np.cos(angle), y + 0.44 * r * np.sin(angle)])
        vein = wander(rng, (x, y - r * 0.04), end, r * 0.04, 4)
        canvas.stroke(vein, mix(PALE, INK, ink), 2.4)


def flower(canvas: Canvas, x: float, y: float, size: float, petal: Colour) -> None:
    """Paint an open lotus flower about (x, y)."""
    for turn in (-3.05, -0.1, -2.7, -0.45, -2.3, -0.85, -1.95, -1.2, -1.57):
        shape = leaf(x, y, size * canvas.rng.uniform(0.95, 1.2), size * 0.5, turn)
        canvas.fill(shape, mix(petal, (250, 244, 230), canvas.rng.uniform(0.2, 0.7)))
        canvas.line(shape, mix(petal, INK, 0.5), 1.2, closed=True)
        canvas.fill(leaf(shape[5, 0], shape[5, 1], size * 0.3, size * 0.14, turn), petal)


def perch(canvas: Canvas) -> None:
    """Paint two or three small birds on a bough of plum or bamboo."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    side = rng.choice([-1.0, 1.0])
    if rng.random() < 0.5:
        with canvas.veil(0.55):
            bamboo(canvas, w * (0.5 + side * 0.36), h, h * 0.95, -side * w * 0.12, INK)
    else:
        plum(canvas, w * (0.5 + side * 0.5), h * 0.9, h * 0.6, -1.57 - side * 0.35)
    start, end = (w * (0.5 + side * 0.54), h * 0.72), (w * (0.5 - side * 0.34), h * 0.56)
    branch = wander(rng, start, end, h * 0.05, 6)
    canvas.stroke(branch, INK, taper(len(branch), 17, 0.2))
    for at in rng.permutation(np.arange(11, len(branch) - 2, 6))[: int(rng.integers(2, 4))]:
        tuft_x, tuft_y = branch[at]
        bird(canvas, branch[at], h * rng.uniform(0.1, 0.14), rng.choice([-1.0, 1.0]))
        for _ in range(4):
            turn = np.pi / 2 + rng.normal(0, 0.8)
            canvas.fill(leaf(tuft_x + rng.normal(0, 40), tuft_y, 46, 12, turn), mix(INK, PALE, 0.3))


def bird(canvas: Canvas, foot: Points, size: float, side: float) -> None:
    """Paint a small bird perching at `foot` and looking towards `side`."""
    rng = canvas.rng
    flip = np.array([side * size, size])
    at = foot - np.array([0, size * 0.28])
    breast: Colour = (198, 134, 96) if rng.random() < 0.5 else (214, 204, 180)
    shape = smooth(BIRD, 5, closed=True) * flip + at
    canvas.fill(shape, breast)
    wing = smooth([(-0.8, 0.26), (-0.2, -0.3), (0.2, -0.3), (0.16, 0.0), (-0.3, 0.14)], 5, True)
    canvas.fill(wing * flip + at, mix(INK, (96, 92, 88), 0.4))
    for step in np.linspace(0, 0.5, 5):
        tip = np.array([(-0.9 + step * 0.5, 0.3 - step * 0.2), (0.1, -0.2 + step * 0.4)])
        canvas.line(tip * flip + at, INK, 1.6)
    cap = smooth([(0.3, -0.52), (0.5, -0.66), (0.7, -0.52), (0.5, -0.48)], 4, closed=True)
    canvas.fill(cap * flip + at, INK)
    canvas.line(shape, mix(INK, breast, 0.3), 1.4, closed=True)
    canvas.fill(disc(at[0] + side * size * 0.58, at[1] - size * 0.46, size * 0.035), (20, 18, 16))
    for leg in (0.02, 0.14):
        canvas.line([at + [leg * size * side, size * 0.2], foot + [leg * size * side, 0]], INK, 1.8)
