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
@pytest.mark.parametrize("size", [(1, 1), (7, 900), (640, 480), (1100, 700)])
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
        held(groups(2200, 65_536))


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


def copied(pixels: int) -> bytes:
    """A small picture of a literal, a colour at hand and copies, in all so many `pixels`, behind
    which a literal names group 512.
    """
    bits = WebPBits(64, 64)
    bits.put(0b000_1_0_0, 6)  # neither transforms nor colours at hand, but groups: 16 × 16 pixels
    bits.put(0b0001_1, 5)  # two colours at hand
    bits.put(0b0001_0, 5)  # five lengths of codes: 17, 18, 0, 1, 2
    for length in (2, 2, 2, 0, 2):
        bits.put(length, 3)
    bits.put(0, 1)
    noughts, two, few, many = 0b00, 0b10, 0b01, 0b11  # 0, 2, 17 and 18, turned around
    for name, more, count in (
        (two, 0, 0), (many, 127, 7), (many, 106, 7),  # 0
        (two, 0, 0), (few, 7, 3),  # 256: a copy of one
        (two, 0, 0), (many, 1, 7),  # 267: a copy of 49 and more
        (two, 0, 0), (noughts, 0, 0),  # 280: a colour at hand
    ):  # fmt: skip
        bits.put(name, 2)
        if count:
            bits.put(more, count)
    bits.put(0b111, 3)  # red: two symbols
    bits.put(1, 8)
    bits.put(2, 8)
    bits.put(0b0001, 4, 3)
    literal, one, more, hand = 0b00, 0b10, 0b01, 0b11
    bits.put(literal, 2)
    bits.put(0, 1)
    bits.put(hand, 2)
    bits.put(more, 2)
    bits.put(3, 4)  # 49 + 3
    bits.put(one, 2, pixels - 1 - 1 - 52)
    bits.put(literal, 2)
    bits.put(1, 1)
    return bits.file()


def test_what_is_copied_or_at_hand_names_no_group_but_takes_its_pixels() -> None:
    assert held(copied(255)) == 513 * ONE
    assert held(copied(256)) == 257 * ONE


def test_codes_that_are_none_are_broken() -> None:
    bits = WebPBits(64, 64)
    bits.put(0, 2)  # neither transforms nor colours at hand
    bits.put(1, 1)  # groups
    bits.put(0, 4)  # blocks of four pixels; no colours at hand
    bits.put(0, 5)  # a code of four lengths
    bits.put(0b001001001001, 12)  # each of one bit
    with pytest.raises(ValueError, match="none"):
        held(bits.file())
