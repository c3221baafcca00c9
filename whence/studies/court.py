"""Court miniatures: patterned cloth, trees leaf by leaf, meadows, clouds, ponds, borders."""

import cv2
import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.shapes import Outline, Points, box, disc, leaf
from whence.studies.surface import mount

LINE: Colour = (58, 40, 32)
GOLD: Colour = (206, 162, 68)
WHITE: Colour = (244, 236, 218)
GEMS: tuple[Colour, ...] = (
    (196, 62, 40),
    (232, 154, 44),
    (34, 74, 128),
    (46, 112, 84),
    (150, 46, 84),
    (228, 196, 96),
    (96, 62, 120),
    (216, 108, 96),
)


def cut(canvas: Canvas, outline: Outline, colour: Colour, width: float = 1.4) -> None:
    """Fill a shape flatly and draw its fine brown contour."""
    canvas.fill(outline, colour)
    canvas.line(outline, mix(colour, LINE, 0.75), width, closed=True)


def pattern(canvas: Canvas, outline: Points, colour: Colour, pitch: float, size: float) -> None:
    """Strew dots, `pitch` apart in staggered rows, over the inside of `outline`."""
    low, high = outline.min(0), outline.max(0)
    grid = np.mgrid[
        0 : int((high[1] - low[1]) / pitch) + 1, 0 : int((high[0] - low[0]) / pitch) + 1
    ]
    spots = np.stack([grid[1] + 0.5 * (grid[0] % 2), grid[0]], -1).reshape(-1, 2) * pitch + low
    fixed = outline.astype(np.float32).reshape(-1, 1, 2)
    keep = [
        s for s in spots if cv2.pointPolygonTest(fixed, (float(s[0]), float(s[1])), True) > size
    ]
    if keep:
        canvas.dabs(np.array(keep), size, size, 0.0, np.array(colour))


def border(canvas: Canvas, rules: tuple[Colour, Colour], page: Colour, margin: float) -> None:
    """Set the picture in an album page: rules of gold and colour, then a flowered margin."""
    rng = canvas.rng
    for width, colour in ((3.5, GOLD), (10.0, rules[0]), (3.0, GOLD), (4.5, rules[1])):
        mount(canvas, (width, width, width, width), colour)
    if margin < 20:
        return
    mount(canvas, (margin, margin * 1.25, margin, margin * 1.25), page)
    w, h, high = canvas.width, canvas.height, margin * 1.25
    tint = pick(rng, (GOLD, mix(page, LINE, 0.4), GOLD))
    pitch = margin * rng.uniform(0.75, 1.1)
    for x in np.linspace(margin * 0.55, w - margin * 0.55, max(3, int(w / pitch))):
        for y in (high * 0.5, h - high * 0.5):
            spray(canvas, x, y, margin * 0.3, tint)
    for y in np.linspace(high * 1.4, h - high * 1.4, max(3, int((h - 2 * high) / pitch))):
        for x in (margin * 0.5, w - margin * 0.5):
            spray(canvas, x, y, margin * 0.3, tint)
    canvas.line(box(2, 2, w - 2, h - 2), tint, 2.5, closed=True)


def spray(canvas: Canvas, x: float, y: float, size: float, tint: Colour) -> None:
    """Paint one flowering sprig of a border about (x, y)."""
    canvas.line([(x, y + size), (x, y - size * 0.3)], mix(tint, (60, 96, 60), 0.4), 1.3)
    for turn in (-0.5, -2.64):
        canvas.fill(leaf(x, y + size * 0.7, size * 0.8, size * 0.3, turn), tint)
    for turn in np.arange(5) * 1.257 - 1.57:
        px, py = x + size * 0.36 * np.cos(turn), y - size * 0.4 + size * 0.36 * np.sin(turn)
        canvas.fill(disc(px, py, size * 0.26), mix(tint, (206, 84, 66), 0.3))
    canvas.fill(disc(x, y - size * 0.4, size * 0.16), WHITE)
