import numpy as np
import pytest
from PIL import Image, ImageOps

from whence import orientation


def exif(turn: int) -> bytes:
    tags = Image.Exif()
    tags[0x112] = turn
    return tags.tobytes()


@pytest.mark.parametrize("begins", [b"", b"Exif\x00\x00"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_pixels_are_turned_as_pillow_turns_them(turn: int, begins: bytes) -> None:
    pixels = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    picture = Image.fromarray(pixels)
    picture.getexif()[0x112] = turn
    told = orientation.told(begins + exif(turn).removeprefix(b"Exif\x00\x00"))
    upright = orientation.upright(pixels, told)
    assert np.array_equal(upright, np.asarray(ImageOps.exif_transpose(picture)))
    assert upright.flags.c_contiguous


@pytest.mark.parametrize("data", [b"", b"II", b"II*\x00\xff\xff\xff\xff", b"no EXIF at all"])
def test_missing_or_damaged_exif_names_no_orientation(data: bytes) -> None:
    assert orientation.told(data) == 0


def test_without_an_orientation_a_picture_stands_as_it_is() -> None:
    assert orientation.upright(np.zeros((2, 3, 3), np.uint8), 0).shape == (2, 3, 3)
