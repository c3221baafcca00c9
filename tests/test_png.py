"""What a PNG makes its decoder do besides its pixels, read before it is decoded."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from tests.bombs import SIGNATURE, encoded, png_with, zeros
from tests.museums.trouble import chunk
from whence.complexity import TooComplexError
from whence.png import DEFLATED, MOST_CHUNKS, MOST_INFLATED, facts
from whence.png import SAMPLES as OF_A_PIXEL

END = chunk(b"IEND", b"")


def written(side: int, pieces: list[bytes], bits: int = 8, colours: int = 2) -> bytes:
    """A square picture whose data comes in such pieces."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, bits, colours, 0, 0, 0))
    return SIGNATURE + head + b"".join(chunk(b"IDAT", piece) for piece in pieces) + END


def noise(mode: str, size: tuple[int, int]) -> Image.Image:
    pixels = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), np.uint8)
    return Image.fromarray(pixels).convert(mode)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (640, 480)])
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_what_an_encoder_writes_is_read_and_light(mode: str, size: tuple[int, int]) -> None:
    width, height, _, clear, held = facts(encoded(noise(mode, size), "PNG"))
    assert (width, height, clear, held) == (*size, mode in ("RGBA", "LA"), 0)


@pytest.mark.parametrize("colours", OF_A_PIXEL)
@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
def test_data_twice_as_long_as_the_pixels_is_passed_over_and_more_is_refused(
    bits: int, colours: int
) -> None:
    side = 1000
    raw = side * (1 + side * bits * OF_A_PIXEL[colours] // 8)
    most = 2 * raw + 65_536
    assert facts(written(side, [zlib.compress(bytes(most))], bits, colours))[:2] == (side, side)
    with pytest.raises(TooComplexError):
        facts(written(side, [zlib.compress(bytes(most + 1))], bits, colours))


def test_data_is_looked_through_over_all_its_pieces() -> None:
    data = zeros(5)
    with pytest.raises(TooComplexError):
        facts(written(64, [data[at : at + 100] for at in range(0, len(data), 100)]))


def test_of_what_never_ends_no_more_is_looked_at_than_is_too_much() -> None:
    """Behind damage nothing is read by libpng either, nor behind the end of what was deflated."""
    assert facts(written(64, [b"oops", zeros(5)]))[:2] == (64, 64)
    assert facts(written(64, [zlib.compress(b""), zeros(5)]))[:2] == (64, 64)


def test_pictures_that_are_too_large_anyhow_are_not_looked_through() -> None:
    assert facts(written(30_000, [zeros(5)]))[:2] == (30_000, 30_000)


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_what_texts_may_inflate_to_is_held(kind: bytes) -> None:
    assert facts(png_with(chunk(kind, b"x\0\0" + bytes(97))))[4] == 100 * DEFLATED
    assert facts(png_with(chunk(kind, bytes(9000))))[4] == MOST_INFLATED
    assert facts(png_with(chunk(kind, bytes(9000)) * 3))[4] == 3 * MOST_INFLATED


def test_plain_texts_hold_nothing_more_than_the_file() -> None:
    xmp = b"XML:com.adobe.xmp\0%c\0\0\0" + bytes(9000)
    assert facts(png_with(chunk(b"iTXt", xmp % 0)))[4] == 0
    assert facts(png_with(chunk(b"iTXt", xmp % 1)))[4] == MOST_INFLATED
    assert facts(png_with(chunk(b"tEXt", bytes(9000))))[4] == 0


def test_clear_parts_are_told_by_their_chunk_too() -> None:
    file = io.BytesIO()
    noise("P", (8, 8)).save(file, "PNG", transparency=3)
    assert facts(file.getvalue())[3]


def test_so_many_chunks_are_too_many() -> None:
    text = chunk(b"tEXt", b"a\0b")
    assert facts(png_with(text * (MOST_CHUNKS - 3)))[4] == 0
    with pytest.raises(TooComplexError):
        facts(png_with(text * (MOST_CHUNKS - 2)))


def test_an_unknown_kind_of_colours_is_broken() -> None:
    with pytest.raises(LookupError):
        facts(written(64, [b""], colours=5))
