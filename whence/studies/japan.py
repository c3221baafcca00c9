"""Studies after Japanese woodblock prints: views, weather, flowers, the great wave."""

from collections.abc import Callable

import numpy as np

from whence.studies.canvas import Canvas, Colour, Pixels
from whence.studies.colours import mix, pick
from whence.studies.japan_views import (
    blossoms,
    irises,
    maples,
    moonlight,
    rain_bridge,
    snow_shrine,
)
from whence.studies.marks import VERMILION, seal, slip
from whence.studies.shapes import box
from whence.studies.surface import fibres, finish, mount
from whence.studies.woodblock import (
    KEY,
    PAPER,
    bokashi,
    clouds,
    dusk,
    fuji,
    grain,
    hill,
    orb,
    water,
)
from whence.studies.woodblock_nature import bloom, pine, wave
from whence.studies.woodblock_places import house, sail

BLUES: tuple[Colour, ...] = ((28, 62, 112), (38, 84, 128), (24, 72, 98), (46, 66, 122))
WIDE, TALL, PILLAR = (1.38, 1.55), (0.64, 0.74), (0.36, 0.46)


def bay(canvas: Canvas) -> None:
    """Print Fuji across a bay with sails, hills and a pine."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    blue = pick(rng, BLUES)
    glow = pick(rng, ((240, 190, 150), (244, 214, 160), (236, 176, 160)))
    level = h * rng.uniform(0.52, 0.62)
    bokashi(canvas, [(0, mix(blue, PAPER, 0.55)), (0.3, PAPER), (level / h, glow), (1, glow)])
    dusk(canvas, blue, 0.2)
    x = w * rng.uniform(0.3, 0.7)
    body = [(0.0, mix(blue, PAPER, 0.1)), (1.0, mix(blue, PAPER, 0.72))]
    fuji(canvas, x, level - h * rng.uniform(0.26, 0.4), level, w * 0.45, body, (246, 242, 232))
    clouds(canvas, level - h * 0.07, 4, mix(PAPER, glow, 0.3))
    green = pick(rng, ((84, 118, 88), (110, 130, 84), (70, 106, 104)))
    hill(canvas, level + 6, 40, [(0, green), (0.2, mix(green, PAPER, 0.4)), (1, PAPER)], 3)
    water(canvas, level + 8, [(0, mix(blue, PAPER, 0.6)), (1, blue)])
    for _ in range(int(rng.integers(2, 6))):
        y = rng.uniform(level + 30, h * 0.84)
        sail(canvas, rng.uniform(0.1, 0.9) * w, y, 26 + 0.3 * (y - level))
    side = rng.choice([-1.0, 1.0])
    hill(canvas, h * 0.98, 70, [(0, (92, 104, 66)), (1, (150, 140, 90))], 1)
    pine(canvas, w * (0.5 + side * 0.36), h * 0.95, h * 0.42, -side * w * 0.1)
    house(canvas, w * (0.5 - side * 0.34), h * 0.96, 58, (126, 104, 74))


def red_fuji(canvas: Canvas) -> None:
    """Print Fuji alone, glowing at dawn, under a sky of small clouds."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    blue = pick(rng, BLUES)
    red = pick(rng, ((168, 70, 46), (150, 58, 62), (186, 96, 58)))
    bokashi(canvas, [(0, blue), (0.35, mix(blue, PAPER, 0.5)), (0.8, PAPER), (1, PAPER)])
    level = h * 0.32
    for _ in range(15):
        clouds(canvas, level + rng.normal(0, h * 0.14), 1, (240, 236, 224), 0)
    green = (62, 92, 70)
    body = [(0.0, mix(red, KEY, 0.35)), (0.45, red), (0.75, mix(red, green, 0.5)), (1.0, green)]
    x = w * (0.5 + rng.choice([-1, 1]) * rng.uniform(0.05, 0.22))
    fuji(canvas, x, h * rng.uniform(0.14, 0.24), h * 0.96, w * 0.75, body, (244, 236, 222))
    crest = hill(canvas, h * 0.98, h * 0.13, [(0, (44, 74, 60)), (1, (78, 104, 70))], 3)
    for spot in crest[rng.integers(0, len(crest), 60)]:
        bloom(canvas, spot[0], spot[1] + rng.uniform(4, 60), 12, ((36, 62, 52), (60, 86, 62)), 8)


def great_wave(canvas: Canvas) -> None:
    """Print a breaking sea with Fuji small and far behind."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    blue = pick(rng, BLUES)
    glow = pick(rng, ((232, 214, 178), (236, 204, 176), (214, 214, 204)))
    bokashi(
        canvas,
        [
            (0, mix(glow, KEY, 0.22)),
            (0.4, glow),
            (0.75, mix(glow, (120, 120, 120), 0.3)),
            (1, glow),
        ],
    )
    side = rng.choice([-1.0, 1.0])
    body = [(0.0, mix(blue, PAPER, 0.15)), (1.0, mix(blue, PAPER, 0.4))]
    fuji(canvas, w * (0.5 + side * 0.2), h * 0.55, h * 0.76, w * 0.2, body, (246, 242, 232))
    water(canvas, h * 0.76, [(0, mix(blue, PAPER, 0.45)), (1, blue)], 20)
    size = min(h * 0.62, w * 0.5)
    wave(canvas, w * (0.5 - side * 0.2), h * 0.98, size, side, mix(blue, PAPER, 0.3), blue)
    swells(canvas, size, side, blue)
    sail(canvas, w * (0.5 + side * 0.36), h * 0.8, 44)


def swells(canvas: Canvas, size: float, side: float, blue: Colour) -> None:
    """Print three lesser waves along the lower edge, a share of `size` each."""
    rng = canvas.rng
    for place, scale in ((0.42, 0.26), (-0.42, 0.3), (0.12, 0.2)):
        x, level = canvas.width * (0.5 + side * place), canvas.height * rng.uniform(0.95, 1.02)
        tint = mix(blue, PAPER, rng.uniform(0.15, 0.5))
        way = side * rng.choice([1, 1, -1])
        wave(canvas, x, level, size * scale * rng.uniform(0.9, 1.4), way, tint, blue)


def sunrise(canvas: Canvas) -> None:
    """Print pine islands in a calm sea under a red sun."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    blue, level = pick(rng, BLUES), h * rng.uniform(0.42, 0.58)
    bokashi(canvas, [(0, (226, 150, 116)), (level / h * 0.6, (240, 208, 160)), (1, PAPER)])
    dusk(canvas, (176, 76, 60), 0.18)
    orb(
        canvas,
        w * rng.uniform(0.25, 0.75),
        level - h * rng.uniform(0.04, 0.22),
        min(w, h) * 0.1,
        (206, 66, 46),
        (240, 170, 120),
    )
    clouds(canvas, level - h * 0.1, 5, (244, 228, 200))
    water(canvas, level, [(0, mix(blue, PAPER, 0.7)), (1, blue)], 60)
    for _ in range(int(rng.integers(2, 5))):
        x, y = rng.uniform(0.1, 0.9) * w, rng.uniform(level + 12, h * 0.86)
        size = 26 + 0.35 * (y - level)
        island(canvas, x, y, size)
    for _ in range(3):
        y = rng.uniform(level + 20, h * 0.92)
        sail(canvas, rng.uniform(0.08, 0.92) * w, y, 24 + 0.25 * (y - level))


def island(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Print a rock in the sea with a pine on it."""
    t = np.linspace(0, np.pi, 14)
    lumps = canvas.rng.uniform(0.7, 1.1, 14)
    rock = np.stack([x - size * 1.3 * np.cos(t), y - size * 0.6 * np.sin(t) * lumps], 1)
    canvas.fill(rock, (122, 112, 92))
    canvas.line(rock, KEY, 1.6)
    pine(canvas, x, y - size * 0.5, size * 1.5, canvas.rng.normal(0, size * 0.5))


Scene = tuple[str, Callable[[Canvas], None], tuple[float, float]]
SCENES: tuple[Scene, ...] = (
    ("Fuji across the bay", bay, WIDE),
    ("Rain on the bridge", rain_bridge, TALL),
    ("The great wave", great_wave, WIDE),
    ("Irises", irises, PILLAR),
    ("Snow at the shrine", snow_shrine, TALL),
    ("Red Fuji", red_fuji, WIDE),
    ("Moon and geese above the reeds", moonlight, PILLAR),
    ("Cherry blossom by the river", blossoms, WIDE),
    ("Maples at the gate", maples, TALL),
    ("Pine islands at sunrise", sunrise, (0.9, 1.3)),
)


def paint(seed: int, size: int) -> tuple[Pixels, str]:
    """Print the Japanese study of `seed`: pixels (H, W, 3), and its subject in a few words."""
    rng = np.random.default_rng([seed, 2])
    subject, scene, (low, high) = SCENES[seed % len(SCENES)]
    canvas = Canvas(float(rng.uniform(low, high)), size, rng, PAPER)
    scene(canvas)
    grain(canvas)
    label(canvas)
    canvas.line(box(1, 1, canvas.width - 1, canvas.height - 1), KEY, 2.2, closed=True)
    if rng.random() < 0.75:
        edge = float(rng.uniform(10, 26))
        mount(canvas, (edge, edge, edge, edge), mix(PAPER, (250, 244, 228), 0.5))
    canvas.shade((1 - 0.05 * canvas.noise(3, 3)).astype(np.float32), (255, 250, 238))
    fibres(canvas, (180, 164, 130), 90, 0.22)
    return finish(canvas, size, 2.0), subject


def label(canvas: Canvas) -> None:
    """Add a title slip or two in an upper corner, and the maker's seal."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    size = float(rng.uniform(15, 21))
    left = rng.random() < 0.5
    x = w * 0.03 if left else w * 0.97 - size * 1.7
    ground = pick(rng, (VERMILION, (206, 84, 58), (238, 214, 160), (222, 200, 164)))
    slip(canvas, x, h * 0.03, size, int(rng.integers(4, 7)), ground, KEY)
    aside = x + (size * 2.0 if left else -size * 1.6)
    slip(canvas, aside, h * 0.03, size * 0.8, int(rng.integers(3, 5)), PAPER, KEY)
    seal(canvas, w * (0.95 if left else 0.05), h * 0.95, size * 1.3)
