"""How many groups of codes a lossless WebP has, counted before libwebp builds them."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.bombs import WebPBits, encoded, groups, riff, three
from whence.complexity import TooComplexError
from whence.webp import CROSS_COLOUR, MOST_CHUNKS, PALETTE, PREDICTOR, held

SUBTRACT_GREEN = 2

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


def transformed(
    width: int, height: int, *transforms: tuple[int, int], blocks: int, at_hand: int = 0
) -> bytes:
    """A picture that names 300 groups behind `transforms`: each its kind, and what it says next."""
    bits = WebPBits(width, height)
    for kind, said in transforms:
        bits.put(1, 1)
        bits.put(kind, 2)
        if kind != SUBTRACT_GREEN:
            bits.put(said, 8 if kind == PALETTE else 3)
            bits.nothing()
    bits.put(0, 1)
    bits.put(at_hand << 1 | 1 if at_hand else 0, 5 if at_hand else 1)
    bits.groups(blocks, 300)
    return bits.file()


def test_all_transforms_together_are_passed_over() -> None:
    every = (PREDICTOR, 3), (CROSS_COLOUR, 0), (SUBTRACT_GREEN, 0), (PALETTE, 16)
    data = transformed(128, 80, *every, blocks=32 * 20)
    assert Image.open(io.BytesIO(data)).getpixel((0, 0)) is not None  # it is a picture
    assert held(data) == 300 * ONE


def test_no_transform_comes_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        held(transformed(64, 64, *[(SUBTRACT_GREEN, 0)] * 2, blocks=256))


@pytest.mark.parametrize(
    ("colours", "packed"), [(1, 8), (2, 8), (3, 4), (4, 4), (5, 2), (16, 2), (17, 1)]
)
def test_pixels_of_few_colours_are_packed_before_they_are_told_apart(
    colours: int, packed: int
) -> None:
    blocks = 100 * 10  # the last is not full
    data = transformed(399 * packed - 1, 40, (PALETTE, colours - 1), blocks=blocks)
    assert Image.open(io.BytesIO(data)).getpixel((0, 0)) is not None
    assert held(data) == 300 * ONE
    bits = WebPBits(399 * packed - 1, 40)
    bits.put(0b11_1, 3)
    bits.put(colours - 1, 8)
    bits.nothing()
    bits.put(0, 2)
    bits.groups(blocks, blocks)  # the last block alone names the last group
    assert held(bits.file()) == blocks * ONE


def test_colours_at_hand_make_tables_larger() -> None:
    assert held(transformed(128, 80, blocks=640, at_hand=10)) == 300 * (ONE + 4 * 1024)


def test_the_small_pictures_together_have_so_many_pixels() -> None:
    def twice(width: int, height: int) -> bytes:
        bits = WebPBits(width, height)
        for kind in (PREDICTOR, CROSS_COLOUR):
            bits.put(kind << 1 | 1, 3)
            bits.put(0, 3)
            bits.nothing()
        bits.put(0, 2)
        bits.put(0, 1)
        return bits.file()

    assert held(twice(4 * 500, 4 * 300)) == ONE  # 300,000
    with pytest.raises(TooComplexError):
        held(twice(4 * 500, 4 * 300 + 1))


def transparent(side: int, count: int) -> tuple[bytes, bytes]:
    """Alpha that names so many groups; what holds it says how large it is."""
    return b"ALPH", b"\1" + groups(side, count)[25:]


def test_the_canvas_or_the_frame_says_how_large_alpha_is() -> None:
    canvas = b"VP8X", bytes(4) + three(127, 63)
    alpha = b"ALPH", b"\1" + transformed(128, 64, blocks=512)[25:]
    assert held(riff(canvas, alpha, (b"VP8 ", b""))) == 300 * ONE
    frame = b"ANMF", three(0, 0, 127, 63, 9) + b"\0" + riff(alpha, (b"VP8 ", b""))[12:]
    assert held(riff((b"VP8X", bytes(4) + three(999, 499)), frame)) == 300 * ONE


def test_alpha_of_no_size_has_nothing_to_look_through() -> None:
    assert held(riff(transparent(64, 300), (b"VP8 ", b""))) == ONE


def test_alpha_that_is_not_there_is_broken() -> None:
    with pytest.raises(IndexError):
        held(riff((b"ALPH", b"")))


def test_a_chunk_of_more_bytes_than_any_file_is_the_last() -> None:
    assert held(riff()[:12] + b"JUNK" + bytes([248, 255, 255, 255])) == 0


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
