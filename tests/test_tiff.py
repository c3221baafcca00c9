import struct

import pytest

from tests.bombs import tile
from whence import tiff
from whence.complexity import TooComplexError


@pytest.mark.parametrize("order", ["<", ">"])
def test_reads_tags_in_both_byte_orders(order: str) -> None:
    number = struct.Struct(order + "I").pack
    entries = [
        (0x100, 3, 1, struct.pack(order + "HH", 640, 0)),
        (0x11A, 5, 1, bytes(4)),  # a fraction
        (0x11B, 3, 0, bytes(4)),  # nothing
        (0x101, 4, 1, number(480)),
        (0x102, 3, 3, number(126)),
        (0x103, 1, 4, b"\7\0\0\0"),
        (0x104, 1, 5, number(132)),
        (0x105, 4, 2, number(132)),
        (0x8769, 4, 1, number(0xFFFFFFFF)),
    ]
    data = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries))
    for tag, kind, count, value in entries:
        data += struct.pack(order + "HHI", tag, kind, count)
        data += value
    data = data.ljust(126, b"\0") + struct.pack(order + "HHH", 16, 8, 4) + number(5) + number(6)
    assert tiff.tags(data) == {
        0x100: 640,
        0x101: 480,
        0x102: 16,
        0x103: 7,
        0x104: data[132],
        0x105: 5,
        0x8769: 0xFFFFFFFF,
    }


@pytest.mark.parametrize(
    ("tags", "pixels"),
    [
        ({}, 64 * 48),
        ({0x116: 8}, 64 * 8),
        ({0x116: 1 << 31}, 64 * 48),
        ({0x142: 256, 0x143: 512}, 256 * 512),
        ({0x116: 0}, 64),
        ({0x142: 0}, 48),
        ({0x100: 1}, 48),
    ],
    ids=["one strip", "8 rows", "endless", "tiles", "no rows", "no columns", "one column"],
)
def test_a_part_is_a_strip_or_a_tile(tags: dict[int, int], pixels: int) -> None:
    assert tiff.part({0x100: 64, 0x101: 48} | tags) == pixels


def test_too_many_parts_are_too_complex() -> None:
    assert tiff.part({0x100: 16, 0x101: tiff.MOST_PARTS, 0x116: 1}) == 16
    with pytest.raises(TooComplexError):
        tiff.part({0x100: 16, 0x101: tiff.MOST_PARTS + 1, 0x116: 1})
    tiles = {0x142: 16, 0x143: 16}
    assert tiff.part({0x100: 16 * 200, 0x101: 16 * 100} | tiles) == 256
    for size in ((16 * 201, 16 * 99 + 1), (16 * 99 + 1, 16 * 201)):
        with pytest.raises(TooComplexError):
            tiff.part(dict(zip((0x100, 0x101), size, strict=True)) | tiles)


def test_reads_the_tile_of_a_real_file() -> None:
    assert tiff.part(tiff.tags(tile(16_000))) == 16_000**2
