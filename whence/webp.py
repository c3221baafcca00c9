"""What a lossless WebP makes its decoder hold besides pixels: the prefix codes of its groups.

A file of 300 kB may name 65,536 groups of codes for a picture of one megapixel, of which libwebp
builds half a gigabyte of tables. How many there are stands behind two small pictures, which are
passed over, in a third, which is looked through. Format: RFC 9649, sections 2 and 3.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from struct import unpack_from
from typing import Final

from whence.complexity import TooComplexError

MOST_CHUNKS: Final = 1000
MOST_PIXELS: Final = 300_000  # of the small pictures; libwebp's own, of 25 megapixels, have 200,000

PREDICTOR, CROSS_COLOUR, PALETTE = 0, 1, 3  # 2 has nothing to read
_ORDER: Final = (17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
_REPEATS: Final = {16: (2, 3), 17: (3, 3), 18: (7, 11)}
"""Symbols of lengths that repeat: bits that say how often, and the least."""
_LONGEST: Final = 15  # bits of one code
_LITERALS, _COPIES, _DISTANCES = 256, 24, 40


def held(data: bytes) -> int:
    """Return the bytes of tables that libwebp builds for the first picture of a WebP.

    Raises TooComplexError, or like the other readers on bytes that break their own format.
    """
    return max((_tables(*found) for found in _lossless(data)), default=0)


def _lossless(data: bytes) -> Iterator[tuple["_Bits", int, int]]:
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
            yield _Bits(data, at + 1), width, height
        elif kind == b"VP8L":
            packed = unpack_from("<I", data, at + 1)[0]
            yield _Bits(data, at + 5), (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
        if kind in (b"VP8 ", b"VP8L"):
            return
        at += size + (size & 1)
    raise TooComplexError


class _Bits:
    """Bits of a stream, the lowest of each byte first; beyond the end all are 0."""

    __slots__ = ("_data", "at")

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self.at = data, 8 * start

    def peek(self) -> int:
        """Return the next 24 bits at least."""
        byte = self.at >> 3
        return int.from_bytes(self._data[byte : byte + 4], "little") >> (self.at & 7)

    def read(self, count: int) -> int:
        """Return the next bits, at most 24."""
        value = self.peek() & (1 << count) - 1
        self.at += count
        return value


class _Code:
    """A prefix code, as a table of what the next bits may be."""

    __slots__ = ("_mask", "_table")

    def __init__(self, lengths: Sequence[int]) -> None:
        """`lengths` are the bits of each symbol, 0 where it does not occur; ValueError if wrong."""
        used = sorted((length, symbol) for symbol, length in enumerate(lengths) if length)
        if len(used) == 1:
            used = [(0, used[0][1])]  # what is always the same takes no bit
        longest = used[-1][0] if used else 0
        self._mask = (1 << longest) - 1
        self._table = [(0, 0)] * (self._mask + 1)
        if sum(1 << longest - length for length, _ in used) != len(self._table):
            raise ValueError("a prefix code that is none")
        code = 0
        for (length, symbol), (longer, _) in pairwise([*used, (longest, 0)]):
            turned = int(f"{code:0{length}b}"[::-1], 2) if length else 0
            times = len(self._table) >> length
            self._table[turned :: 1 << length] = [(symbol, length)] * times
            code = code + 1 << longer - length

    def read(self, bits: _Bits) -> int:
        """Return the next symbol."""
        symbol, length = self._table[bits.peek() & self._mask]
        bits.at += length
        return symbol


def _tables(bits: _Bits, width: int, height: int) -> int:
    """Return the bytes of all tables of a stream that begins with its transforms."""
    left = MOST_PIXELS
    for _ in range(4):
        if not bits.read(1):
            break
        kind = bits.read(2)
        if kind in (PREDICTOR, CROSS_COLOUR):
            small = _blocks(bits, width, height)
            left = _spent(left, small)
            _groups(bits, small)
        elif kind == PALETTE:
            colours = bits.read(8) + 1
            _groups(bits, colours)
            width = -(
                -width // (8 if colours <= 2 else 4 if colours <= 4 else 2 if colours <= 16 else 1)
            )
    cached = _cache(bits)
    if not bits.read(1):
        return _size(cached)
    small = _blocks(bits, width, height)
    _spent(left, small)
    return _groups(bits, small) * _size(cached)


def _size(cached: int) -> int:
    """Return the bytes that libwebp makes room for in each group (`kTableSize` in vp8l_dec.c)."""
    return 640 + 4 * (2954 + cached)


def _blocks(bits: _Bits, width: int, height: int) -> int:
    """Return the pixels of a picture that has one for each block of the whole."""
    side = bits.read(3) + 2
    return -(-width >> side) * -(-height >> side)


def _spent(left: int, pixels: int) -> int:
    if pixels > left:
        raise TooComplexError
    return left - pixels


def _cache(bits: _Bits) -> int:
    """Return how many colours are at hand by number."""
    return 1 << bits.read(4) if bits.read(1) else 0


def _groups(bits: _Bits, pixels: int) -> int:
    """Read a small picture; return how many groups there are if its red and green name them.

    Up to a thousand libwebp makes room for as many as the highest asks for, else for those that
    occur. What is copied, or taken by number from the colours at hand, has occurred before.
    """
    cached = _cache(bits)
    green, red, blue, alpha = (
        _code(bits, size) for size in (_LITERALS + _COPIES + cached, *[_LITERALS] * 3)
    )
    distances = _code(bits, _DISTANCES)
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


def _number(bits: _Bits, symbol: int) -> int:
    """Return a length or distance, of which a symbol says the order of magnitude."""
    if symbol < 4:
        return symbol + 1
    extra = symbol - 2 >> 1
    return ((2 + (symbol & 1)) << extra) + bits.read(extra) + 1


def _code(bits: _Bits, size: int) -> _Code:
    """Read a prefix code of `size` symbols."""
    lengths = [0] * size
    if bits.read(1):  # of one or two symbols
        both, wide = bits.read(1), bits.read(1)
        lengths[bits.read(8 if wide else 1)] = 1
        if both:
            lengths[bits.read(8)] = 1
        return _Code(lengths)
    of_lengths = [0] * len(_ORDER)
    for place in _ORDER[: 4 + bits.read(4)]:
        of_lengths[place] = bits.read(3)
    code = _Code(of_lengths)
    most = 2 + bits.read(2 + 2 * bits.read(3)) if bits.read(1) else size
    at, last = 0, 8
    for _ in range(most):
        if at >= size:
            break
        symbol = code.read(bits)
        if symbol < 16:
            lengths[at] = symbol
            at, last = at + 1, symbol or last
            continue
        extra, least = _REPEATS[symbol]
        times = least + bits.read(extra)
        if at + times > size:
            raise ValueError("more lengths than symbols")
        lengths[at : at + times] = [last if symbol == 16 else 0] * times
        at += times
    return _Code(lengths)
