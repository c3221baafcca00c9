"""What grows in an American landscape: banks of grass, trees, woods, firs."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick, speckle
from whence.studies.noise import ease, ridge
from whence.studies.shapes import Points, taper, wander

DARK: Colour = (34, 28, 20)
SUMMER: tuple[Colour, ...] = ((64, 74, 34), (88, 92, 42), (48, 60, 34), (112, 104, 46))
AUTUMN: tuple[Colour, ...] = ((150, 84, 32), (176, 112, 40), (124, 52, 30), (98, 84, 36))
EVENING: tuple[Colour, ...] = ((38, 38, 24), (52, 46, 26), (30, 32, 24), (72, 60, 32))


def bank(
    canvas: Canvas, left: float, right: float, earth: Colour, lit: Colour, bumps: int = 2
) -> Points:
    """Paint the near ground, its edge at the height `left` going over to `right`."""
    rng, w = canvas.rng, canvas.width
    t = np.linspace(0, 1, 120)
    edge = left + (right - left) * (t * t * (3 - 2 * t)) + 14 * ridge(rng, 120, bumps, 5)
    line = np.interp(canvas.x[0], t * w, edge).astype(np.float32)
    depth = canvas.y - line[None]
    body = np.clip(depth * np.float32(canvas.scale), 0, 1)
    canvas.wash(body, earth)
    patches = canvas.noise(12, 5, 4.0)
    canvas.wash(body * ease(patches, 0.45, 0.8) * np.exp(-depth / np.float32(110)), lit)
    canvas.wash(body * ease(depth, 30, 240) * np.float32(0.75), DARK)
    crest = np.stack([t * w, edge], 1)
    grass(canvas, crest, earth, lit)
    return crest


def grass(canvas: Canvas, crest: Points, earth: Colour, lit: Colour, count: int = 420) -> None:
    """Paint tufts of grass on the ground below the line `crest`."""
    rng = canvas.rng
    at = crest[rng.integers(0, len(crest), count)]
    y = at[:, 1] + rng.random(count) ** 1.8 * (canvas.height - at[:, 1])
    x = at[:, 0] + rng.normal(0, 8, count)
    size = 3 + 9 * np.clip((y - at[:, 1]) / 200, 0, 1)
    tones = speckle(rng, (mix(earth, lit, 0.35), mix(earth, DARK, 0.4), earth), count, 10)
    with canvas.veil(0.8):
        canvas.dabs(
            np.stack([x, y - size * 0.4], 1),
            size,
            1.0 + size * 0.08,
            -np.pi / 2 + rng.normal(0, 0.35, count),
            tones,
        )


def tree(
    canvas: Canvas,
    x: float,
    y: float,
    high: float,
    leaves: tuple[Colour, ...],
    lit: Colour,
    side: float,
) -> None:
    """Paint a broad tree rooted at (x, y) whose crown takes light from `side`."""
    rng = canvas.rng
    path = wander(rng, (x, y + 4), (x + rng.normal(0, high * 0.08), y - high * 0.8), high * 0.05)
    bark = mix(DARK, (96, 74, 52), 0.4)
    canvas.stroke(path, bark, taper(len(path), high * 0.055, 0.25))
    for t in np.append(rng.uniform(0.42, 1.0, 11), 1.0):
        start = path[int(t * (len(path) - 1))]
        reach = high * rng.uniform(0.04, 0.3) * (1.3 - 0.7 * t)
        end = start + [rng.choice([-1, 1]) * reach, -high * rng.uniform(0.02, 0.16)]
        limb = wander(rng, start, end, reach * 0.12)
        canvas.stroke(limb, bark, taper(len(limb), high * 0.018, 0.3))
        crown(canvas, end[0], end[1], high * rng.uniform(0.1, 0.17), leaves, lit, side)


def crown(
    canvas: Canvas,
    x: float,
    y: float,
    r: float,
    leaves: tuple[Colour, ...],
    lit: Colour,
    side: float,
) -> None:
    """Paint one clump of leaves of about the radius `r`: dark under, lit towards `side`."""
    rng = canvas.rng
    count = int(np.clip(2.6 * r, 36, 88))
    spots = rng.normal(0, 0.46, (count, 2)) * [r, r * 0.72]
    light = np.clip((spots[:, 0] * side * 0.6 - spots[:, 1]) / r * 0.6 + 0.2, 0, 0.85)[:, None]
    order = np.argsort(light[:, 0])
    base = speckle(rng, leaves, count, 9)
    tones = base * (0.62 + 0.38 * (light > 0.15)) * (1 - light * 0.6) + np.array(lit) * light * 0.6
    size = rng.uniform(0.06, 0.15, count) * r + 1.0
    canvas.dabs(
        (spots + [x, y])[order], size * 1.35, size * 0.8, rng.uniform(0, 3.1, count), tones[order]
    )


def forest(
    canvas: Canvas,
    crest: Points,
    leaves: tuple[Colour, ...],
    lit: Colour,
    size: float,
    count: int = 60,
) -> None:
    """Paint a wood seen from far: clumps along the line `crest`, the higher ones first."""
    rng = canvas.rng
    for at in rng.integers(0, len(crest), count):
        x, y = crest[at]
        clump = size * rng.uniform(0.6, 1.3)
        spots = rng.normal(0, 0.4, (12, 2)) * clump * [1.1, 0.8] + [x, y - clump * 0.3]
        tones = mix(pick(rng, leaves), lit, rng.uniform(0, 0.35)) + rng.normal(0, 8, (12, 1))
        canvas.dabs(spots, clump * 0.3, clump * 0.22, 0.0, np.clip(tones, 0, 255))


def fir(canvas: Canvas, x: float, y: float, high: float, colour: Colour, lit: Colour) -> None:
    """Paint a pointed fir rooted at (x, y)."""
    rng = canvas.rng
    canvas.line([(x, y), (x, y - high)], mix(colour, DARK, 0.5), high * 0.025)
    t = np.repeat(np.linspace(0.04, 0.95, 26), 3)
    aside = rng.uniform(-1, 1, len(t))
    reach = high * 0.2 * t**0.85 * rng.uniform(0.6, 1.1, len(t))
    spots = np.stack([x + aside * reach, y - high * (1 - t) + np.abs(aside) * reach * 0.4], 1)
    tones = speckle(rng, (colour, mix(colour, lit, 0.25), mix(colour, DARK, 0.4)), len(t), 6)
    size = 1.5 + reach * 0.4
    canvas.dabs(spots, size, size * 0.42, aside * 0.5, tones)
