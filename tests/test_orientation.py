import numpy as np
import pytest
from PIL import Image, ImageOps

from whence import orientation


def exif(turn: int) -> np.ndarray:
    tags = Image.Exif()
    tags[0x112] = turn
    return np.frombuffer(tags.tobytes().removeprefix(b"Exif\x00\x00"), np.uint8)


@pytest.mark.parametrize("turn", range(1, 9))
def test_pixels_are_turned_as_pillow_turns_them(turn: int) -> None:
    pixels = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    picture = Image.fromarray(pixels)
    picture.getexif()[0x112] = turn
    upright = orientation.upright(pixels, orientation.told(exif(turn)))
    assert np.array_equal(upright, np.asarray(ImageOps.exif_transpose(picture)))
    assert upright.flags.c_contiguous


@pytest.mark.parametrize("data", [b"", b"II", b"II*\x00\xff\xff\xff\xff", b"no EXIF at all"])
def test_damaged_exif_names_no_orientation(data: bytes) -> None:
    assert orientation.told(np.frombuffer(data, np.uint8)) == 0


def test_without_exif_a_picture_stands_as_it_is() -> None:
    pixels = np.zeros((2, 3, 3), np.uint8)
    assert orientation.told(None) == 0
    assert orientation.upright(pixels, 0).shape == (2, 3, 3)
