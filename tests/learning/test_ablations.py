import numpy as np
import pytest

from whence.learning.ablations import ABLATIONS, centre_crop, cropped_border, poor_copy
from whence.learning.augmentation import grey_scale

PICTURE = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


def test_grey_has_no_colour_left():
    grey = grey_scale(PICTURE)
    assert (grey[..., 0] == grey[..., 1]).all()
    assert (grey[..., 1] == grey[..., 2]).all()
    assert grey.std() > 0


def test_crops_keep_the_middle():
    assert np.array_equal(cropped_border(PICTURE), PICTURE[4:36, 6:54])
    assert np.array_equal(centre_crop(PICTURE), PICTURE[10:30, 15:45])


def test_a_poor_copy_keeps_colours_where_they_are_but_no_fine_detail():
    halves = np.zeros((300, 200, 3), np.uint8)
    halves[:, 100:] = (0, 0, 255)
    poor = poor_copy(halves)
    assert poor.shape == (112, 112, 3)
    assert poor[50, 20].tolist() == pytest.approx([0, 0, 0], abs=12)
    assert poor[50, 90].tolist() == pytest.approx([0, 0, 255], abs=12)
    stripes = np.zeros((224, 224, 3), np.uint8)
    stripes[:, ::2] = 255
    assert np.ptp(poor_copy(stripes)) < 10


def test_no_ablation_breaks_on_a_tiny_picture():
    for change in ABLATIONS:
        assert change(PICTURE[:1, :2]).size
