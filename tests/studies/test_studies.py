import itertools
import random

import cv2
import numpy as np
import pytest

from whence.cultures import CULTURES
from whence.studies import TRAINING_SEEDS, paint, study

GALLERY = range(1, 13)


@pytest.mark.parametrize("culture", CULTURES)
def test_same_seed_gives_the_same_pixels(culture: str) -> None:
    first, second = paint(culture, 7, 128), paint(culture, 7, 128)

    assert np.array_equal(first, second)
    assert first.dtype == np.uint8
    assert first.ndim == 3


@pytest.mark.parametrize("culture", CULTURES)
def test_other_seed_and_other_culture_give_other_pictures(culture: str) -> None:
    looks = [look(paint(culture, seed, 128)) for seed in (3, 1003, 5003)]
    other = look(paint(CULTURES[CULTURES.index(culture) - 1], 3, 128))

    assert all(apart(a, b) > 4 for a, b in itertools.combinations([*looks, other], 2))


@pytest.mark.parametrize("culture", CULTURES)
def test_every_two_works_of_a_culture_differ_to_the_eye(culture: str) -> None:
    looks = [look(paint(culture, seed, 128)) for seed in GALLERY]

    assert min(apart(a, b) for a, b in itertools.combinations(looks, 2)) > 4


@pytest.mark.parametrize("culture", CULTURES)
def test_gallery_shows_several_subjects_and_proportions(culture: str) -> None:
    works = [study(culture, seed, 64) for seed in GALLERY]

    assert len({work.subject for work in works}) >= 7
    shapes = [work.pixels.shape[1] / work.pixels.shape[0] for work in works]
    assert max(shapes) / min(shapes) > 1.25


@pytest.mark.parametrize("culture", CULTURES)
def test_any_seed_gives_a_full_picture(culture: str) -> None:
    rng = random.Random(culture)
    for seed in [0, TRAINING_SEEDS, 2**40, *(rng.randrange(10**6) for _ in range(16))]:
        picture = paint(culture, seed, 96)
        assert max(picture.shape[:2]) == 96
        assert 40 < picture.mean() < 235, f"{culture} {seed} is nearly black or white"
        assert picture.std() > 12, f"{culture} {seed} is nearly empty"


@pytest.mark.parametrize("culture", CULTURES)
def test_size_changes_the_sharpness_but_not_the_composition(culture: str) -> None:
    for seed in (2, 9):
        small, large = paint(culture, seed, 200), paint(culture, seed, 330)
        assert max(large.shape[:2]) == 330
        assert apart(look(small), look(large)) < 2


@pytest.mark.parametrize(
    ("culture", "seed", "size"), [("Korea", 1, 480), ("China", -1, 480), ("Japan", 1, 8)]
)
def test_what_cannot_be_painted_is_refused(culture: str, seed: int, size: int) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        paint(culture, seed, size)


def look(picture: np.ndarray) -> np.ndarray:
    """The picture as an eye from afar has it: 16 × 16 places in Lab, then its proportions."""
    small = cv2.resize(picture, (16, 16), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.append(lab.ravel(), 100 * picture.shape[1] / picture.shape[0])


def apart(a: np.ndarray, b: np.ndarray) -> float:
    """Mean colour difference over the places (ΔE), or the difference of proportions in percent."""
    difference = np.linalg.norm((a - b)[:-1].reshape(-1, 3), axis=1).mean()
    return max(float(difference), abs(float(a[-1] - b[-1])) / 2)
