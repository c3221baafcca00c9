"""Oil painting by light: glowing skies, clouds, hills lost in air, mirrored water, brushwork."""

from collections.abc import Sequence

import cv2
import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, ramp
from whence.studies.noise import ease, ridge
from whence.studies.shapes import Points, disc

Palette = Sequence[Colour]  # zenith, upper sky, lower sky, horizon glow, sunlit, shade, earth


def sky(canvas: Canvas, level: float, palette: Palette, sun: tuple[float, float]) -> None:
    """Paint a graded sky down to `level`, brightest about the sun at `sun`."""
    stops = [(0.0, palette[0]), (0.4, palette[1]), (0.78, palette[2]), (1.0, palette[3])]
    drift = (canvas.noise(3, 3, 3.0) - 0.5) * np.float32(0.12)
    column = ramp(stops, canvas.y[:, 0] / np.float32(level))
    canvas.pixels[:] = np.round(column).astype(np.uint8)[:, None]
    canvas.shade(1 + drift)
    away = np.hypot((canvas.x - sun[0]) * np.float32(0.7), canvas.y - sun[1])
    canvas.wash(0.75 * np.exp(-away / np.float32(190)), palette[4])
    canvas.wash(0.95 * np.exp(-((away / np.float32(46)) ** 2)), (255, 250, 226))


def clouds(
    canvas: Canvas, level: float, lit: Colour, shade: Colour, amount: float, stretch: float = 3.0
) -> None:
    """Paint clouds above `level`: `amount` of the sky, `lit` from below, `shade` within."""
    body = canvas.noise(3.2, 6, stretch)
    edge = float(np.quantile(body, 1 - amount))
    cover = ease(body, edge, edge + 0.22) * ease(canvas.y, level, level * 0.75)
    below = np.roll(body, -max(2, int(9 * canvas.scale)), 0)
    light = np.clip(0.5 + (body - below) * 6, 0, 1)
    canvas.wash(cover * np.float32(0.85), shade)
    canvas.wash(cover * light * np.float32(0.9), lit)


def sun_of(canvas: Canvas, level: float) -> tuple[float, float]:
    """Choose where the sun stands: near the horizon, off the middle."""
    side = canvas.rng.choice([-1.0, 1.0])
    x = canvas.width * (0.5 + side * canvas.rng.uniform(0.06, 0.3))
    return float(x), float(level * canvas.rng.uniform(0.62, 0.97))


def hills(
    canvas: Canvas,
    foot: float,
    tall: float,
    colour: Colour,
    glow: Colour,
    sun_x: float,
    waves: int = 3,
    rough: float = 0.42,
) -> Points:
    """Paint one range down to `foot`, hazy at its foot and lit where it faces the sun."""
    rng = canvas.rng
    shape = 0.5 + 0.5 * ridge(rng, 200, waves, 6, rough)
    crest = np.stack([np.linspace(0, canvas.width, 200), foot - tall * shape], 1)
    line = np.interp(canvas.x[0], crest[:, 0], crest[:, 1]).astype(np.float32)
    depth = canvas.y - line[None]
    body = np.clip(depth * np.float32(canvas.scale), 0, 1) * (canvas.y < foot)
    canvas.wash(body, colour)
    slope = np.gradient(line) * np.sign(sun_x - canvas.x[0])
    texture = canvas.noise(26, 4, 0.8)
    light = np.clip(0.35 - 0.5 * slope[None] + 0.9 * (texture - 0.5), 0, 1)
    canvas.wash(body * light * np.float32(0.5), glow)
    haze = ease(canvas.y, foot - tall * 0.8, foot)
    canvas.wash(body * haze * np.float32(0.6), glow)
    return crest


def mountain(
    canvas: Canvas,
    x: float,
    top: float,
    foot: float,
    half: float,
    rock: Colour,
    lit: Colour,
    side: float,
) -> None:
    """Paint a snow mountain about `x` whose flank towards `side` takes the light."""
    rng = canvas.rng
    u = np.linspace(-1, 1, 200)
    shape = np.clip(1 - np.abs(u) ** 0.9 + 0.16 * ridge(rng, 200, 6, 6, 0.55), 0, None)
    line = np.interp(canvas.x[0], x + u * half, foot - (foot - top) * shape / shape.max())
    depth = canvas.y - line[None].astype(np.float32)
    body = np.clip(depth * np.float32(canvas.scale), 0, 1) * (canvas.y < foot)
    canvas.wash(body, rock)
    ribs = canvas.noise(14, 5, 0.5)
    face = 0.9 * np.tanh((canvas.x - x) / np.float32(half) * side * 5) + (ribs - 0.5) * 5
    height = ease(canvas.y, foot, top)
    canvas.wash(body * ease(face, -0.3, 0.9) * np.clip(height * 1.3, 0, 0.95), lit)
    cool = body * ease(ribs, 0.5, 0.8) * np.float32(0.4) * ease(face, 0.5, -0.8)
    canvas.wash(cool * height, mix(lit, (120, 140, 180), 0.5))
    canvas.wash(body * ease(canvas.y, foot - 90, foot) * np.float32(0.7), mix(rock, lit, 0.55))


def reflect(canvas: Canvas, level: float, deep: Colour, calm: float = 0.75) -> None:
    """Turn everything below `level` into water that mirrors what stands above it."""
    row = int(level * canvas.scale)
    rows = canvas.shape[0] - row
    source = row - 1 - (np.arange(rows) * min(1.0, (row - 1) / max(rows, 1))).astype(int)
    mirror = np.ascontiguousarray(canvas.pixels[source])
    mirror = cv2.GaussianBlur(mirror, (0, 0), 2.2 * canvas.scale, sigmaY=5 * canvas.scale)
    noise = canvas.noise(26, 4, 16.0)[row:]
    share = np.linspace(0.15, 1.0, rows, dtype=np.float32)[:, None]
    columns = np.arange(canvas.shape[1], dtype=np.float32)[None]
    along = np.broadcast_to(columns, noise.shape)
    down = np.arange(rows, dtype=np.float32)[:, None] + (noise - 0.5) * share * np.float32(70)
    water = cv2.remap(
        mirror,
        along + (noise - 0.5) * 24 * share,
        down,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    canvas.pixels[row:] = np.asarray(water, np.uint8)
    dim = (1 - calm) + 0.45 * share + 0.35 * (noise - 0.5)
    canvas.wash(np.asarray(dim, np.float32) * np.float32(0.8), deep, (row, 0))
    canvas.line([(0, level), (canvas.width, level)], mix(deep, (255, 240, 210), 0.15), 1.2)


def glitter(canvas: Canvas, level: float, sun_x: float, colour: Colour) -> None:
    """Lay the sun's path on the water below `level` in broken strokes."""
    rng = canvas.rng
    down = rng.random(150) ** 1.6 * (canvas.height - level)
    x = sun_x + rng.normal(0, 1, 150) * (7 + down * 0.12)
    with canvas.veil(0.6):
        canvas.dabs(
            np.stack([x, level + down + 2], 1),
            3 + down * 0.05,
            0.8 + down * 0.006,
            0.0,
            np.array(colour),
        )


def brushwork(canvas: Canvas, count: int = 3800, opacity: float = 0.5) -> None:
    """Go over the whole picture with short strokes in the colours that lie beneath them."""
    rng = canvas.rng
    high, wide = canvas.shape
    spots = rng.uniform(0, 1, (count, 2)) * [canvas.width, canvas.height]
    rows = np.clip((spots[:, 1] * canvas.scale).astype(int), 0, high - 1)
    columns = np.clip((spots[:, 0] * canvas.scale).astype(int), 0, wide - 1)
    tones = canvas.pixels[rows, columns] + rng.normal(0, 5, (count, 1))
    long = rng.uniform(4, 11, count)
    with canvas.veil(opacity):
        canvas.dabs(
            spots,
            long,
            long * rng.uniform(0.16, 0.3, count),
            rng.normal(0, 0.4, count),
            np.clip(tones, 0, 255),
        )


def impasto(canvas: Canvas, depth: float = 0.05) -> None:
    """Catch light on the ridges of the paint and the threads of the canvas."""
    ridges = canvas.noise(240, 2, 1.6)
    relief = ridges - np.roll(ridges, (1, 1), (0, 1))
    canvas.shade((1 + depth * 9 * relief).astype(np.float32))


def glow(canvas: Canvas, strength: float = 0.25) -> None:
    """Let bright parts bleed softly into their surroundings, as through old varnish."""
    small = cv2.resize(canvas.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 7 * canvas.scale)
    wide = cv2.resize(soft, canvas.shape[::-1], interpolation=cv2.INTER_LINEAR)
    lighter = np.maximum(canvas.pixels, wide)
    canvas.pixels = np.asarray(
        cv2.addWeighted(lighter, strength, canvas.pixels, 1 - strength, 0), np.uint8
    )


def moon(canvas: Canvas, x: float, y: float, r: float) -> None:
    """Paint a full moon with a wide pale halo."""
    away = np.hypot(canvas.x - x, canvas.y - y)
    canvas.wash(0.6 * np.exp(-away / np.float32(r * 3.2)), (206, 214, 206))
    canvas.wash(canvas.mask(disc(x, y, r), 1.5), (250, 246, 222))
