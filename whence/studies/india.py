"""Studies after Indian court miniatures: terraces, elephants, gardens, peacocks, portraits."""

from collections.abc import Callable

import numpy as np

from whence.studies.canvas import Canvas, Pixels
from whence.studies.colours import pick
from whence.studies.court import LINE, WHITE, border
from whence.studies.india_scenes import garden, night, palace, procession
from whence.studies.india_subjects import botanical, monsoon, portrait
from whence.studies.surface import finish

UPRIGHT, ACROSS = (0.62, 0.76), (1.2, 1.5)

Scene = tuple[str, Callable[[Canvas], None], tuple[float, float]]
SCENES: tuple[Scene, ...] = (
    ("A palace terrace", palace, UPRIGHT),
    ("Elephants in procession", procession, ACROSS),
    ("Portrait on a coloured ground", portrait, UPRIGHT),
    ("Peacocks before the rain", monsoon, (0.72, 0.9)),
    ("A garden in four quarters", garden, UPRIGHT),
    ("Flowers from an album", botanical, (0.6, 0.7)),
    ("Night on the terrace", night, UPRIGHT),
    ("The state elephant", procession, (0.74, 0.86)),
)


def paint(seed: int, size: int) -> tuple[Pixels, str]:
    """Paint the Indian study of `seed`: pixels (H, W, 3), and its subject in a few words."""
    rng = np.random.default_rng([seed, 4])
    subject, scene, (low, high) = SCENES[seed % len(SCENES)]
    canvas = Canvas(float(rng.uniform(low, high)), size, rng, WHITE)
    scene(canvas)
    rules = (pick(rng, ((34, 62, 112), (156, 44, 36), (38, 88, 70), (206, 120, 44))), LINE)
    page = pick(
        rng,
        (
            (228, 206, 166),
            (196, 78, 52),
            (38, 62, 92),
            (216, 188, 140),
            (206, 182, 172),
            (176, 158, 120),
        ),
    )
    border(canvas, rules, page, float(rng.choice([0, 48, 66, 84])))
    canvas.shade((1 - 0.08 * canvas.noise(4, 5)).astype(np.float32), (255, 249, 236))
    return finish(canvas, size, 2.2), subject
