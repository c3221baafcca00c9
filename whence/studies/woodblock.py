"""Woodblock printing: graded skies, flat hills with a key line, Fuji, clouds, rain, snow."""

from collections.abc import Sequence

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, ramp
from whence.studies.noise import Field, ease, ridge
from whence.studies.shapes import Outline, Points, box, disc

KEY: Colour = (36, 36, 50)
PAPER: Colour = (236, 225, 200)
Stops = Sequence[tuple[float, Colour]]


def bokashi(canvas: Canvas, stops: Stops, cover: Field | float = 1.0) -> None:
    """Print a vertical gradient over the picture; `stops` run from 0 (top) to 1 (bottom)."""
    column = ramp(stops, canvas.y[:, 0] / np.float32(canvas.height))
    with canvas.veil(cover):
        canvas.pixels[:] = np.round(column).astype(np.uint8)[:, None]


def grain(canvas: Canvas, depth: float = 0.09) -> None:
    """Let the grain of the block show as fine level streaks, and the ink sit unevenly."""
    streaks = canvas.noise(5, 5, 60.0)
    canvas.shade((1.05 - depth * streaks - 0.04 * canvas.noise(30, 3)).astype(np.float32))


def tone(canvas: Canvas, outline: Outline, stops: Stops, key: float = 1.7) -> None:
    """Print a shape with a vertical gradient of its own (0 top, 1 foot) and a key line."""
    points = np.asarray(outline, float)
    top, foot = points[:, 1].min(), points[:, 1].max()
    share = (canvas.y[:, 0] - np.float32(top)) / np.float32(max(foot - top, 1.0))
    column = np.round(ramp(stops, share)).astype(np.uint8)
    with canvas.veil(canvas.mask(points)):
        canvas.pixels[:] = column[:, None]
    if key > 0:
        canvas.line(points, KEY, key, closed=True)


def fuji(
    canvas: Canvas, x: float, top: float, foot: float, half: float, body: Stops, snow: Colour
) -> None:
    """Print Mount Fuji about `x`, its snow running down in tongues."""
    rng = canvas.rng
    u = np.linspace(-1, 1, 121)
    flank = np.clip((1.04 - np.abs(u)) / 0.98, 0, 1) ** 1.75
    flank = np.minimum(flank, 0.93 + 0.02 * np.sin(u * 60))
    flank += 0.012 * ridge(rng, 121, 14, 3) * (np.abs(u) > 0.07)
    crest = np.stack([x + u * half, foot - (foot - top) * flank / 0.93], 1)
    tone(canvas, np.vstack([crest, [x + half, foot + 4], [x - half, foot + 4]]), body, 0)
    depth = rng.uniform(0.2, 0.42)
    inside = np.abs(u) < 0.3 * (depth / 0.42) ** 0.5 + 0.12
    upper = crest[inside]
    teeth = np.linspace(upper[-1, 0], upper[0, 0], 23)
    tongue = np.where(np.arange(23) % 2 == 0, 0.45, 1.0) * rng.uniform(0.6, 1.25, 23)
    roof = np.interp(teeth, crest[:, 0], crest[:, 1])
    fall = (foot - top) * depth * tongue * (1 - (np.abs(teeth - x) / half / 0.62) ** 2)
    lower = np.stack([teeth, roof + np.clip(fall, 0, None)], 1)
    canvas.fill(np.vstack([upper, lower]), snow)
    canvas.line(crest, KEY, 1.8)


def hill(canvas: Canvas, level: float, tall: float, stops: Stops, waves: int = 2) -> Points:
    """Print a range of rounded hills whose crest lies about `level`; return the crest."""
    rng = canvas.rng
    crest_y = level - tall * (0.5 + 0.5 * ridge(rng, 140, waves, 3, 0.35))
    crest = np.stack([np.linspace(-10, canvas.width + 10, 140), crest_y], 1)
    foot = canvas.height + 10
    tone(canvas, np.vstack([crest, [canvas.width + 10, foot], [-10, foot]]), stops)
    return crest


def clouds(canvas: Canvas, level: float, count: int, colour: Colour, key: float = 1.2) -> None:
    """Print level bands of mist with round ends, about the height `level`."""
    rng, w = canvas.rng, canvas.width
    for _ in range(count):
        thick = rng.uniform(9, 20)
        x, y, long = rng.uniform(-0.2, 1) * w, level + rng.normal(0, 34), rng.uniform(0.2, 0.6) * w
        for step in range(int(rng.integers(1, 4))):
            left = x + rng.uniform(-0.15, 0.25) * long
            band = _bar(left, y + step * thick * 0.86, long * rng.uniform(0.5, 1), thick)
            canvas.fill(band, colour)
            if key > 0:
                canvas.line(band, mix(colour, KEY, 0.45), key, closed=True)
        canvas.fill(box(x + 0.26 * long, y, x + 0.5 * long, y + thick * 0.5), colour)


def _bar(left: float, y: float, long: float, thick: float) -> Points:
    right_end = disc(left + long, y, thick / 2)[np.arange(-9, 10)]
    left_end = disc(left, y, thick / 2)[np.arange(9, 28)]
    return np.vstack([right_end, left_end])


def orb(canvas: Canvas, x: float, y: float, r: float, colour: Colour, glow: Colour) -> None:
    """Print a sun or moon with a soft ring of `glow` around it."""
    away = np.hypot(canvas.x - x, canvas.y - y)
    canvas.wash(0.6 * ease(away, r * 2.2, r * 0.9), glow)
    canvas.fill(disc(x, y, r), colour)


def water(canvas: Canvas, level: float, stops: Stops, lines: int = 46) -> None:
    """Print water from `level` down: a gradient and wavering level lines."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    tone(canvas, box(-5, level, w + 5, h + 5), stops, 0)
    canvas.line([(0, level), (w, level)], KEY, 1.4)
    for _ in range(lines):
        y = level + (h - level) * rng.random() ** 1.4 * 0.98 + 4
        x, long = rng.uniform(-0.1, 1) * w, rng.uniform(30, 150)
        t = np.linspace(0, 1, 14)
        path = np.stack([x + t * long, y + 1.6 * np.sin(t * long / 7 + rng.uniform(0, 6))], 1)
        canvas.stroke(path, mix(stops[-1][1], PAPER if rng.random() < 0.6 else KEY, 0.55), 2.0)


def rain(canvas: Canvas, count: int = 170, opacity: float = 0.4) -> None:
    """Print driving rain: long straight lines in two close directions."""
    rng = canvas.rng
    lean = rng.choice([-1, 1]) * rng.uniform(0.1, 0.3)
    with canvas.veil(opacity):
        for _ in range(count):
            x, y = rng.uniform(-0.2, 1.2) * canvas.width, rng.uniform(-0.3, 1) * canvas.height
            long, tilt = rng.uniform(90, 330), lean + rng.choice([0, 0.05])
            canvas.line([(x, y), (x + long * tilt, y + long)], (48, 50, 62), 1.0)


def snowfall(canvas: Canvas, count: int = 260) -> None:
    """Sprinkle snowflakes of several sizes."""
    rng = canvas.rng
    spots = rng.uniform(0, 1, (count, 2)) * [canvas.width, canvas.height]
    size = rng.uniform(1.2, 3.8, count)
    canvas.dabs(spots, size, size, 0.0, np.array((248, 246, 240)))


def dusk(canvas: Canvas, colour: Colour, depth: float) -> None:
    """Print the dark band along the top edge, fading downwards over `depth` of the height."""
    fade = ease(canvas.y, canvas.height * depth, 0) * np.ones(canvas.shape, np.float32)
    canvas.wash(fade.astype(np.float32), colour)
