"""What the first bytes of a picture promise, read before anything is decoded.

Small exact readers for the admitted formats. They never allocate by a number found in the file
and raise `ValueError`, `IndexError` or `struct.error` on bytes that break their own format.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from struct import unpack_from
from typing import Final
from zlib import crc32

from whence import avif

MOST_SEGMENTS: Final = 2000  # a JPEG of 15 MB needs 240 for its largest metadata
ORIENTATION: Final = 0x112
_TIFF_NUMBERS: Final = {1: "B", 3: "H", 4: "I"}
_JPEG_MARKER: Final = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])")
_START_OF_FRAME: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Header:
    """A format's name and what it promises; `turn` is an EXIF orientation still to be applied.

    `scans` counts the passes of a progressive JPEG, `bits` is the depth of one channel,
    `multiplied` says that colours come out already multiplied with their alpha, and `readable`
    is false for kinds of a format that would come out in wrong colours or cannot be trusted.
    """

    format: str
    width: int
    height: int
    turn: int = 1
    bits: int = 8
    readable: bool = True
    scans: int = 1
    multiplied: bool = False


def read_header(data: bytes) -> Header | None:
    """Return the header of `data`, or None when its signature is not on the list."""
    for signature, reader in _READERS:
        if signature.match(data):
            return reader(data)
    return None


def tiff_tags(data: bytes) -> dict[int, int]:
    """Return the first value of each whole-number tag in a TIFF's first directory (or EXIF's)."""
    order = "<" if data[:2] == b"II" else ">"
    at = unpack_from(order + "I", data, 4)[0]
    tags = {}
    for entry in range(at + 2, at + 2 + 12 * unpack_from(order + "H", data, at)[0], 12):
        tag, kind, count = unpack_from(order + "HHI", data, entry)
        if kind not in _TIFF_NUMBERS or not count:
            continue
        form = order + _TIFF_NUMBERS[kind]
        inline = count * {"B": 1, "H": 2, "I": 4}[form[1]] <= 4
        where = entry + 8 if inline else unpack_from(order + "I", data, entry + 8)[0]
        tags[tag] = unpack_from(form, data, where)[0]
    return tags


def _jpeg(data: bytes) -> Header:
    """Walk the segments to the end: the frame gives the size, scans may hide hours of work."""
    size, scans, at = None, 0, 2
    for _ in range(MOST_SEGMENTS):
        found = _JPEG_MARKER.search(data, at)
        if found is None or found[1] == b"\xd9":
            break
        marker, at = found[1][0], found.end()
        if marker in _START_OF_FRAME and size is None:
            size = unpack_from(">HH", data, at + 3)
        scans += marker == 0xDA
        at += unpack_from(">H", data, at)[0]
    else:
        scans = MOST_SEGMENTS
    if size is None:
        raise ValueError("JPEG without a frame")
    return Header("JPEG", size[1], size[0], scans=scans)


def _png(data: bytes) -> Header:
    """Walk the chunks to the end: OpenCV would make room for a chunk of any length it reads."""
    width, height, bits = unpack_from(">IIB", data, 16)
    kind, at = b"", 8
    while kind != b"IEND":
        length, kind = unpack_from(">I4s", data, at)
        end = at + 8 + length
        checksum = unpack_from(">I", data, end)[0]
        if kind[:1].isupper() and checksum != crc32(memoryview(data)[at + 4 : end]):
            raise ValueError("damaged chunk")
        at = end + 4
    return Header("PNG", width, height, bits=bits)


def _gif(data: bytes) -> Header:
    return Header("GIF", *unpack_from("<HH", data, 6))


def _bmp(data: bytes) -> Header:
    old = unpack_from("<I", data, 14)[0] == 12
    width, height = unpack_from("<HH" if old else "<ii", data, 18)
    return Header("BMP", width, abs(height))


def _webp(data: bytes) -> Header:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        return Header("WebP", width + 1, height + 1)
    if kind == b"VP8L":
        packed = unpack_from("<I", data, 21)[0]
        return Header("WebP", (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
    width, height = unpack_from("<HH", data, 26)
    return Header("WebP", width & 0x3FFF, height & 0x3FFF)


def _tiff(data: bytes) -> Header:
    tags = tiff_tags(data)
    bits = tags.get(0x102, 1)
    plain = tags.get(0x106) in (1, 2)  # grey from black, or RGB; libtiff converts the rest to 8 bit
    return Header(
        "TIFF",
        tags[0x100],
        tags[0x101],
        bits=bits,
        multiplied=bits <= 8 or tags.get(0x152) == 1,
        readable=bits <= 8 or (bits == 16 and plain),
    )


def _heif(data: bytes) -> Header | None:
    """Tell AVIF from its sister HEIC (an iPhone's photograph), which has no decoder here."""
    brands = data[8 : min(unpack_from(">I", data)[0], 256)]
    if b"avif" in brands or b"avis" in brands:
        return Header("AVIF", *avif.facts(data))
    known = any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"))
    return Header("HEIC", 0, 0) if known else None


_READERS: Final[tuple[tuple[re.Pattern[bytes], Callable[[bytes], Header | None]], ...]] = (
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR", re.DOTALL), _png),
    (re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL), _webp),
    (re.compile(rb".{4}ftyp", re.DOTALL), _heif),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL), _bmp),
    (re.compile(rb"II\*\0|MM\0\*"), _tiff),
)
