"""American scenes by daylight and sundown: river, salt marsh, sea coast, mountain lake."""

import numpy as np

from whence.studies.america_light import heavens, light_of, pick_leaves, ranges
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix
from whence.studies.noise import Field
from whence.studies.oil import (
    Palette,
    glitter,
    hills,
    mountain,
    reflect,
)
from whence.studies.oil_growth import DARK, bank, fir, grass, tree
from whence.studies.oil_things import birds, cow, haystack, rocks, sloop


def river_valley(canvas: Canvas) -> None:
    """Paint a wide river between hills, trees framing one side."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    light, level = light_of(canvas), h * rng.uniform(0.5, 0.6)
    sun = heavens(canvas, level, light)
    ranges(canvas, level, light, sun[0], rng.uniform(0.14, 0.3))
    reflect(canvas, level, mix(light[5], light[6], 0.4))
    glitter(canvas, level, sun[0], light[4])
    if rng.random() < 0.7:
        sloop(canvas, rng.uniform(0.3, 0.7) * w, level + h * 0.09, 34, light[4], DARK)
    side = -np.sign(sun[0] - w / 2)
    near, far = h * rng.uniform(0.68, 0.76), h * rng.uniform(0.9, 1.0)
    ends = (far, near) if side > 0 else (near, far)
    bank(canvas, *ends, mix(light[6], DARK, 0.3), mix(light[6], light[3], 0.5))
    leaves = pick_leaves(canvas, light)
    for step in range(int(rng.integers(2, 4))):
        x = w * (0.5 + side * (0.46 - 0.11 * step))
        tree(
            canvas, x, h * (0.86 - 0.02 * step), h * rng.uniform(0.4, 0.66), leaves, light[3], -side
        )
    rocks(
        canvas, w * (0.5 + side * 0.1), h * 0.95, 26, mix(light[6], (120, 110, 96), 0.5), light[3]
    )


def marsh(canvas: Canvas) -> None:
    """Paint salt marsh with haystacks and a winding creek."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    light, level = light_of(canvas), h * rng.uniform(0.46, 0.58)
    sun = heavens(canvas, level, light)
    hills(canvas, level, h * 0.05, mix(light[5], light[6], 0.5), light[3], sun[0], 3)
    reflect(canvas, level + 3, mix(light[5], light[6], 0.5), 0.85)
    green = mix(light[6], (108, 118, 56), 0.5)
    meadow = creek_banks(canvas, level, green, light)
    meadow_edge = np.stack([np.linspace(0, w, 60), np.full(60, level + 12)], 1)
    with canvas.veil(meadow):
        grass(canvas, meadow_edge, green, light[3], 700)
    side = float(np.sign(sun[0] - w / 2))
    hay = mix((178, 148, 84), light[3], 0.25)
    for y in np.sort(level + h * 0.4 * rng.random(int(rng.integers(4, 8))) ** 1.5 + 8):
        size = 12 + 0.48 * (y - level)
        haystack(canvas, rng.uniform(0.05, 0.95) * w, y, size, hay, side)
    for _ in range(int(rng.integers(0, 4))):
        y = rng.uniform(level + h * 0.1, h * 0.84)
        cow(canvas, rng.uniform(0.1, 0.9) * w, y, 12 + 0.12 * (y - level), (92, 58, 38))
    birds(canvas, w * rng.uniform(0.3, 0.7), level * 0.5, 5, DARK)


def creek_banks(canvas: Canvas, level: float, green: Colour, light: Palette) -> Field:
    """Cover the water with meadow, leaving a winding creek open; return the meadow's mask."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    t = np.clip((canvas.y - level) / (h - level), 0, 1)
    middle = w * (0.5 + rng.uniform(0.14, 0.26) * np.sin(rng.uniform(0, 6) + 6.5 * np.sqrt(t)))
    reach = 10 + w * rng.uniform(0.14, 0.24) * t**1.4
    rim = np.abs(canvas.x - middle) - reach + 16 * t * (canvas.noise(12, 3, 5.0) - 0.5)
    land = np.clip(rim * canvas.scale, 0, 1) * (canvas.y > level + 3)
    meadow = np.asarray(land, np.float32)
    canvas.wash(meadow, green)
    patches = canvas.noise(9, 5, 9.0)
    canvas.wash((meadow * patches * 0.6).astype(np.float32), mix(green, light[3], 0.6))
    canvas.wash((meadow * t * 0.75).astype(np.float32), mix(green, DARK, 0.6))
    canvas.wash((meadow * np.exp(-rim / 9) * 0.6).astype(np.float32), mix(green, DARK, 0.75))
    return meadow


def coast(canvas: Canvas) -> None:
    """Paint a quiet sea, a headland, surf on the sand and sails."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    light, level = light_of(canvas), h * rng.uniform(0.5, 0.62)
    sun = heavens(canvas, level, light)
    reflect(canvas, level, mix(light[0], (70, 104, 104), 0.5), 0.6)
    glitter(canvas, level, sun[0], light[4])
    side = -float(np.sign(sun[0] - w / 2))
    for _ in range(int(rng.integers(2, 6))):
        y = level + h * 0.1 * rng.random() + 3
        sloop(canvas, rng.uniform(0.1, 0.9) * w, y, 16 + 0.7 * (y - level), light[4], DARK)
    ends = (h * 1.08, h * 0.8) if side > 0 else (h * 0.8, h * 1.08)
    edge = bank(canvas, *ends, mix((170, 150, 112), light[5], 0.4), light[3], 1)
    for lift in (2, 9, 20, 34):
        surf = edge - [0, lift] + canvas.rng.normal(0, 1.2, edge.shape)
        with canvas.veil(0.75 - lift / 60):
            canvas.stroke(surf, (246, 240, 226), 4.5)
    cliff = mix((120, 104, 84), light[5], 0.4)
    for step in range(5):
        rocks(
            canvas,
            w * (0.5 + side * (0.3 + 0.05 * step)),
            h * (0.7 + 0.06 * step),
            30 + 14 * step,
            cliff,
            light[3],
        )
    birds(canvas, w * 0.5, level * 0.6, 4, DARK)


def alpine_lake(canvas: Canvas) -> None:
    """Paint snow mountains over a still lake with firs."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    light, level = light_of(canvas), h * rng.uniform(0.58, 0.66)
    sun = heavens(canvas, level, light)
    rock = mix(light[5], (90, 96, 116), 0.5)
    snow_peaks(canvas, level, rock, light, float(np.sign(sun[0] - w / 2)))
    crest = hills(canvas, level, h * 0.1, mix(light[6], rock, 0.4), light[3], sun[0], 3)
    green = mix((40, 54, 38), rock, 0.3)
    for at in np.sort(rng.integers(0, len(crest), 60)):
        fir(canvas, crest[at, 0], level, rng.uniform(20, 52), green, light[3])
    reflect(canvas, level, mix(light[5], (48, 66, 66), 0.5), 0.85)
    bank(canvas, h * 0.92, h * 0.88, mix(light[6], DARK, 0.35), mix(light[6], light[3], 0.4))
    for x in np.concatenate([rng.uniform(0, 0.28, 5), rng.uniform(0.8, 1, 3)]):
        tall = h * rng.uniform(0.2, 0.46)
        fir(canvas, x * w, h * rng.uniform(0.9, 0.99), tall, (34, 46, 30), light[3])
    rocks(canvas, w * 0.55, h * 0.95, 28, (120, 110, 96), light[3])


def snow_peaks(canvas: Canvas, level: float, rock: Colour, light: Palette, side: float) -> None:
    """Raise three snow mountains above `level`, lit from `side`."""
    rng, w = canvas.rng, canvas.width
    for x, tall in ((0.75, 0.7), (0.2, 0.8), (0.5, 1.0)):
        top = level - canvas.height * tall * rng.uniform(0.38, 0.5)
        snow = mix((248, 244, 238), light[4], 0.4)
        half = w * rng.uniform(0.26, 0.4)
        mountain(canvas, w * (x + rng.normal(0, 0.06)), top, level, half, rock, snow, side)
