"""Skies, meadows and lotus ponds of court miniatures."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix
from whence.studies.court import LINE, WHITE, cut
from whence.studies.court_plants import lotus, tuft
from whence.studies.noise import ease, ridge
from whence.studies.shapes import Points, disc


def heaven(canvas: Canvas, foot: float, top: Colour, low: Colour, clouds: int) -> None:
    """Paint a sky down to `foot` with curling clouds along its upper edge."""
    rng, w = canvas.rng, canvas.width
    share = ease(canvas.y, 0, foot)
    cover = np.broadcast_to((canvas.y < foot).astype(np.float32), canvas.shape)
    canvas.wash(cover, top)
    canvas.wash(cover * share, low)
    for _ in range(clouds):
        x, y = rng.uniform(0, w), rng.uniform(0, foot * 0.45)
        for _ in range(6):
            r = rng.uniform(8, 20)
            puff = disc(x + rng.normal(0, 34), y + rng.normal(0, 6), r * 1.5, r * 0.7)
            canvas.fill(puff, mix(WHITE, top, rng.uniform(0, 0.35)))
            canvas.line(puff[18:], mix(top, (90, 100, 130), 0.4), 1.3)


def meadow(canvas: Canvas, level: float, colour: Colour, bumps: int = 2) -> Points:
    """Paint a flat hillside below about `level`, sprinkled with tufts and small flowers."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    crest = np.stack([np.linspace(-5, w + 5, 90), level - 26 * ridge(rng, 90, bumps, 3, 0.3)], 1)
    outline = np.vstack([crest, [w + 5, h + 5], [-5, h + 5]])
    canvas.fill(outline, colour)
    canvas.stroke(crest, mix(colour, LINE, 0.5), 5)
    spots = [
        (x + rng.normal(0, 6), y + rng.normal(0, 5))
        for y in np.arange(level + 26, h, 42)
        for x in np.arange(10, w, 46)
    ]
    for x, y in spots:
        tuft(canvas, x, y, rng.uniform(8, 13), mix(colour, (30, 60, 34), 0.45))
    return crest


def pond(canvas: Canvas, level: float, blue: Colour) -> None:
    """Paint a lotus pond from `level` to the lower edge, with ripples, pads and flowers."""
    rng, w, h = canvas.rng, canvas.width, canvas.height
    t = np.linspace(-5, w + 5, 60)
    edge = np.stack([t, level + 10 * ridge(rng, 60, 4, 3)], 1)
    cut(canvas, np.vstack([edge, [w + 5, h + 5], [-5, h + 5]]), blue, 2.5)
    for y in np.arange(level + 20, h + 10, 13):
        for x in np.arange(rng.uniform(-30, 0), w, 34):
            arc = disc(x, y, 17, 6)[18:]
            canvas.line(arc, mix(blue, WHITE, 0.3), 1.2)
    for _ in range(int(w / 36)):
        x, y = rng.uniform(0, w), rng.uniform(level + 22, h - 8)
        cut(canvas, disc(x + 15, y + 5, 17, 7), (64, 118, 78))
        lotus(canvas, x, y, rng.uniform(9, 16))


def stars(canvas: Canvas, foot: float, count: int) -> None:
    """Sprinkle stars over the sky above `foot`."""
    spots = canvas.rng.uniform(0, 1, (count, 2)) * [canvas.width, foot]
    canvas.dabs(spots, 1.6, 1.6, 0.0, np.array((250, 240, 200)))
