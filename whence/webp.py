"""What a lossless WebP makes its decoder hold besides pixels: the prefix codes of its groups.

A file of 300 kB may name 65,536 groups of codes for a picture of one megapixel, of which libwebp
builds half a gigabyte of tables. How many there are stands behind two small pictures, which are
passed over, in a third, which is looked through. Format: RFC 9649, sections 2 and 3.
"""

from collections.abc import Iterator
from struct import unpack_from
from typing import Final

from whence.complexity import TooComplexError
from whence.prefix_codes import Bits, read_code

MOST_CHUNKS: Final = 1000
MOST_STREAMS: Final = 2  # colours and alpha
MOST_PIXELS: Final = 300_000  # of the small pictures; libwebp's own, of 25 megapixels, have 200,000

PACKED: Final = ((2, 8), (4, 4), (16, 2), (256, 1))
"""Colours of a palette, and how many of its pixels are one then."""
PREDICTOR, CROSS_COLOUR, PALETTE = 0, 1, 3  # 2 has nothing to read
_LITERALS, _COPIES, _DISTANCES = 256, 24, 40


def held(data: bytes) -> int:
    """Return the bytes of tables that libwebp builds for the first picture of a WebP.

    Raises TooComplexError, or like the other readers on bytes that break their own format.
    """
    tables = 0
    for count, found in enumerate(_lossless(data)):
        if count == MOST_STREAMS:  # each takes its time
            raise TooComplexError
        tables = max(tables, _tables(*found))
    return tables


def _lossless(data: bytes) -> Iterator[tuple["Bits", int, int]]:
    """Yield each lossless stream of the first picture (colours, alpha), its width and height."""
    width = height = 0
    at = 12
    for _ in range(MOST_CHUNKS):
        if at + 8 > len(data):
            return
        kind, size = unpack_from("<4sI", data, at)
        at += 8
        if kind in (b"VP8X", b"ANMF"):  # of a film the first frame, whose chunks lie inside
            place = at + (4 if kind == b"VP8X" else 6)
            width, height = (
                1 + int.from_bytes(data[p : p + 3], "little") for p in (place, place + 3)
            )
            size = 16 if kind == b"ANMF" else size
        elif kind == b"ALPH" and data[at] & 3 == 1:
            yield Bits(data, at + 1), width, height
        elif kind == b"VP8L":
            packed = unpack_from("<I", data, at + 1)[0]
            yield Bits(data, at + 5), (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        if kind in (b"VP8 ", b"VP8L"):
            return
        at += size + (size & 1)
    raise TooComplexError


def _tables(bits: Bits, width: int, height: int) -> int:
    """Return the bytes of all tables of a stream that begins with its transforms."""
    width, left = _transformed(bits, width, height)
    cached = _cache(bits)
    if not bits.read(1):
        return _size(cached)
    small = _blocks(bits, width, height)
    _spent(left, small)
    return _groups(bits, small) * _size(cached)


def _transformed(bits: Bits, width: int, height: int) -> tuple[int, int]:
    """Pass over the transforms; return the width behind them, and how many pixels may follow."""
    left, seen = MOST_PIXELS, set[int]()
    while bits.read(1):
        kind = bits.read(2)
        if kind in seen:
            raise ValueError("a transform comes twice")
        seen.add(kind)
        if kind in (PREDICTOR, CROSS_COLOUR):
            small = _blocks(bits, width, height)
            left = _spent(left, small)
            _groups(bits, small)
        elif kind == PALETTE:
            colours = bits.read(8) + 1
            _groups(bits, colours)
            width = -(-width // next(share for most, share in PACKED if colours <= most))
    return width, left


def _size(cached: int) -> int:
    """Return the bytes that libwebp makes room for in each group (`kTableSize` in vp8l_dec.c)."""
    return 640 + 4 * (2954 + cached)


def _blocks(bits: Bits, width: int, height: int) -> int:
    """Return the pixels of a picture that has one for each block of the whole."""
    side = bits.read(3) + 2
    return -(-width >> side) * -(-height >> side)


def _spent(left: int, pixels: int) -> int:
    if pixels > left:
        raise TooComplexError
    return left - pixels


def _cache(bits: Bits) -> int:
    """Return how many colours are at hand by number."""
    return 1 << bits.read(4) if bits.read(1) else 0


def _groups(bits: Bits, pixels: int) -> int:
    """Read a small picture; return how many groups there are if its red and green name them.

    Up to a thousand libwebp makes room for as many as the highest asks for, else for those that
    occur. What is copied, or taken by number from the colours at hand, has occurred before.
    """
    cached = _cache(bits)
    green, red, blue, alpha = (
        read_code(bits, size) for size in (_LITERALS + _COPIES + cached, *[_LITERALS] * 3)
    )
    distances = read_code(bits, _DISTANCES)
    named = {0}
    while pixels > 0:
        symbol = green.read(bits)
        if symbol < _LITERALS:
            named.add(symbol | red.read(bits) << 8)
            blue.read(bits)
            alpha.read(bits)
            pixels -= 1
        elif symbol < _LITERALS + _COPIES:
            pixels -= _number(bits, symbol - _LITERALS)
            _number(bits, distances.read(bits))
        else:
            pixels -= 1
    return max(len(named), min(1000, 1 + max(named)))


def _number(bits: Bits, symbol: int) -> int:
    """Return a length or distance, of which a symbol says the order of magnitude."""
    if symbol < 4:
        return symbol + 1
    extra = symbol - 2 >> 1
    return ((2 + (symbol & 1)) << extra) + bits.read(extra) + 1
