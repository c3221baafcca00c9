"""How many groups of codes a lossless WebP has, counted before libwebp builds them."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.bombs import WebPBits, encoded, groups, riff
from whence.complexity import TooComplexError
from whence.webp import MOST_CHUNKS, held

ONE = 640 + 4 * 2954
"""Bytes of the tables of one group without colours at hand."""


def painted(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture of several kinds of parts, for which an encoder takes several groups."""
    rng = np.random.default_rng(width)
    pixels = rng.integers(0, 60, (height, width, 4), np.uint8)
    pixels[: height // 2] //= 20
    pixels[:, : width // 3, 1] += np.linspace(0, 190, height, dtype=np.uint8)[:, None]
    return Image.fromarray(pixels, "RGBA").convert(mode)


@pytest.mark.parametrize("method", [0, 4, 6])
@pytest.mark.parametrize("size", [(1, 1), (7, 900), (640, 480), (1700, 1300)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_what_an_encoder_writes_is_read_and_light(
    size: tuple[int, int], method: int, mode: str
) -> None:
    data = encoded(painted(*size, mode), "WEBP", lossless=True, method=method, exact=True)
    assert ONE <= held(data) < 300 * ONE


@pytest.mark.parametrize("colours", [1, 2, 3, 4, 5, 16, 17, 256])
def test_palettes_of_every_size_are_read(colours: int) -> None:
    picture = painted(300, 200).quantize(colours).convert("RGB")
    assert held(encoded(picture, "WEBP", lossless=True)) >= ONE


def test_lossy_pictures_have_no_codes_but_those_of_their_alpha() -> None:
    assert held(encoded(painted(64, 48), "WEBP")) == 0
    assert held(encoded(painted(64, 48, "RGBA"), "WEBP")) >= ONE


def test_of_a_film_the_first_frame_counts() -> None:
    first, second = painted(64, 48), painted(640, 480)
    film = io.BytesIO()
    small = first.resize(second.size)
    small.save(film, "WEBP", save_all=True, append_images=[second], lossless=True)
    assert ONE <= held(film.getvalue()) < 300 * ONE


@pytest.mark.parametrize("count", [1, 2, 256, 300, 1000, 1001, 5000, 65_536])
def test_groups_are_counted(count: int) -> None:
    assert held(groups(1024, count)) == count * ONE


def test_the_highest_asks_for_all_below_it_up_to_a_thousand() -> None:
    assert held(groups(64, 1, first=900)) == 901 * ONE
    assert held(groups(64, 1, first=5000)) == 1000 * ONE


def test_small_pictures_that_are_none_are_not_looked_through() -> None:
    with pytest.raises(TooComplexError):
        held(groups(4000, 65_536))


def test_chunks_are_not_followed_without_end() -> None:
    with pytest.raises(TooComplexError):
        held(riff(*[(b"JUNK", b"")] * (MOST_CHUNKS + 1)))
    assert held(riff(*[(b"JUNK", b"")] * (MOST_CHUNKS - 1))) == 0


def test_streams_without_number_are_not_looked_through() -> None:
    alpha = b"ALPH", b"\1" + bytes(9)
    size = b"VP8X", bytes(10)
    assert held(riff(size, alpha, (b"VP8 ", b""))) >= 0
    with pytest.raises(TooComplexError):
        held(riff(size, *[alpha] * 3))


def test_codes_that_are_none_are_broken() -> None:
    bits = WebPBits(64, 64)
    bits.put(0, 2)  # neither transforms nor colours at hand
    bits.put(1, 1)  # groups
    bits.put(0, 4)  # blocks of four pixels; no colours at hand
    bits.put(0, 5)  # a code of four lengths
    bits.put(0b001001001001, 12)  # each of one bit
    with pytest.raises(ValueError, match="none"):
        held(bits.file())
