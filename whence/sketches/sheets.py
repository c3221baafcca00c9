"""What surrounds a sketch: its ground, the writing and seals on it, and how it has aged."""

import numpy as np

from whence.sketches.hand import Hand, by
from whence.sketches.places import paper
from whence.studies.canvas import Canvas, Colour
from whence.studies.colours import pick
from whence.studies.court import border
from whence.studies.ink import INK
from whence.studies.marks import inscription, seal, slip
from whence.studies.surface import fibres, mottle, vignette, weave

PAPERS: tuple[Colour, ...] = (
    (247, 244, 236), (241, 236, 224), (250, 249, 246), (234, 226, 206), (226, 208, 168),
    (206, 180, 128), (236, 234, 230), (190, 160, 110), (176, 170, 160),
)  # fmt: skip
SCREENS: tuple[Colour, ...] = (
    (226, 190, 112), (212, 172, 96), (232, 222, 196), (214, 206, 186), (178, 196, 204),
    (238, 214, 190), (120, 140, 150), (70, 78, 90),
)  # fmt: skip
CANVASES: tuple[Colour, ...] = (
    (70, 58, 44), (96, 84, 66), (120, 124, 112), (150, 160, 168), (176, 170, 146), (60, 70, 62),
    (196, 186, 160), (110, 130, 150), (210, 206, 190), (84, 96, 70),
)  # fmt: skip
WALLS: tuple[Colour, ...] = (
    (236, 226, 198), (206, 84, 54), (224, 178, 74), (44, 62, 104), (96, 130, 84), (242, 236, 220),
    (200, 150, 110), (150, 60, 60),
)  # fmt: skip
STAINS: tuple[Colour, ...] = ((60, 60, 58), (90, 110, 110), (150, 120, 80))
SKIES: tuple[Colour, ...] = ((120, 150, 190), (230, 200, 180), (160, 160, 150))
SLIPS: tuple[Colour, ...] = ((236, 226, 200), (196, 84, 60), (230, 200, 120))


def canvas(seed: tuple[int, int], size: int, grounds: tuple[Colour, ...]) -> Canvas:
    """Stretch a canvas of any proportions from a tall scroll to a wide one."""
    rng = np.random.default_rng(seed)
    aspect = float(np.exp(rng.uniform(np.log(0.3), np.log(2.8))))
    return Canvas(aspect, size, rng, pick(rng, grounds))


def age(sheet: Canvas) -> None:
    """Give paper or silk its stains before anything is drawn."""
    if sheet.rng.random() < 0.6:
        mottle(sheet, sheet.rng.uniform(0.02, 0.14))
    if sheet.rng.random() < 0.15:
        sheet.wash(sheet.noise(3, 4) * sheet.rng.uniform(0.2, 0.6), pick(sheet.rng, STAINS))


def shade(sheet: Canvas) -> None:
    """Darken the upper edge by degrees, as printers wipe a block (bokashi)."""
    depth, reach = sheet.rng.uniform(0.1, 0.5), sheet.height * sheet.rng.uniform(0.2, 0.5)
    fall = np.clip(1 - sheet.y / reach, 0, 1) * np.ones_like(sheet.x)
    sheet.shade(1 - depth * fall, pick(sheet.rng, SKIES))


def dry(hand: Hand) -> None:
    """Let the paper show through in flecks, where the brush ran dry (flying white)."""
    sheet, rng = hand.canvas, hand.rng
    flecks = sheet.noise(rng.uniform(60, 160), 2, rng.uniform(0.3, 3))
    sheet.wash(np.clip((flecks - 0.55) * 5, 0, 0.6), paper(hand))


def write(hand: Hand) -> None:
    """Add up to two inscriptions, short or long, and some seals beside and far from them."""
    sheet, rng = hand.canvas, hand.rng
    for _ in range(int(rng.choice([0, 1, 1, 1, 2]))):
        sign = rng.uniform(9, 34)
        rows = hand.count(3, max(3, min(21, int(sheet.height * 0.9 / sign / 1.18) - 1)))
        columns = hand.count(1, 8) if hand.chance(0.4) else hand.count(1, 3)
        long, wide = rows * sign * 1.18, columns * sign * 1.35
        right = wide + 0.04 * sheet.width if hand.chance(0.5) else sheet.width * 0.97
        top = sheet.height * 0.04
        if hand.chance(0.3):
            top = max(top, sheet.height * 0.95 - long)
        with sheet.veil(rng.uniform(0.7, 1)):
            inscription(sheet, right, top, sign, columns, rows, INK)
        for number in range(hand.count(0, 2)):
            below = top + long + (1 + number * 1.4) * sign * 1.18
            seal(sheet, right - wide + sign * 0.6, below, sign * rng.uniform(1.1, 1.9))
    for _ in range(hand.count(0, 3)):
        across, down = (rng.choice([0.06, 0.94, rng.uniform(0.1, 0.9)]) for _ in range(2))
        seal(sheet, sheet.width * across, sheet.height * down, rng.uniform(14, 40))


def sign(hand: Hand) -> None:
    """Add a title slip, a signature of one column and a seal, each of them often missing."""
    sheet, rng = hand.canvas, hand.rng
    if hand.chance(0.6):
        left, top = sheet.width * rng.choice([0.04, 0.86]), sheet.height * rng.uniform(0.04, 0.4)
        slip(sheet, left, top, rng.uniform(10, 18), hand.count(3, 8), pick(rng, SLIPS), INK)
    if hand.chance(0.7):
        right, top = sheet.width * rng.choice([0.1, 0.95]), sheet.height * rng.uniform(0.5, 0.75)
        inscription(sheet, right, top, rng.uniform(9, 15), 1, hand.count(3, 5), INK)
        across = sheet.width * rng.choice([0.08, 0.92])
        seal(sheet, across, sheet.height * 0.93, rng.uniform(12, 22))


def weather(sheet: Canvas) -> None:
    """Add fibres, threads and darker corners, or none of them."""
    if sheet.rng.random() < 0.4:
        fibres(sheet, (170, 154, 124), 60, 0.2)
    if sheet.rng.random() < 0.4:
        weave(sheet, 0.03)
    if sheet.rng.random() < 0.4:
        vignette(sheet, 0.12)


def fold(sheet: Canvas) -> None:
    """Leave only a folding fan of the picture, on white."""
    turn = np.linspace(np.pi * 1.12, np.pi * 1.88, 40)
    radius = min(sheet.width * 0.55, sheet.height)
    rim = np.stack([np.cos(turn), np.sin(turn)], 1) * radius
    pivot = by(sheet.width / 2, sheet.height / 2 + 0.65 * radius)
    outline = pivot + np.vstack([rim, 0.42 * rim[::-1]])
    sheet.wash(1 - sheet.mask(outline, 1), (250, 249, 247))


def room(sheet: Canvas) -> None:
    """Fill the background by degrees from top to bottom, unevenly, as air or a wall."""
    below = pick(sheet.rng, CANVASES)
    fall = np.clip(sheet.y / sheet.height, 0, 1) * np.ones_like(sheet.x)
    sheet.wash(fall * sheet.rng.uniform(0.3, 1) * (0.6 + 0.8 * sheet.noise(4, 5)), below)


def impasto(sheet: Canvas) -> None:
    """Go over the whole picture in short dabs of the colour that lies there."""
    rng, count = sheet.rng, int(sheet.rng.integers(800, 5000))
    centres = rng.uniform(0, [sheet.width, sheet.height], (count, 2))
    rows, columns = (centres[:, ::-1] * sheet.scale).astype(int).T
    high, wide = sheet.shape
    there = sheet.pixels[np.minimum(rows, high - 1), np.minimum(columns, wide - 1)].astype(float)
    colours = np.clip(there + rng.normal(0, rng.uniform(3, 14), (count, 1)), 0, 255)
    long = rng.uniform(4, 14) * rng.uniform(0.6, 1.4, count)
    turn = rng.uniform(0, np.pi) + rng.normal(0, rng.uniform(0.2, 1.2), count)
    sheet.dabs(centres, long, long * rng.uniform(0.2, 0.6), turn, colours)


def page(sheet: Canvas) -> None:
    """Set the picture within rules of two colours, sometimes in a flowered margin."""
    rules, paper_colour = (pick(sheet.rng, WALLS), pick(sheet.rng, WALLS)), pick(sheet.rng, PAPERS)
    border(sheet, rules, paper_colour, sheet.rng.choice([0, 0, sheet.rng.uniform(30, 80)]))
