"""Plants that any hand may draw: sprays, ponds, single plants, fruit."""

import numpy as np

from whence.sketches.hand import Hand, by, dots
from whence.studies.canvas import Colour
from whence.studies.colours import mix, pick
from whence.studies.ink import INK
from whence.studies.shapes import Points, disc

REDS: tuple[Colour, ...] = (
    (196, 44, 40), (214, 70, 60), (186, 36, 60), (226, 110, 96), (232, 150, 140), (205, 60, 90),
)  # fmt: skip
YELLOWS: tuple[Colour, ...] = ((228, 180, 60), (214, 150, 50), (236, 206, 110))
PURPLES: tuple[Colour, ...] = ((110, 70, 130), (140, 90, 150), (84, 80, 140), (90, 110, 160))
WHITES: tuple[Colour, ...] = ((246, 240, 228), (250, 246, 238), (236, 228, 210))
GREENS: tuple[Colour, ...] = (
    (70, 100, 60), (90, 120, 70), (50, 84, 70), (110, 130, 80), (60, 110, 100),
)  # fmt: skip
GLEAM: Colour = (255, 240, 220)
FLOWERS = (*REDS, *YELLOWS, *PURPLES, *WHITES)


def bloom(hand: Hand, at: Points, size: float, colour: Colour) -> None:
    """Draw one flower of `size` about `at`: open, or seen from the side."""
    rng, petals = hand.rng, hand.count(5, 13)
    squeeze, is_open = rng.uniform(0.3, 0.8), hand.chance(0.5)
    spread = 2 * np.pi if is_open else 1.1 * np.pi
    first = rng.uniform(0, 2 * np.pi) if is_open else -(np.pi + spread) / 2
    for ring in (1.0, 0.62)[: hand.count(1, 2)]:
        for turn in first + np.linspace(0, spread, petals) + rng.normal(0, 0.1, petals):
            long = size * ring * rng.uniform(0.8, 1.15)
            hand.petal(at, long, size * squeeze * ring, turn, colour)
    hearts = [hand.near(at, size * 0.12) for _ in range(hand.count(3, 8))]
    dots(hand, hearts, size * 0.06, YELLOWS if hand.chance(0.7) else (INK,))


def leaves(hand: Hand, at: Points, count: int, green: Colour) -> None:
    """Draw `count` leaves from one place, to all sides."""
    for _ in range(count):
        turn = hand.rng.uniform(0, 2 * np.pi)
        hand.leaf(at, hand.size(0.05, 0.19), hand.size(0.02, 0.1), turn, green)


def spray(hand: Hand) -> None:
    """Draw branches that come in from the edges, with twigs, leaves and blossom."""
    flower, green = pick(hand.rng, FLOWERS), pick(hand.rng, GREENS)
    for _ in range(hand.count(1, 3)):
        side = hand.count(0, 2)
        start = hand.spot(*((0, 0.1, 0, 0.9), (1, 0.1, 1, 0.9), (0.2, 1, 0.8, 1))[side])
        branch = hand.path(start, hand.spot(0.15, 0.1, 0.85, 0.7), hand.size(0.05, 0.25), 6)
        hand.stem(branch, hand.size(0.01, 0.06))
        for _ in range(hand.count(2, 6)):
            joint = branch[hand.count(len(branch) // 4, len(branch) - 1)]
            twig = hand.path(joint, hand.near(joint, hand.span * 0.18), hand.span * 0.04)
            hand.stem(twig, hand.size(0.006, 0.02))
            for _ in range(hand.count(1, 6)):
                leaves(hand, twig[hand.count(0, len(twig) - 1)], 1, green)
            for _ in range(hand.count(0, 3)):
                at = hand.near(twig[hand.count(0, len(twig) - 1)], hand.span * 0.02)
                bloom(hand, at, hand.size(0.02, 0.09), flower)


def pond(hand: Hand) -> None:
    """Draw lotus or iris: stalks from below, great or narrow leaves, a few large flowers."""
    rng, flower, green = hand.rng, pick(hand.rng, FLOWERS), pick(hand.rng, GREENS)
    is_lotus = hand.chance(0.6)
    for _ in range(hand.count(2, 6)):
        at = hand.spot(0.05, 0.25, 0.95, 0.85)
        _stalk(hand, at)
        if is_lotus:
            wash = green if hand.chance(0.3) else None
            hand.blot(at, hand.size(0.12, 0.34), hand.size(0.06, 0.2), wash)
            continue
        for _ in range(hand.count(2, 6)):
            foot = np.array([at[0] + rng.normal(0, 30), hand.canvas.height * rng.uniform(0.85, 1)])
            tall, turn = hand.canvas.height * rng.uniform(0.2, 0.5), rng.normal(-np.pi / 2, 0.35)
            hand.leaf(foot, tall, hand.size(0.02, 0.05), turn, green)
    for _ in range(hand.count(1, 5)):
        at = hand.spot(0.1, 0.1, 0.9, 0.7)
        _stalk(hand, at)
        bloom(hand, at, hand.size(0.06, 0.16), flower)


def _stalk(hand: Hand, top: Points) -> None:
    foot = np.array([top[0] + hand.rng.normal(0, 35), hand.canvas.height * 1.02])
    hand.stem(hand.path(foot, top, hand.span * 0.05), hand.size(0.006, 0.02))


def plant(hand: Hand) -> None:
    """Draw plants that stand alone on the empty ground: narcissus, peony, cabbage."""
    rng, flower, green = hand.rng, pick(hand.rng, FLOWERS), pick(hand.rng, GREENS)
    for _ in range(hand.count(1, 3)):
        foot, tall = hand.spot(0.25, 0.6, 0.75, 0.95), hand.canvas.height * rng.uniform(0.25, 0.6)
        for _ in range(hand.count(3, 13)):
            tip = foot + by(rng.normal(0, hand.span * 0.22), -tall * rng.uniform(0.3, 1))
            start = foot + by(rng.normal(0, hand.span * 0.02), 0)
            hand.stem(hand.path(start, tip, hand.span * 0.1, 5), hand.size(0.005, 0.03))
            if hand.chance(0.5):
                bloom(hand, tip, hand.size(0.02, 0.12), flower)
            elif hand.chance(0.7):
                leaves(hand, tip, 1, green)
        if hand.chance(0.5):
            aside = hand.near(foot, hand.span * 0.1, 0)
            hand.blot(aside, hand.size(0.08, 0.25), hand.size(0.05, 0.18))


def fruit(hand: Hand) -> None:
    """Draw fruit in heaps or hanging from a vine, sometimes in a basket."""
    rng, green, span = hand.rng, pick(hand.rng, GREENS), hand.span
    colour, hangs = pick(rng, (*REDS, *YELLOWS, *PURPLES, INK)), hand.chance(0.5)
    for _ in range(hand.count(1, 3)):
        at = hand.spot(0.2, 0.3, 0.8, 0.8)
        if hangs:
            above = np.array([at[0] + rng.normal(0, span * 0.2), 0])
            hand.stem(hand.path(above, at, span * 0.2, 6), span * 0.012)
        for _ in range(hand.count(2, 23)):
            x, y = hand.near(at, span * 0.09, span * 0.12)
            round_fruit = disc(x, y, *[hand.size(0.02, 0.07)] * 2)
            hand.body(round_fruit, mix(colour, GLEAM, rng.uniform(0, 0.3)))
        for _ in range(hand.count(1, 6)):
            leaves(hand, hand.near(at - by(0, span * 0.12), span * 0.12, span * 0.07), 1, green)
    if hand.chance(0.3):
        left, right = hand.spot(0.2, 0.75, 0.3, 0.75), hand.spot(0.7, 0.75, 0.8, 0.75)
        for row in range(8):
            up = np.array([0, -row * span * 0.03])
            hand.stem(hand.path(left + up, right + up, span * 0.02), span * 0.012)


def moss(hand: Hand) -> None:
    """Scatter dots of one tone, as on stones and far banks."""
    at, tone = hand.spot(0.1, 0.2, 0.9, 0.95), hand.tone(hand.rng.uniform(0.5, 1))
    places = [hand.near(at, hand.span * 0.2, hand.span * 0.12) for _ in range(hand.count(20, 160))]
    dots(hand, places, hand.size(0.003, 0.012), (tone,))
