"""What lives, by any hand: birds, fish, beasts and people."""

import numpy as np

from whence.sketches.hand import Hand, by
from whence.sketches.places import hills
from whence.sketches.plants import GREENS, REDS, moss, plant, pond, spray
from whence.studies.canvas import Colour
from whence.studies.china_subjects import BIRD
from whence.studies.colours import mix, pick
from whence.studies.ink import INK
from whence.studies.shapes import Points, disc, place, smooth

FEATHERS: tuple[Colour, ...] = (
    INK, (90, 86, 84), (240, 236, 228), (170, 110, 70), (120, 130, 140), *REDS[:2],
)  # fmt: skip
SCALES: tuple[Colour, ...] = (INK, REDS[0], (120, 120, 116), (214, 130, 60))
FURS: tuple[Colour, ...] = (
    INK, (110, 70, 40), (200, 190, 176), (90, 90, 88), (236, 232, 224), (170, 110, 60),
)  # fmt: skip
ROBES: tuple[Colour, ...] = ((120, 130, 150), (170, 90, 70), (220, 214, 200), GREENS[1])
SKIN: Colour = (232, 208, 180)

WING = smooth([(-0.8, 0.26), (-0.2, -0.3), (0.2, -0.3), (0.16, 0.0), (-0.3, 0.14)], 5, closed=True)
FISH = smooth(
    [(-1, 0), (-0.5, -0.22), (0.2, -0.26), (0.8, -0.08), (0.85, 0.05), (0.2, 0.25), (-0.5, 0.2)],
    5,
    closed=True,
)


def birds(hand: Hand) -> None:
    """Draw one to five birds of a kind, mostly among plants."""
    if hand.chance(0.7):
        (spray, pond, plant)[hand.count(0, 2)](hand)
    size, colour = hand.size(0.08, 0.28), pick(hand.rng, FEATHERS)
    for _ in range(int(hand.rng.choice([1, 1, 2, 2, 3, 5]))):
        _bird(hand, hand.spot(0.2, 0.2, 0.8, 0.85), size, colour)


def _bird(hand: Hand, at: Points, size: float, colour: Colour) -> None:
    rng, side, tilt = hand.rng, hand.rng.choice([-1.0, 1.0]), hand.rng.normal(0, 0.4)
    mirror = np.array([side, 1])
    hand.body(place(smooth(BIRD, 5, closed=True) * mirror, at[0], at[1], tilt, size), colour)
    hand.body(place(WING * mirror, at[0], at[1], tilt, size), mix(colour, INK, 0.6))
    tail = rng.uniform(0, 2.5)
    if tail > 1.2:
        start = at - by(side * size * 0.8, 0)
        end = at + by(-side * size * tail, size * rng.uniform(0, 0.8))
        hand.stem(hand.path(start, end, size * 0.1, 3), size * 0.2)
    leg = size * (0.5 if tail > 0.5 else rng.uniform(0.5, 1.4))
    for foot in (0.0, 0.2):
        top = at + by(foot * size * side, size * 0.2)
        hand.canvas.line([top, top + by(0.05 * size * side, leg)], hand.tone(0.9), size * 0.03)
    hand.canvas.fill(disc(at[0] + side * size * 0.56, at[1] - size * 0.5, size * 0.05), INK)


def fish(hand: Hand) -> None:
    """Draw a few fish, sometimes among weeds."""
    for _ in range(hand.count(2, 7)):
        at, turn, size = (
            hand.spot(0.1, 0.2, 0.9, 0.9),
            hand.rng.uniform(0, 6.28),
            hand.size(0.08, 0.22),
        )
        hand.body(place(FISH, at[0], at[1], turn, size), pick(hand.rng, SCALES))
        tail = at - size * np.array([np.cos(turn), np.sin(turn)])
        for fork in (-0.4, 0.4):
            hand.petal(tail, size * 0.5, size * 0.3, turn + np.pi + fork, hand.tone(0.6))
    for _ in range(hand.count(0, 6)):
        weed = hand.path(hand.spot(0, 0, 1, 1), hand.spot(0, 0, 1, 1), hand.span * 0.1, 5)
        hand.stem(weed, hand.span * 0.006)


def beasts(hand: Hand) -> None:
    """Draw one to three four-legged animals, or long-legged cranes."""
    if hand.chance(0.4):
        (spray, plant, moss)[hand.count(0, 2)](hand)
    for _ in range(int(hand.rng.choice([1, 1, 2, 3]))):
        _beast(hand, hand.spot(0.25, 0.35, 0.75, 0.75), hand.size(0.08, 0.24))


def _beast(hand: Hand, at: Points, size: float) -> None:
    rng, side, colour = hand.rng, hand.rng.choice([-1.0, 1.0]), pick(hand.rng, FURS)
    leg, thin = size * rng.uniform(0.4, 1.6), rng.uniform(0.06, 0.2)
    for across in (-0.7, -0.5, 0.5, 0.7):
        hip = at + by(across * size, size * 0.3)
        hoof = hip + by(rng.normal(0, 0.2) * size, size * 0.1 + leg)
        hand.stem(hand.path(hip, hoof, size * 0.1), size * thin)
    hand.body(disc(at[0], at[1], size, size * rng.uniform(0.4, 0.65), rng.normal(0, 0.15)), colour)
    crown = at + by(side * size * rng.uniform(1.1, 1.6), -size * rng.uniform(0.3, 1.5))
    neck = hand.path(at + by(side * size * 0.8, -size * 0.1), crown, size * 0.15)
    widths = np.linspace(size * 0.5, size * rng.uniform(0.08, 0.3), len(neck))
    hand.canvas.stroke(neck, colour if hand.colourful else hand.tone(0.8), widths)
    nose = crown + by(side * size * 0.15, size * 0.05)
    long, high = size * rng.uniform(0.12, 0.3), size * rng.uniform(0.1, 0.18)
    hand.body(disc(nose[0], nose[1], long, high, side * 0.5), colour)
    tip = at + by(-side * size * rng.uniform(1.1, 1.6), size * rng.uniform(-0.3, 0.8))
    tail = hand.path(at - by(side * size, size * 0.1), tip, size * 0.2)
    hand.stem(tail, size * rng.uniform(0.05, 0.25))


def people(hand: Hand) -> None:
    """Draw one to four robed figures, some of them in a landscape or under a tree."""
    if hand.chance(0.5):
        (spray, hills, plant)[hand.count(0, 2)](hand)
    for _ in range(int(hand.rng.choice([1, 1, 2, 4]))):
        _person(
            hand, hand.spot(0.2, 0.5, 0.8, 0.95), hand.canvas.height * hand.rng.uniform(0.15, 0.6)
        )


def _person(hand: Hand, foot: Points, tall: float) -> None:
    rng, canvas = hand.rng, hand.canvas
    wide = tall * rng.uniform(0.18, 0.35)
    neck = foot + by(rng.normal(0, wide * 0.2), -tall * 0.78)
    left = hand.path(neck, foot - by(wide, 0), wide * 0.3, 6)
    robe = np.vstack([left, hand.path(foot + by(wide, 0), neck, wide * 0.3, 6)])
    stain = rng.uniform(0, 0.7) if hand.colourful else 0.1
    canvas.fill(robe, mix((244, 238, 226), pick(rng, ROBES), stain))
    for _ in range(hand.count(5, 13)):
        fold = foot + by(rng.uniform(-0.3, 0.3) * wide, -tall * rng.uniform(0.4, 0.78))
        hem = foot + by(rng.uniform(-0.9, 0.9) * wide, -tall * rng.uniform(0, 0.3))
        crease = hand.path(fold, hem, wide * 0.2)
        canvas.stroke(crease, hand.tone(rng.uniform(0.6, 1)), rng.uniform(1.5, 4))
    canvas.stroke(np.vstack([robe, robe[:1]]), hand.tone(0.9), rng.uniform(2, 5))
    head = tall * 0.075
    face = disc(neck[0], neck[1] - head * 0.8, head * 0.8, head)
    canvas.fill(face, SKIN)
    canvas.line(face, hand.tone(0.9), 1.5, closed=True)
    canvas.fill(disc(neck[0], neck[1] - head * 1.5, head * 0.85, head * 0.5), INK)
