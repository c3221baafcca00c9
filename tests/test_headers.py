import io
import struct
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.bombs import comments, gif, lossy, png_of, tiff, webp_canvas
from tests.museums.trouble import huge_png, picture
from whence.complexity import TooComplexError
from whence.headers import MOST_SCANS, Header, read_header

FRAME = b"\xff\xd8\xff\xe0\0\4\xff\xff\xff\xc2\0\x0b\x08\0\x20\0\x40\1\1\x11\0"


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        (".jpg", "JPEG"),
        (".png", "PNG"),
        (".webp", "WebP"),
        (".avif", "AVIF"),
        (".gif", "GIF"),
        (".bmp", "BMP"),
        (".tiff", "TIFF"),
    ],
)
def test_reads_name_and_size(suffix: str, name: str) -> None:
    header = read_header(picture(1, suffix, 37, 21))
    assert header is not None
    assert (header.format, header.width, header.height) == (name, 37, 21)


@pytest.mark.parametrize(
    ("data", "width", "height"),
    [
        (b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\0\0\x1f\x01\0", 64, 288),
        (b"RIFF\0\0\0\0WEBPVP8L\x09\0\0\0\x2f\x3f\xc0\x07\0", 64, 32),
        (b"RIFF\0\0\0\0WEBPVP8 \x09\0\0\0\0\0\0\x9d\x01\x2a\x40\x40\x20\x80", 64, 32),
        (b"BM" + bytes(12) + b"\x0c\0\0\0\x40\0\x20\0", 64, 32),
        (b"BM" + bytes(12) + b"\x28\0\0\0\x40\0\0\0\xe0\xff\xff\xff", 64, 32),
        (b"GIF87a\xff\xff\x20\0\0\0\0," + bytes(9) + b"\2\0", 65535, 32),
        (FRAME + b"\xff\xda\0\2" + bytes(4), 64, 32),
    ],
    ids=["VP8X", "VP8L", "VP8", "old BMP", "BMP from the top", "wide GIF", "progressive JPEG"],
)
def test_reads_each_kind_of_header(data: bytes, width: int, height: int) -> None:
    header = read_header(data)
    assert header is not None
    assert (header.width, header.height) == (width, height)


def test_reads_a_bomb_without_opening_it() -> None:
    assert read_header(huge_png()) == Header("PNG", 30_000, 30_000, bits=1)


def test_a_thumbnail_inside_a_jpeg_is_not_its_size() -> None:
    thumbnail, data = picture(2, ".jpg", 16, 12), picture(1, ".jpg", 64, 48)
    segment = b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    header = read_header(data[:2] + segment + data[2:])
    assert header is not None
    assert (header.width, header.height, header.held) == (64, 48, 0)


SIGNATURES = [
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
    b"RIFF\0\0\0\0WEBPVP8 ",
    b"RIFF\0\0\0\0WEBPVP8L",
    b"RIFF\0\0\0\0WEBPVP8X",
    b"\0\0\0\x1cftypavif",
    b"\0\0\0\x18ftypheic",
    b"GIF89a",
    b"BM" + bytes(12) + b"\x28\0\0\0",
    b"II*\0\x08\0\0\0",
    b"MM\0*\0\0\0\x08",
]


@given(st.sampled_from(SIGNATURES), st.binary(max_size=300))
def test_whatever_follows_a_signature_is_read_or_refused(signature: bytes, rest: bytes) -> None:
    try:
        header = read_header(signature + rest)
    except (ValueError, LookupError, struct.error, TooComplexError):
        return
    assert header is not None
    assert header.memory() >= 0 or header.width < 0 or header.height < 0


@pytest.mark.parametrize("data", [b"", b"hello", b"\0" * 64, b"BMW and other cars" * 9, b"RIFF"])
def test_knows_what_it_does_not_know(data: bytes) -> None:
    assert read_header(data) is None


def test_a_jpeg_with_too_little_in_it_is_broken() -> None:
    """Each 8 × 8 pixels take a bit at least; the rest would come out as plain grey."""
    with pytest.raises(ValueError, match=r"^JPEG with too little in it$"):
        read_header(FRAME + b"\xff\xda\0\2" + bytes(3))
    frame = FRAME[:13] + struct.pack(">HH", 2050, 250) + FRAME[17:]
    with pytest.raises(ValueError, match="too little"):
        read_header(frame + b"\xff\xda\0\2" + bytes(1000))
    assert read_header(frame + b"\xff\xda\0\2" + bytes(1001)) == Header("JPEG", 250, 2050)


def test_scans_are_counted() -> None:
    scan = b"\xff\xda\0\2" + bytes(4)
    assert read_header(FRAME + scan * 2) == Header("JPEG", 64, 32, held=2 * 64 * 32)
    assert read_header(FRAME + scan * MOST_SCANS) is not None
    with pytest.raises(TooComplexError):
        read_header(FRAME + scan * (MOST_SCANS + 1))


def test_long_segments_are_passed_over() -> None:
    assert read_header(comments(3, 65_000)) == Header("JPEG", 64, 48)


def test_a_jpeg_without_a_frame_is_broken() -> None:
    with pytest.raises(ValueError, match=r"^JPEG without a frame$"):
        read_header(b"\xff\xd8\xff\xda\0\2\xff\xd9")


@pytest.mark.parametrize("kind", [0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF])
def test_arithmetic_codes_are_not_read(kind: int) -> None:
    """A scan that repaints 25 million pixels takes 29 bytes of them."""
    frame = FRAME.replace(b"\xff\xc2", bytes([0xFF, kind]))
    header = read_header(frame + b"\xff\xda\0\2" + bytes(4))
    assert header == Header("JPEG", 64, 32, readable=False)


def test_a_jpeg_may_be_higher_than_32767_pixels() -> None:
    frame = FRAME[:13] + struct.pack(">HH", 65500, 1) + FRAME[17:]
    assert read_header(frame + b"\xff\xda\0\2" + bytes(200)) == Header("JPEG", 1, 65500)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc", b"mif1", b"msf1"])
def test_an_iphones_picture_is_known_but_not_read(brand: bytes) -> None:
    data = b"\0\0\0\x18ftyp" + b"none\0\0\0\0" + brand + bytes(4)
    assert read_header(data) == Header("HEIC", 0, 0)


def test_a_film_of_avif_is_an_avif() -> None:
    data = of("AVIF")
    assert data[8:12] == b"avif"
    renamed = data[:8] + b"avis" + data[12:].replace(b"avif", b"none", 1)
    assert read_header(renamed) == read_header(data)


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: data[:50] + bytes([data[50] ^ 1]) + data[51:],
        lambda data: data[:33] + b"\0\0\0\0AbCDoops" + data[33:],
    ],
)
def test_a_png_is_read_to_its_end_and_checked(damaged: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match=r"^damaged chunk$"):
        read_header(damaged(of("PNG")))


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: data[:-12],
        lambda data: data[:33] + b"\x7f\xff\xff\0teXt" + data[33:],
        lambda data: data[:33] + b"\xff\xff\xff\xf4teXt" + data[33:],
    ],
)
def test_a_png_without_its_end_is_broken(damaged: Callable[[bytes], bytes]) -> None:
    with pytest.raises(struct.error):
        read_header(damaged(of("PNG")))


def of(kind: str, mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    image = Image.new("RGBA", (64, 48), (9, 99, 9, 99)).convert("RGB" if mode == "P" else mode)
    image.convert(mode).save(file, kind, **options)
    return file.getvalue()


def deep_avif() -> bytes:
    options = [cv2.IMWRITE_AVIF_DEPTH, 12]
    return cv2.imencode(".avif", np.zeros((48, 64, 3), np.uint16), options)[1].tobytes()


PIXELS = 64 * 48
CODES = 640 + 4 * 2954
"""Bytes of libwebp's tables for one group of codes."""


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (of("JPEG"), Header("JPEG", 64, 48)),
        (of("PNG"), Header("PNG", 64, 48)),
        (of("PNG", "RGBA"), Header("PNG", 64, 48, channels=4)),
        (of("PNG", "P"), Header("PNG", 64, 48)),
        (of("PNG", "P", transparency=3), Header("PNG", 64, 48, channels=4)),
        (png_of(1 << 31, 8, 2), Header("PNG", 1 << 31, 1 << 31)),
        (png_of(64, 16, 2), Header("PNG", 64, 64, bits=16)),
        (of("BMP"), Header("BMP", 64, 48)),
        (b"BM" + bytes(12) + b"\x0c\0\0\0\xff\xff\xfe\xff", Header("BMP", 65535, 65534)),
        (gif(64, 48, b"\x44\1"), Header("GIF", 64, 48, channels=4, held=9 * PIXELS)),
        (of("WEBP"), Header("WebP", 64, 48)),
        (of("WEBP", lossless=True), Header("WebP", 64, 48, held=4 * PIXELS + CODES)),
        (
            of("WEBP", "RGBA", lossless=True, exact=True),
            Header("WebP", 64, 48, channels=4, held=4 * PIXELS + CODES),
        ),
        (webp_canvas(64, 0, lossy()), Header("WebP", 64, 64, held=4 * 4096)),
        (webp_canvas(64, 0x10, lossy()), Header("WebP", 64, 64, channels=4, held=4 * 4096)),
        (webp_canvas(64, 0x02, lossy()), Header("WebP", 64, 64, channels=4, held=8 * 4096)),
        (webp_canvas(64, 0x2D, lossy()), Header("WebP", 64, 64, held=4 * 4096)),
        (
            webp_canvas(64, 0x10, (b"VP8L", of("WEBP", "RGBA", lossless=True, exact=True)[20:])),
            Header("WebP", 64, 64, channels=4, held=4 * 4096 + CODES),
        ),
        (of("AVIF"), Header("AVIF", 64, 48, held=16 * PIXELS)),
        (of("AVIF", "RGBA"), Header("AVIF", 64, 48, channels=4, held=32 * PIXELS)),
        (deep_avif(), Header("AVIF", 64, 48, bits=12, held=20 * PIXELS)),
    ],
)
def test_promises_exactly(data: bytes, header: Header) -> None:
    assert read_header(data) == header


@pytest.mark.parametrize(
    ("tags", "promise"),
    [
        ({}, {"multiplied": True, "held": 4 * PIXELS}),
        ({0x116: 8}, {"multiplied": True, "held": 4 * 64 * 8}),
        ({0x102: 1}, {"bits": 1, "multiplied": True, "held": 4 * PIXELS}),
        ({0x115: 4}, {"multiplied": True, "channels": 4, "held": 4 * PIXELS}),
        ({0x102: 16}, {"bits": 16, "held": 6 * PIXELS}),
        ({0x102: 16, 0x106: 2, 0x115: 3}, {"bits": 16, "held": 6 * PIXELS}),
        ({0x102: 16, 0x106: 2, 0x115: 4}, {"bits": 16, "channels": 4, "held": 8 * PIXELS}),
        ({0x102: 16, 0x152: 1}, {"bits": 16, "multiplied": True, "held": 6 * PIXELS}),
        ({0x102: 16, 0x152: 2}, {"bits": 16, "held": 6 * PIXELS}),
        ({0x102: 16, 0x106: 5}, {"bits": 16, "readable": False, "held": 6 * PIXELS}),
        ({0x102: 12}, {"bits": 12, "readable": False, "held": 4 * PIXELS}),
        ({0x102: 9}, {"bits": 9, "readable": False, "held": 4 * PIXELS}),
        ({0x102: 32}, {"bits": 32, "readable": False, "held": 12 * PIXELS}),
        ({0x103: 5}, {"multiplied": True, "held": 4 * PIXELS}),
        ({0x103: 6}, {"multiplied": True, "held": (4 + 6) * PIXELS}),
        ({0x103: 7, 0x115: 4}, {"multiplied": True, "channels": 4, "held": (4 + 8) * PIXELS}),
    ],
)
def test_promises_of_a_tiff(tags: dict[int, int], promise: dict[str, Any]) -> None:
    assert read_header(tiff(tags)) == Header("TIFF", 64, 48, **promise)


@pytest.mark.parametrize(
    ("compression", "readable"), [(1, True), (5, True), (6, False), (7, False)]
)
def test_a_tiff_may_hold_jpegs_of_one_pass_only(compression: int, readable: bool) -> None:
    progressive = b"\xff\xc2\0\x11\x08"
    header = read_header(tiff({0x103: compression}) + progressive)
    assert header is not None
    assert header.readable == readable


def test_a_tiff_that_does_not_say_is_one_bit_of_grey() -> None:
    tags = struct.pack("<HHHIIHHII", 2, 0x100, 4, 1, 64, 0x101, 4, 1, 48)
    promised = read_header(b"II*\0\x08\0\0\0" + tags)
    assert promised == Header("TIFF", 64, 48, bits=1, multiplied=True, held=4 * PIXELS)


@pytest.mark.parametrize(
    ("header", "reduction", "bytes_taken"),
    [
        (Header("BMP", 10, 20), 1, 2 * 600),
        (Header("PNG", 10, 20, bits=16, channels=4), 1, 2 * 1600),
        (Header("AVIF", 10, 20, held=5000), 1, 5600),
        (Header("JPEG", 10, 20, held=1200), 2, 1350),
        (Header("JPEG", 3, 3), 2, 12),
    ],
)
def test_what_decoding_takes(header: Header, reduction: int, bytes_taken: int) -> None:
    assert header.memory(reduction) == bytes_taken
    assert Header("JPEG", 10, 20).memory() == 1200, "whole, where nothing else is said"


def test_several_scans_hold_all_coefficients() -> None:
    image = Image.new("RGB", (160, 160))
    for subsampling, bytes_a_pixel in ((0, 6), (1, 4), (2, 3)):
        file = io.BytesIO()
        image.save(file, "JPEG", progressive=True, subsampling=subsampling)
        header = read_header(file.getvalue())
        assert header is not None
        assert header.held == 160 * 160 * bytes_a_pixel
        assert isinstance(header.held, int)


@pytest.mark.parametrize(
    ("kind", "mode", "channels"),
    [
        ("PNG", "RGB", 3),
        ("PNG", "RGBA", 4),
        ("PNG", "LA", 4),
        ("WEBP", "RGB", 3),
        ("WEBP", "RGBA", 4),
        ("TIFF", "RGB", 3),
        ("TIFF", "RGBA", 4),
        ("AVIF", "RGB", 3),
        ("AVIF", "RGBA", 4),
    ],
)
def test_counts_the_channels_that_come_out(kind: str, mode: str, channels: int) -> None:
    for options in ({}, {"lossless": True}) if kind == "WEBP" else ({},):
        file = io.BytesIO()
        Image.new(mode, (16, 16), (9, 99, 9, 99)[: len(mode)]).save(file, kind, **options)
        header = read_header(file.getvalue())
        assert header is not None
        assert header.channels == channels
