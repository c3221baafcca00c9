"""Studies after American landscape painting: light on rivers, marshes, coasts, mountains."""

from collections.abc import Callable

import numpy as np

from whence.studies.america_scenes import alpine_lake, coast, marsh, river_valley
from whence.studies.america_seasons import waterfall, winter_farm
from whence.studies.america_views import autumn_wood, moonlight, prairie
from whence.studies.canvas import Canvas, Pixels
from whence.studies.oil import brushwork, glow, impasto
from whence.studies.surface import finish, vignette, weave

BROAD, STILL, UPRIGHT = (1.35, 1.65), (1.75, 2.3), (0.74, 0.86)
Scene = tuple[str, Callable[[Canvas], None], tuple[float, float]]
SCENES: tuple[Scene, ...] = (
    ("A wide river at evening", river_valley, BROAD),
    ("Haystacks on the marsh", marsh, STILL),
    ("A lake below snow mountains", alpine_lake, BROAD),
    ("Moonlight on the water", moonlight, BROAD),
    ("Birches in autumn", autumn_wood, UPRIGHT),
    ("Sails off the coast", coast, STILL),
    ("Weather over the prairie", prairie, BROAD),
    ("A farm in snow", winter_farm, BROAD),
    ("The waterfall", waterfall, (0.8, 1.1)),
)


def paint(seed: int, size: int) -> tuple[Pixels, str]:
    """Paint the American study of `seed`: pixels (H, W, 3), and its subject in a few words."""
    rng = np.random.default_rng([seed, 3])
    subject, scene, (low, high) = SCENES[seed % len(SCENES)]
    canvas = Canvas(float(rng.uniform(low, high)), size, rng, (200, 190, 170))
    scene(canvas)
    brushwork(canvas)
    glow(canvas)
    impasto(canvas, 0.025)
    weave(canvas, 0.03, 4.5)
    vignette(canvas, 0.22)
    canvas.shade(np.ones(canvas.shape, np.float32), (255, 250, 238))
    return finish(canvas, size, 2.0), subject
