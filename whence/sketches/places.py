"""Places, by any hand: a wide view with trees and houses; hills built of strokes."""

import numpy as np

from whence.sketches.hand import Hand, by, dots
from whence.sketches.plants import GREENS, REDS, YELLOWS
from whence.studies.canvas import Colour
from whence.studies.colours import mix, pick
from whence.studies.ink import INK
from whence.studies.shapes import Points

TINTS: tuple[Colour, ...] = (
    (60, 96, 110), (90, 120, 80), (190, 110, 60), (70, 74, 74), (110, 130, 110), (150, 60, 40),
)  # fmt: skip
FOLIAGE = (*GREENS, *REDS[:2], *YELLOWS)
PLASTER: Colour = (240, 236, 228)


def view(hand: Hand) -> None:
    """Draw hazy masses about a horizon, trees whose leaves are dots, and a few houses."""
    rng, level, tint = hand.rng, hand.rng.uniform(0.3, 0.6), pick(hand.rng, TINTS)
    for _ in range(hand.count(2, 6)):
        at = hand.near(hand.spot(0, level, 1, level), 0, hand.canvas.height * 0.06)
        haze = mix(tint, (220, 220, 214), rng.uniform(0.2, 0.6)) if hand.colourful else None
        hand.blot(at, hand.size(0.2, 0.6), hand.canvas.height * rng.uniform(0.08, 0.3), haze)
    for _ in range(hand.count(2, 6)):
        foot = hand.spot(0, 0.55, 1, 1)
        top = foot + by(rng.normal(0, 30), -hand.canvas.height * rng.uniform(0.1, 0.4))
        hand.stem(hand.path(foot, top, hand.span * 0.04, 5), hand.size(0.008, 0.03))
        places = [hand.near(top, hand.span * 0.08) for _ in range(hand.count(8, 60))]
        dots(hand, places, hand.size(0.004, 0.016), _foliage(hand))
    if hand.chance(0.5):
        houses(hand, hand.count(1, 5))


def hills(hand: Hand) -> None:
    """Draw mountains one before the other, of washes, short strokes and trees."""
    for foot in np.sort(hand.rng.uniform(0.25, 1.05, hand.count(2, 7))) * hand.canvas.height:
        _hill(hand, foot)
    houses(hand, hand.count(0, 3))


def _hill(hand: Hand, foot: float) -> None:
    rng, canvas = hand.rng, hand.canvas
    x, wide = hand.spot(-0.1, 0, 1.1, 0)[0], canvas.width * rng.uniform(0.2, 0.6)
    tall = canvas.height * rng.uniform(0.12, 0.5)
    left, top, right = np.array([(x - wide, foot), (x, foot - tall), (x + wide, foot)])
    ridge = np.vstack([hand.path(a, b, tall * 0.3, 7) for a, b in ((left, top), (top, right))])
    below = np.array([right, left]) + by(0, tall * 0.2)
    outline = np.vstack([ridge, below])
    with canvas.veil(rng.uniform(0.4, 1)):
        canvas.fill(outline, mix(paper(hand), (255, 255, 255), 0.1))
    cloud = np.clip((canvas.noise(rng.uniform(4, 12), 5) - 0.25) * rng.uniform(1, 2.2), 0, 1)
    wash = canvas.mask(outline, rng.uniform(1, 8)) * cloud * rng.uniform(0.12, 1)
    tinted = hand.colourful and hand.chance(0.5)
    canvas.wash(wash, pick(rng, TINTS) if tinted else hand.tone(rng.uniform(0.5, 1)))
    if hand.chance(0.8):
        canvas.stroke(ridge, hand.tone(rng.uniform(0.6, 1)), rng.uniform(2, 7))
    for _ in range(hand.count(0, 70)):
        _texture(hand, ridge[hand.count(0, len(ridge) - 1)], wide, tall)
    for _ in range(hand.count(0, 7)):
        _tree(hand, ridge[hand.count(0, len(ridge) - 1)], hand.size(0.03, 0.16))


def _texture(hand: Hand, crest: Points, wide: float, tall: float) -> None:
    """Draw one short stroke down the slope, as texture strokes (cun) model a mountain."""
    rng, long = hand.rng, hand.size(0.01, 0.06)
    start = crest + by(rng.normal(0, wide * 0.1), abs(rng.normal(0, tall * 0.3)))
    turn = rng.normal(1.4, 0.4)
    stroke = hand.path(start, start + long * np.array([np.cos(turn), np.sin(turn)]), long * 0.2, 3)
    hand.canvas.stroke(stroke, hand.tone(rng.uniform(0.3, 1)), rng.uniform(1.5, 5))


def _tree(hand: Hand, foot: Points, tall: float) -> None:
    trunk = hand.path(foot + by(0, tall * 0.3), foot - by(0, tall), tall * 0.1)
    hand.canvas.stroke(trunk, hand.tone(1), tall * 0.08)
    places = [hand.near(trunk[-1], tall * 0.35) for _ in range(hand.count(6, 29))]
    dots(hand, places, tall * 0.1, _foliage(hand)[:1])


def houses(hand: Hand, count: int) -> None:
    """Draw `count` small houses: a pale wall, a dark roof."""
    for _ in range(count):
        (x, y), s = hand.spot(0.1, 0.5, 0.9, 0.95), hand.size(0.03, 0.1)
        hand.canvas.fill(
            [(x - s, y), (x + s, y), (x + s, y - s * 0.5), (x - s, y - s * 0.5)], PLASTER
        )
        eaves = y - s * 0.45
        ridge = (x, y - s * hand.rng.uniform(0.6, 1.1))
        roof = np.array([(x - s * 1.2, eaves), ridge, (x + s * 1.2, eaves)])
        hand.canvas.stroke(roof, hand.tone(0.9), s * 0.25)


def paper(hand: Hand) -> Colour:
    """Return the colour of the ground."""
    red, green, blue = np.median(hand.canvas.pixels.reshape(-1, 3)[::499], axis=0).tolist()
    return red, green, blue


def _foliage(hand: Hand) -> list[Colour]:
    """Return a few colours of leaves, the hand's own dark where it is not colourful."""
    if not hand.colourful or hand.chance(0.25):
        return [hand.tone(hand.rng.uniform(0.3, 1)) for _ in range(3)]
    return [mix(pick(hand.rng, FOLIAGE), INK, hand.rng.uniform(0, 0.5)) for _ in range(8)]
