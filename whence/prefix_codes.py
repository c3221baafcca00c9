"""Prefix codes of a lossless WebP, read bit by bit (RFC 9649, section 3.7)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_ORDER: Final = (17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
"""In which the lengths of the codes of lengths are written."""
_REPEATS: Final = {16: (2, 3), 17: (3, 3), 18: (7, 11)}
"""Symbols of lengths that repeat: bits that say how often, and the least."""


class Bits:
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


class Code:
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

    def read(self, bits: Bits) -> int:
        """Return the next symbol."""
        symbol, length = self._table[bits.peek() & self._mask]
        bits.at += length
        return symbol


def read_code(bits: Bits, size: int) -> Code:
    """Read a prefix code of `size` symbols; raises ValueError where it is none."""
    lengths = [0] * size
    if bits.read(1):  # of one or two symbols
        both, wide = bits.read(1), bits.read(1)
        lengths[bits.read(8 if wide else 1)] = 1
        if both:
            lengths[bits.read(8)] = 1
        return Code(lengths)
    of_lengths = [0] * len(_ORDER)
    for place in _ORDER[: 4 + bits.read(4)]:
        of_lengths[place] = bits.read(3)
    code = Code(of_lengths)
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
    return Code(lengths)
