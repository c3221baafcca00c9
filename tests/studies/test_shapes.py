import numpy as np
import pytest

from whence.studies.shapes import disc, place, points, ribbon, smooth, taper, wander


def test_smooth_passes_through_its_points() -> None:
    corners = [(0.0, 0.0), (10.0, 5.0), (20.0, -5.0)]
    curve = smooth(corners, 4)

    for corner in corners:
        assert np.hypot(*(curve - corner).T).min() < 1e-9


def test_points_reads_an_outline() -> None:
    assert points("0,-0.5 1,2").tolist() == [[0, -0.5], [1, 2]]


def test_wander_keeps_its_ends_and_its_limits() -> None:
    path = wander(np.random.default_rng(3), (0, 0), (100, 0), 5)

    assert path[0] == pytest.approx([0, 0], abs=1e-6)
    assert path[-1] == pytest.approx([100, 0], abs=1e-6)
    assert np.abs(path[:, 1]).max() < 8


def test_ribbon_is_as_wide_as_told() -> None:
    path = np.stack([np.arange(5.0), np.zeros(5)], 1)
    outline = ribbon(path, taper(5, 4, 0.5))

    assert np.abs(outline[:5, 1] - outline[5:, 1][::-1]).tolist() == [4, 3.5, 3, 2.5, 2]


def test_place_scales_turns_then_moves() -> None:
    assert place([(1, 0)], 10, 20, np.pi / 2, 3)[0] == pytest.approx([10, 23])
    assert np.hypot(*(disc(5, 6, 2) - [5, 6]).T) == pytest.approx(2)
