"""Studies after Chinese ink painting: scrolls, album leaves and fans on silk."""

from collections.abc import Callable

import numpy as np

from whence.studies.canvas import Canvas, Colour, Pixels
from whence.studies.china_scenes import blue_green, bough, peaks, river, snow, stalks
from whence.studies.china_subjects import fan, lotus, perch
from whence.studies.colours import pick
from whence.studies.ink import INK
from whence.studies.marks import inscription, seal
from whence.studies.surface import fibres, finish, mottle, mount, vignette, weave

SILKS: tuple[Colour, ...] = (
    (222, 205, 168), (230, 219, 190), (210, 190, 150), (236, 229, 209), (224, 214, 190),
)  # fmt: skip
SCROLL, LEAF, LONG = (0.36, 0.52), (0.85, 1.25), (1.9, 2.5)

Scene = tuple[str, Callable[[Canvas], None], tuple[float, float]]
SCENES: tuple[Scene, ...] = (
    ("Pines below misty peaks", peaks, SCROLL),
    ("A boat on the wide river", river, LONG),
    ("Bamboo and orchid", stalks, SCROLL),
    ("Blue and green mountains", blue_green, LONG),
    ("Plum blossom", bough, LEAF),
    ("Mountains after snow", snow, SCROLL),
    ("A round fan with mountains", fan, (0.97, 1.03)),
    ("Lotus", lotus, (0.42, 0.6)),
    ("The near bank", river, LEAF),
    ("Birds on a branch", perch, LEAF),
    ("Mountains in an album leaf", peaks, (0.72, 0.95)),
)


def paint(seed: int, size: int) -> tuple[Pixels, str]:
    """Paint the Chinese study of `seed`: pixels (H, W, 3), and its subject in a few words."""
    rng = np.random.default_rng([seed, 1])
    subject, scene, (low, high) = SCENES[seed % len(SCENES)]
    canvas = Canvas(float(rng.uniform(low, high)), size, rng, pick(rng, SILKS))
    mottle(canvas, 0.1)
    scene(canvas)
    write(canvas)
    fibres(canvas, (150, 130, 96), 60, 0.25)
    weave(canvas, 0.035)
    vignette(canvas, 0.16)
    if rng.random() < 0.5:
        brocade = pick(rng, ((170, 156, 122), (132, 122, 100), (120, 128, 118), (150, 118, 84)))
        edge = float(rng.uniform(14, 30))
        mount(canvas, (edge, edge * 1.6, edge, edge * 1.6), brocade)
    return finish(canvas, size), subject


def write(canvas: Canvas) -> None:
    """Add a short inscription near a top corner and one or two seals."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    size = float(rng.uniform(13, 19))
    columns, rows = int(rng.integers(1, 4)), int(rng.integers(4, 8))
    left = rng.random() < 0.5
    x = (columns * size * 1.35 + 0.06 * w) if left else w * 0.94
    with canvas.veil(0.9):
        inscription(canvas, x, h * 0.05, size, columns, rows, INK)
    seal(
        canvas,
        x - columns * size * 1.35 + size * 0.6,
        h * 0.05 + (rows + 1) * size * 1.25,
        size * 1.5,
    )
    if rng.random() < 0.6:
        seal(canvas, w * (0.93 if left else 0.07), h * 0.95, size * 1.7)
