import numpy as np
import pytest

from whence.studies.noise import cloud, ease, ridge


def test_cloud_fills_its_shape_from_0_to_1() -> None:
    field = cloud(np.random.default_rng(1), (61, 100))

    assert field.shape == (61, 100)
    assert field.dtype == np.float32
    assert field.min() >= -0.01
    assert field.max() <= 1.01
    assert field.std() > 0.08


def test_cloud_stretched_varies_less_along_its_length() -> None:
    field = cloud(np.random.default_rng(1), (200, 200), 6, 3, stretch=9.0)

    assert np.abs(np.diff(field, axis=1)).mean() < 0.5 * np.abs(np.diff(field, axis=0)).mean()


@pytest.mark.parametrize("octaves", [1, 5])
def test_ridge_stays_between_minus_1_and_1(octaves: int) -> None:
    line = ridge(np.random.default_rng(2), 300, 4, octaves)

    assert line.shape == (300,)
    assert np.abs(line).max() == pytest.approx(1)


def test_ease_rises_or_falls_between_its_ends() -> None:
    value = np.array([0.0, 1.0, 2.0, 3.0, 4.0], np.float32)

    assert ease(value, 1, 3).tolist() == [0, 0, 0.5, 1, 1]
    assert ease(value, 3, 1).tolist() == [1, 1, 0.5, 0, 0]
