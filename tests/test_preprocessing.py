from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.preprocessing import InputSpec, Scale, prepare, scaled, squash


def test_any_shape_becomes_the_square_the_network_wants():
    for shape in [(10, 10, 3), (300, 20, 3), (20, 300, 3), (224, 224, 3), (500, 700, 3)]:
        result = prepare(np.full(shape, 90, np.uint8), InputSpec(64))
        assert result.shape == (1, 64, 64, 3)
        assert result.dtype == np.float32
        assert np.allclose(result, 90 / 127.5 - 1)


@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 64), st.sampled_from(get_args(Scale)))
def test_one_colour_stays_one_colour(height: int, width: int, size: int, scale: Scale) -> None:
    spec = InputSpec(size, scale)
    plain = np.full((height, width, 3), (200, 90, 30), np.uint8)
    prepared = prepare(plain, spec)
    assert prepared.shape == (1, size, size, 3)
    assert np.array_equal(prepared, np.broadcast_to(scaled(plain[0, 0], scale), prepared.shape))


def test_a_picture_of_the_right_size_is_left_alone():
    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    assert np.array_equal(squash(picture, 32), picture)


def test_shrinking_averages():
    board = np.zeros((64, 64, 3), np.uint8)
    board[::2, ::2] = board[1::2, 1::2] = 200
    assert np.all(squash(board, 32) == 100)


def test_every_pixel_counts_when_it_shrinks():
    lines = np.zeros((64, 64, 3), np.uint8)
    lines[:, ::4] = 200
    assert np.all(squash(lines, 16) == 50)


def test_growing_bends_through_the_pixels():
    """A cubic swings beyond a step on both sides; straight lines would not."""
    step = np.full((8, 8, 3), 100, np.uint8)
    step[:, 4:] = 150
    grown = squash(step, 32)
    assert grown.min() < 100
    assert grown.max() > 150


def test_nothing_is_cropped():
    picture = np.zeros((90, 30, 3), np.uint8)
    picture[:15] = 255
    small = squash(picture, 30)
    assert np.all(small[:4] > 200)
    assert np.all(small[7:] < 50)


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ("tf", [1.0, -1.0, -1.0]),
        ("torch", [(1 - 0.485) / 0.229, -0.456 / 0.224, -0.406 / 0.225]),
        ("caffe", [-103.939, -116.779, 255 - 123.68]),
        ("raw", [255, 0, 0]),
    ],
)
def test_scales_are_those_of_keras_applications(scale, expected):
    red = np.zeros((8, 8, 3), np.uint8)
    red[..., 0] = 255
    assert prepare(red, InputSpec(8, scale))[0, 0, 0] == pytest.approx(expected, abs=1e-4)
