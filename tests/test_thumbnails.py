import numpy as np
import pytest

from whence.pictures import decode
from whence.thumbnails import jpeg


@pytest.mark.parametrize("shape", [(70_000, 100), (40, 70_000)])
def test_a_thumbnail_is_no_longer_than_a_jpeg_can_be(shape: tuple[int, int]) -> None:
    small = decode(jpeg(np.full((*shape, 3), 200, np.uint8), 1.0))
    assert max(small.shape) == 65_500


@pytest.mark.parametrize(
    ("scale", "shape"), [(0.5, (30, 50, 3)), (7, (60, 100, 3)), (1e-6, (1, 1, 3))]
)
def test_a_thumbnail_keeps_proportions_and_never_grows(
    scale: float, shape: tuple[int, ...]
) -> None:
    red = np.zeros((60, 100, 3), np.uint8)
    red[..., 0] = 200
    small = decode(jpeg(red, scale))
    assert small.shape == shape
    assert abs(int(small[0, 0, 0]) - 200) < 8
    assert small[0, 0, 2] < 8
