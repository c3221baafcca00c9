import struct

import pytest

from tests.museums.trouble import picture
from whence.avif import facts


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def bits(*fields: tuple[int, int]) -> bytes:
    """Pack (value, width) pairs, the first in the highest bits."""
    text = "".join(f"{value:0{width}b}" for value, width in fields)
    return int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8), "big")


def sequence(width: int, height: int, across: int = 16, down: int = 16, timing: int = 0) -> bytes:
    """A full sequence header, not the short one of stills."""
    payload = bits(
        (0, 3), (1, 1), (0, 1), (timing, 1), (1, 1),
        (0, 5), (0, 12), (8, 5), (1, 1), (1, 1), (5, 4),
        (across - 1, 4), (down - 1, 4), (width - 1, across), (height - 1, down),
    )  # fmt: skip
    return b"\x12\0" + bytes([0x0A, len(payload)]) + payload


def avif(item: bytes, pieces: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    """A file whose only item lies in `idat`, as those of small grids do."""
    location = struct.pack(">IBBHHHHH", 1 << 24, 0x44, 0, 1, 1, 1, 0, pieces)
    location += struct.pack(">II", 0, len(item)) * pieces
    ispe = box(b"ispe", bytes(4), struct.pack(">II", *size))
    inside = box(b"iprp", box(b"ipco", ispe)), box(b"iloc", location), box(b"idat", item)
    return box(b"ftyp", b"avif\0\0\0\0avif") + box(b"meta", bytes(4), *inside)


def test_size_depth_and_turn_of_a_real_file() -> None:
    assert facts(picture(1, ".avif", 37, 21)) == (37, 21, 1, 8, True, False)


def test_the_larger_of_box_and_stream_counts() -> None:
    assert facts(avif(sequence(200, 100, 8, 7)))[:2] == (200, 100)
    assert facts(avif(sequence(32, 32, 6, 6)))[:2] == (64, 48)


def test_a_real_file_that_lies_is_found_out() -> None:
    data = picture(1, ".avif", 320, 240)
    lie = data.replace(struct.pack(">II", 320, 240), struct.pack(">II", 50, 50))
    assert lie != data
    assert facts(lie)[:2] == (320, 240)


def test_a_stream_that_leaves_its_size_open_is_not_dared() -> None:
    assert facts(avif(sequence(64, 48, 6, 6)))[4]
    assert not facts(avif(sequence(64, 48, 16, 16)))[4]
    assert not facts(avif(sequence(64, 48, 6, 6, timing=1)))[4]


def test_a_second_stream_in_an_item_counts() -> None:
    assert facts(avif(sequence(64, 48, 6, 6) + sequence(900, 800, 10, 10)))[:2] == (900, 800)


def test_films_are_not_dared() -> None:
    assert not facts(avif(sequence(64, 48, 6, 6)) + box(b"moov"))[4]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        box(b"ftyp", b"avif"),
        avif(sequence(64, 48), pieces=2),
        avif(b"\x12\0" * 5000),
        avif(b"\x0a" + b"\xff" * 20),
        avif(b"")[:-30],
        box(b"free") * 5000,
    ],
)
def test_what_breaks_the_rules_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, LookupError, struct.error)):
        facts(data)
