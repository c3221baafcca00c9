import itertools

import cv2
import numpy as np
import pytest

from whence.sketches import COMMON, SKETCHED, Subject, sketch
from whence.sketches.brush import Brush
from whence.sketches.flat import Gouache, KeyLine
from whence.sketches.hand import Hand
from whence.sketches.oil import Oil
from whence.studies.canvas import Canvas


@pytest.mark.parametrize("culture", SKETCHED)
def test_same_seed_gives_the_same_pixels(culture: str) -> None:
    first, second = sketch(culture, 1003, 96), sketch(culture, 1003, 96)
    assert np.array_equal(first, second)
    assert first.dtype == np.uint8
    assert max(first.shape[:2]) == 96


def test_other_seeds_and_hands_give_other_pictures() -> None:
    looks = [look(sketch(culture, seed, 96)) for culture in SKETCHED for seed in range(1000, 1012)]
    apart = [np.abs(a - b).mean() for a, b in itertools.combinations(looks, 2)]
    assert min(apart) > 2


@pytest.mark.parametrize("culture", SKETCHED)
def test_every_seed_gives_a_picture_that_is_not_empty(culture: str) -> None:
    pictures = [sketch(culture, seed, 96) for seed in range(2000, 2060)]
    assert min(picture.std() for picture in pictures) > 2
    shapes = [picture.shape[1] / picture.shape[0] for picture in pictures]
    assert min(shapes) < 0.6
    assert max(shapes) > 1.7


@pytest.mark.parametrize("hand", [Brush, Gouache, KeyLine, Oil])
@pytest.mark.parametrize("subject", sorted(set(COMMON), key=repr))
def test_each_hand_draws_each_subject(hand: type[Hand], subject: Subject) -> None:
    for seed in range(3):
        canvas = Canvas(1.2, 128, np.random.default_rng(seed), (240, 236, 226))
        before = canvas.pixels.copy()
        subject(hand(canvas))
        drawn = (np.abs(canvas.pixels.astype(int) - before) > 8).any(axis=2).mean()
        assert drawn > 0.003, seed


def test_a_culture_without_a_hand_is_refused() -> None:
    with pytest.raises(ValueError, match="choose one of America, China, India, Japan"):
        sketch("Korea", 1)


def look(picture: np.ndarray) -> np.ndarray:
    return cv2.resize(picture, (16, 16), interpolation=cv2.INTER_AREA).astype(float)
