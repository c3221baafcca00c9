"""What people built and the people themselves, as blocks print them."""

import numpy as np

from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import mix, pick
from whence.studies.shapes import box, disc, place, ribbon, smooth
from whence.studies.woodblock import KEY, PAPER

WOOD: Colour = (150, 112, 70)
ROBES: tuple[Colour, ...] = (
    (58, 82, 122),
    (150, 60, 52),
    (104, 104, 98),
    (92, 112, 78),
    (192, 152, 84),
)


def printed(canvas: Canvas, outline: np.typing.NDArray[np.float64], colour: Colour) -> None:
    """Print one flat shape with its key line."""
    canvas.fill(outline, colour)
    canvas.line(outline, KEY, 1.3, closed=True)


def bridge(canvas: Canvas, y: float, rise: float, thick: float, colour: Colour = WOOD) -> None:
    """Print a bridge that crosses the whole picture at `y`, arched by `rise`, with walkers."""
    rng, w = canvas.rng, canvas.width
    x = np.linspace(-20, w + 20, 60)
    tilt = rng.uniform(-0.12, 0.12) * w
    deck = np.stack([x, y - rise * np.sin(np.pi * np.clip(x / w, 0, 1)) + tilt * (x / w - 0.5)], 1)
    for at in range(6, 60, 9):
        px, py = deck[at]
        for aside in (-thick * 0.35, thick * 0.35):
            post = box(px + aside - 4, py, px + aside + 4, py + rise + thick * 5)
            printed(canvas, post, mix(colour, KEY, 0.3))
        printed(canvas, box(px - thick, py + thick * 1.6, px + thick, py + thick * 2), colour)
    for at in rng.permutation(np.arange(8, 54, 3))[: int(rng.integers(4, 8))]:
        walker(canvas, deck[at, 0], deck[at, 1], thick * rng.uniform(2.3, 2.8))
    printed(canvas, np.vstack([deck, (deck + [0, thick])[::-1]]), colour)
    for lift in (thick * 0.5, thick * 1.0):
        canvas.line(deck - [0, lift], mix(colour, KEY, 0.15), 3)
    for at in range(0, 60, 3):
        canvas.line([deck[at], deck[at] - [0, thick * 1.1]], mix(colour, KEY, 0.35), 3)


def walker(canvas: Canvas, x: float, y: float, high: float) -> None:
    """Print a person in a robe, under an umbrella or a straw hat, on foot at (x, y)."""
    rng = canvas.rng
    side = rng.choice([-1.0, 1.0])
    for leg in (-0.05, 0.07):
        canvas.line([(x + leg * high, y), (x + leg * high * 0.6, y - high * 0.3)], PAPER, 3)
    robe = smooth(
        [(-0.14, -0.2), (-0.13, -0.5), (-0.06, -0.72), (0.1, -0.72), (0.15, -0.48), (0.17, -0.2)],
        4,
        closed=True,
    )
    printed(canvas, place(robe * [side, 1], x, y, 0, high), pick(rng, ROBES))
    canvas.fill(disc(x + side * high * 0.05, y - high * 0.78, high * 0.07), (232, 205, 172))
    if rng.random() < 0.6:
        umbrella(canvas, x + side * high * 0.06, y - high * 0.86, high * 0.36, rng.normal(0, 0.2))
    else:
        hat = np.array([(-0.22, -0.76), (0.03, -0.98), (0.26, -0.76)]) * [side * high, high]
        printed(canvas, hat + [x, y], (212, 180, 112))


def umbrella(canvas: Canvas, x: float, y: float, r: float, turn: float) -> None:
    """Print an oiled-paper umbrella with its ribs, tip up at (x, y)."""
    dome = np.vstack(
        [
            smooth([(-1, 0.1), (-0.6, -0.32), (0, -0.52), (0.6, -0.32), (1, 0.1)]),
            [(0.5, 0.16), (0, 0.18), (-0.5, 0.16)],
        ]
    )
    printed(canvas, place(dome, x, y, turn, r), pick(canvas.rng, ((214, 178, 104), (196, 88, 62))))
    for rib in (-0.66, -0.33, 0, 0.33, 0.66):
        canvas.line(place([(0, -0.52), (rib, 0.15)], x, y, turn, r), KEY, 1.0)


def torii(canvas: Canvas, x: float, y: float, high: float, colour: Colour) -> None:
    """Print a shrine gate standing on (x, y)."""
    for side in (-1, 1):
        post = np.array([(0.36, -0.95), (0.43, -0.95), (0.47, 0), (0.38, 0)]) * [side, 1]
        printed(canvas, post * high + [x, y], colour)
    printed(canvas, box(x - 0.48 * high, y - 0.74 * high, x + 0.48 * high, y - 0.67 * high), colour)
    top = smooth([(-0.66, -1.07), (-0.3, -0.99), (0, -0.98), (0.3, -0.99), (0.66, -1.07)])
    beam = np.vstack([top, (top * [0.95, 1] + [0, 0.09])[::-1]])
    printed(canvas, beam * high + [x, y], colour)
    lintel = np.vstack([top, (top + [0, 0.035])[::-1]])
    canvas.fill(lintel * high + [x, y], KEY)


def roof(canvas: Canvas, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
    """Print one swept roof whose eaves lie at `y`."""
    left = smooth([(-1, 0.06), (-0.55, -0.28), (-0.22, -1)])
    outline = np.vstack([left, (left * [-1, 1])[::-1]]) * [wide, high] + [x, y]
    printed(canvas, outline, colour)


def pagoda(canvas: Canvas, x: float, y: float, high: float, wall: Colour, tile: Colour) -> None:
    """Print a pagoda of five storeys standing on (x, y)."""
    canvas.line([(x, y - high), (x, y - high * 0.78)], KEY, 3)
    for storey in range(5):
        base = y - high * 0.16 * storey
        wide = high * (0.17 - 0.018 * storey)
        printed(canvas, box(x - wide * 0.62, base - high * 0.13, x + wide * 0.62, base), wall)
        for post in (-0.3, 0.3):
            canvas.line([(x + post * wide, base), (x + post * wide, base - high * 0.1)], KEY, 1.2)
        roof(canvas, x, base - high * 0.09, wide * 1.45, high * 0.075, tile)


def house(canvas: Canvas, x: float, y: float, size: float, thatch: Colour) -> None:
    """Print a farmhouse with paper windows under a deep roof."""
    printed(canvas, box(x - size * 0.7, y - size * 0.5, x + size * 0.7, y), (196, 168, 122))
    for left in (-0.45, 0.1):
        window = box(x + left * size, y - size * 0.36, x + (left + 0.35) * size, y - size * 0.1)
        printed(canvas, window, (244, 226, 168))
    roof(canvas, x, y - size * 0.42, size, size * 0.62, thatch)


def sail(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Print a boat with one square sail, afloat on (x, y)."""
    hull = smooth([(-0.6, -0.14), (-0.3, 0.06), (0.4, 0.06), (0.7, -0.2), (0.3, -0.06)], 4, True)
    sheet = smooth(
        [(-0.26, -0.1), (-0.3, -0.6), (-0.24, -1), (0.26, -1), (0.38, -0.6), (0.3, -0.1)],
        4,
        closed=True,
    )
    printed(canvas, place(sheet, x, y, 0, size), PAPER)
    for seam in (-0.1, 0.1):
        canvas.line(
            [(x + seam * size, y - size), (x + seam * size, y - size * 0.1)],
            mix(PAPER, KEY, 0.4),
            1,
        )
    printed(canvas, place(hull, x, y, 0, size), (112, 84, 62))


def lantern(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Print a hanging paper lantern below (x, y)."""
    body = disc(x, y + size * 0.55, size * 0.32, size * 0.45)
    printed(canvas, body, (206, 62, 46))
    for level in np.linspace(0.25, 0.85, 5):
        reach = size * 0.32 * np.sqrt(max(0.0, 1 - ((level - 0.55) / 0.45) ** 2))
        canvas.line([(x - reach, y + level * size), (x + reach, y + level * size)], KEY, 1)
    canvas.fill(ribbon(np.array([(x, y), (x, y + size * 0.14)]), size * 0.3), KEY)
