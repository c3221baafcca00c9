"""What remains of a picture once it was decoded."""

import numpy as np
import pytest

from tests.conftest import ROOT
from whence.encoded import Encoded
from whence.pictures import PictureError, decode
from whence.preprocessing import InputSpec, prepare
from whence.sight import look

STUDIES = sorted((ROOT / "data" / "studies").glob("*.webp"))[:3]


@pytest.mark.parametrize("size", [96, 224])
def test_the_network_sees_in_the_square_what_it_sees_in_the_picture(size: int) -> None:
    for file in STUDIES:
        data, spec = Encoded(file.read_bytes()), InputSpec(size)
        whole = decode(data, size)
        ratio, square = look(data, size)
        assert ratio == whole.shape[1] / whole.shape[0]
        assert square.shape == (size, size, 3)
        assert np.array_equal(prepare(square, spec), prepare(whole, spec))


def test_the_same_bytes_are_decoded_once() -> None:
    look.cache_clear()
    data = Encoded(STUDIES[0].read_bytes())
    assert look(data, 224) is look(Encoded(bytes(bytearray(data))), 224)
    assert look.cache_info().misses == 1
    assert look(data, 160).square.shape == (160, 160, 3)


def test_nobody_can_paint_over_what_others_will_see() -> None:
    square = look(Encoded(STUDIES[0].read_bytes()), 224).square
    with pytest.raises(ValueError, match="read-only"):
        square[0, 0] = 0


def test_what_cannot_be_decoded_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(PictureError):
            look(Encoded(b"no picture"), 224)
