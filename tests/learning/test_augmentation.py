import numpy as np
import pytest

from whence.learning.augmentation import augment, jpeg
from whence.learning.recipe_training import Augmentation

NOTHING = Augmentation(flip=0)
PICTURE = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)


def changed(plan, seed=0, picture=PICTURE):
    return augment(picture, plan, np.random.default_rng(seed))


def test_without_a_plan_nothing_changes():
    assert np.array_equal(changed(NOTHING), PICTURE)


def test_a_turned_picture_keeps_its_size_and_its_middle():
    picture = np.zeros((60, 90, 3), np.uint8)
    picture[20:40, 30:60] = 255
    turned = changed(NOTHING.model_copy(update={"rotate": 10}), 1, picture)
    assert turned.shape == picture.shape
    assert turned[27:33, 42:48].min() == 255


@pytest.mark.parametrize(
    "plan",
    [
        {"flip": 1.0},
        {"crop": 0.4},
        {"shrink": 1.0},
        {"blur": 1.0},
        {"jpeg": 1.0},
        {"colour": 0.3},
        {"grey": 1.0},
        {"rotate": 10},
    ],
    ids=lambda plan: next(iter(plan)),
)
def test_each_change_changes_and_is_the_same_for_one_seed(plan):
    plan = Augmentation(**{"flip": 0, **plan})
    before = PICTURE.copy()
    result = changed(plan, seed=1)
    assert not np.array_equal(result, PICTURE)
    assert result.dtype == np.uint8
    assert result.ndim == 3
    assert result.shape[2] == 3
    assert np.array_equal(result, changed(plan, seed=1))
    assert np.array_equal(PICTURE, before)


def test_flip_is_a_mirror():
    assert np.array_equal(changed(Augmentation(flip=1)), PICTURE[:, ::-1])


def test_half_of_all_pictures_are_flipped_where_half_shall_be():
    plan = Augmentation(flip=0.5)
    flipped = [not np.array_equal(changed(plan, seed), PICTURE) for seed in range(100)]
    assert 30 < sum(flipped) < 70


def test_a_crop_may_begin_anywhere():
    rows, columns = np.indices((60, 90), np.uint8)
    places = np.stack([rows, columns, rows], axis=2)
    begun = {tuple(changed(Augmentation(flip=0, crop=0.4), s, places)[0, 0]) for s in range(30)}
    assert len({top for top, _, _ in begun}) > 5
    assert len({left for _, left, _ in begun}) > 5


def test_what_was_shrunk_keeps_its_proportions():
    height, width = changed(Augmentation(flip=0, shrink=1)).shape[:2]
    assert width / height == pytest.approx(90 / 60, rel=0.05)


def test_grey_is_as_bright_as_the_colour_was():
    red = np.full((20, 20, 3), (255, 0, 0), np.uint8)
    assert changed(Augmentation(flip=0, grey=1), 0, red)[0, 0].tolist() == [76, 76, 76]


def test_crop_keeps_the_share_it_must():
    for seed in range(30):
        height, width = changed(Augmentation(flip=0, crop=0.4), seed).shape[:2]
        assert 36 <= height <= 60
        assert 54 <= width <= 90


def test_grey_has_no_colour_left():
    assert np.ptp(changed(Augmentation(flip=0, grey=1)), axis=2).max() == 0


def test_a_bright_picture_stays_bright_under_any_cast():
    bright = np.full((60, 90, 3), 250, np.uint8)
    for seed in range(30):
        assert changed(Augmentation(flip=0, colour=0.2), seed, bright).min() > 100


def test_a_lower_quality_loses_more():
    lost = [np.abs(jpeg(PICTURE, q).astype(int) - PICTURE).mean() for q in (20, 60, 95)]
    assert lost == sorted(lost, reverse=True)
    assert len(set(lost)) == 3


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 300, 3), (7, 5, 3)])
def test_tiny_pictures_survive_everything(shape):
    plan = Augmentation(crop=1, shrink=1, blur=1, jpeg=1, colour=1, grey=0.5, rotate=45)
    for seed in range(10):
        assert changed(plan, seed, np.full(shape, 128, np.uint8)).min() >= 0


def test_pictures_are_turned_both_ways_and_no_corner_is_left_black():
    tall = np.full((90, 90, 3), 255, np.uint8)
    tall[:, 44:46] = 0
    sides = set()
    for seed in range(30):
        turned = changed(Augmentation(flip=0, rotate=20), seed, tall)
        top = turned[2, :, 0].argmin() - 44.5
        sides.add(np.sign(top))
        corners = turned[[0, 0, -1, -1], [0, -1, 0, -1]]
        assert (corners == 255).all()
    assert sides >= {-1, 1}


def test_a_cast_changes_the_balance_of_colours():
    grey = np.full((30, 30, 3), 120, np.uint8)
    casts = [changed(Augmentation(flip=0, colour=0.3), seed, grey)[0, 0] for seed in range(10)]
    assert all(np.ptp(cast.astype(int)) > 0 for cast in casts)
