"""The hour of an American landscape: its palette, heavens, far hills and leaves."""

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix
from whence.studies.oil import (
    Palette,
    clouds,
    hills,
    sky,
    sun_of,
)
from whence.studies.oil_growth import AUTUMN, DARK, EVENING, SUMMER, forest
from whence.studies.oil_things import sundown_disc

DAWN: Palette = (
    (112, 140, 168),
    (176, 184, 178),
    (236, 208, 166),
    (250, 218, 158),
    (255, 236, 186),
    (118, 116, 124),
    (96, 88, 48),
)
SUNSET: Palette = (
    (74, 92, 126),
    (150, 124, 126),
    (226, 152, 96),
    (250, 186, 96),
    (255, 214, 126),
    (104, 78, 84),
    (70, 58, 32),
)
GOLD: Palette = (
    (104, 128, 140),
    (190, 178, 142),
    (238, 206, 138),
    (250, 222, 150),
    (255, 240, 190),
    (126, 112, 92),
    (98, 84, 42),
)
BLUE: Palette = (
    (84, 122, 164),
    (140, 170, 190),
    (200, 208, 202),
    (236, 224, 196),
    (255, 246, 220),
    (112, 126, 140),
    (92, 96, 50),
)
CRIMSON: Palette = (
    (58, 66, 104),
    (132, 84, 98),
    (214, 98, 70),
    (248, 156, 78),
    (255, 196, 110),
    (84, 52, 64),
    (52, 42, 28),
)
LIGHTS = (DAWN, SUNSET, GOLD, BLUE, CRIMSON)


def light_of(canvas: Canvas) -> Palette:
    """Choose the hour of the day."""
    return LIGHTS[int(canvas.rng.integers(len(LIGHTS)))]


def heavens(canvas: Canvas, level: float, light: Palette) -> tuple[float, float]:
    """Paint sky, sun and clouds down to `level`; return where the sun stands."""
    rng = canvas.rng
    sun = sun_of(canvas, level)
    sky(canvas, level, light, sun)
    for _ in range(int(rng.integers(1, 3))):
        clouds(
            canvas,
            level,
            mix(light[3], light[4], rng.random()),
            mix(light[1], light[5], 0.6),
            rng.uniform(0.15, 0.42),
            rng.uniform(2.0, 6.0),
        )
    if light is not BLUE:
        sundown_disc(canvas, sun[0], sun[1], 13)
    return sun


def ranges(canvas: Canvas, level: float, light: Palette, sun_x: float, tall: float) -> None:
    """Paint three to five ranges of hills, each nearer, lower and darker than the last."""
    count = int(canvas.rng.integers(3, 6))
    for index in range(count):
        near = (index + 1) / count
        tint = mix(mix(light[2], light[5], 0.5), mix(light[6], light[5], 0.35), near)
        high = canvas.height * tall * (1.05 - 0.75 * near)
        crest = hills(canvas, level, high, tint, light[3], sun_x, 2 + index)
        if index == count - 1:
            forest(canvas, crest, (tint, mix(tint, DARK, 0.3)), light[3], 13, 90)


def pick_leaves(canvas: Canvas, light: Palette) -> tuple[Colour, ...]:
    """Choose the season of the leaves; late light darkens them."""
    if light in (SUNSET, CRIMSON):
        return EVENING
    return AUTUMN if canvas.rng.random() < 0.5 else SUMMER
