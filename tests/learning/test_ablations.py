import numpy as np

from whence.learning.ablations import ABLATIONS, centre_crop, cropped_border, grey_scale

PICTURE = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


def test_grey_has_no_colour_left():
    grey = grey_scale(PICTURE)
    assert (grey[..., 0] == grey[..., 1]).all()
    assert (grey[..., 1] == grey[..., 2]).all()
    assert grey.std() > 0


def test_crops_keep_the_middle():
    assert np.array_equal(cropped_border(PICTURE), PICTURE[4:36, 6:54])
    assert np.array_equal(centre_crop(PICTURE), PICTURE[10:30, 15:45])


def test_no_ablation_breaks_on_a_tiny_picture():
    for change in ABLATIONS:
        assert change(PICTURE[:1, :2]).size
