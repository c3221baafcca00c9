"""Whether a GIF's first picture can be decoded in a reasonable time.

Its code may throw the table of words away at any moment. OpenCV clears 4,097 entries each time,
so that 15 MB of nothing but such orders take four minutes. And its data may lie in blocks of one
byte each, of which 15 MB hold seven millions. Format: GIF89a, appendix F.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from whence.complexity import TooComplexError

MOST_CLEARINGS: Final = 20_000  # of encoders that keep codes at 9 bits, one each 254 pixels

MOST_BLOCKS: Final = 200_000  # in a row; 15 MB in blocks as long as they may be are 59,000

Bytes = npt.NDArray[np.uint8]


def check(data: bytes) -> None:
    """Raise TooComplexError, or like the other readers on bytes that break their own format."""
    at = 13 + _colours(data[10])
    while data[at] == 0x21:
        at = _skip(data, at + 2)
    if data[at] != 0x2C:
        raise ValueError("GIF without a picture")
    at += 10 + _colours(data[at + 9])
    smallest = data[at]
    if not 2 <= smallest <= 11:
        raise ValueError("code of an impossible width")
    _count(_joined(data, at + 1), smallest)


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _skip(data: bytes, at: int) -> int:
    for _ in range(MOST_BLOCKS):
        if not data[at]:
            return at + 1
        at += 1 + data[at]
    raise TooComplexError


def _joined(data: bytes, at: int) -> bytes:
    """Return the content of the blocks from `at` on, as far as they go."""
    content = bytearray()
    for _ in range(MOST_BLOCKS):
        if at >= len(data) or not data[at]:
            return bytes(content)
        content += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    raise TooComplexError


def _count(code: bytes, smallest: int) -> None:
    """Jump from order to order: between two of them the width of every code is known."""
    end = len(code) * 8
    if end < MOST_CLEARINGS * (smallest + 1):
        return
    stream, clearing = np.frombuffer(code + bytes(3), np.uint8), 1 << smallest
    at = 0
    for _ in range(MOST_CLEARINGS):
        at = _after_clearing(stream, at, end, clearing)
        if at >= end:
            return
    raise TooComplexError


def _after_clearing(stream: Bytes, at: int, end: int, clearing: int) -> int:
    """Return the bit after the next order to clear the table, or `end`."""
    first = 0
    while at < end:
        count = 32 if first == 0 else 4096
        words = np.arange(first, first + count) + clearing + 1
        widths = np.minimum(12, np.frexp(words)[1])  # frexp gives the bits of a whole number
        ends = at + np.cumsum(widths)
        starts = np.minimum(ends - widths, end)
        place = starts >> 3
        bits = stream[place] | stream[place + 1].astype(np.uint32) << 8
        bits |= stream[place + 2].astype(np.uint32) << 16
        codes = bits >> (starts & 7) & (1 << widths) - 1
        found = np.flatnonzero(codes >> 1 == clearing >> 1)  # to clear, or to end, which clears too
        if found.size:
            return int(ends[found[0]])
        at, first = int(ends[-1]), first + count
    return end
