"""What a PNG makes its decoder do besides its pixels: texts to inflate, and data without end.

libpng keeps every text, each of up to 8 MB that 8 kB may stand for, and inflates what comes behind
the last pixel to throw it away. Format: PNG (Third Edition), https://www.w3.org/TR/png-3/.
"""

from collections.abc import Iterable, Iterator
from struct import unpack_from
from typing import Final
from zlib import crc32, decompressobj, error

from whence.complexity import TooComplexError

MOST_CHUNKS: Final = 100_000  # a PNG of 15 MB in pieces of 8 kB has 2,000
MOST_INFLATED: Final = 8_000_000  # bytes; what is longer libpng leaves (PNG_USER_CHUNK_MALLOC_MAX)
MOST_RAW: Final = 200_000_000  # bytes; pictures of more are too large for the memory in any case
DEFLATED: Final = 1032  # bytes that one of deflate's may stand for
SAMPLES: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Numbers of a pixel, by the kind of colours."""
_PIECE: Final = 1 << 14
_STEP: Final = 1 << 20


def facts(data: bytes) -> tuple[int, int, int, bool, int]:
    """Return width, height, bits of a sample, whether parts are clear, and bytes held besides.

    Raises TooComplexError, or like the other readers on bytes that break their own format.
    """
    width, height, bits, colours = unpack_from(">IIBB", data, 16)
    clear, held, pixels = bool(colours & 4), 0, []
    for kind, body in _chunks(data):
        clear = clear or kind == b"tRNS"
        if kind == b"IDAT":
            pixels.append(body)
        elif _is_deflated(kind, body):
            held += min(MOST_INFLATED, DEFLATED * len(body))
    raw = height * (1 + -(-width * bits * SAMPLES[colours] // 8))
    if raw <= MOST_RAW:
        _look_through(pixels, 2 * raw + 65_536)  # woven pictures take more, and some are padded
    return width, height, bits, clear, held


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield each chunk up to the last: OpenCV would make room for one of any length it reads."""
    at = 8
    for _ in range(MOST_CHUNKS):
        length, kind = unpack_from(">I4s", data, at)
        end = at + 8 + length
        checksum = unpack_from(">I", data, end)[0]
        if kind[:1].isupper() and checksum != crc32(memoryview(data)[at + 4 : end]):
            raise ValueError("damaged chunk")
        if kind == b"IEND":
            return
        yield kind, memoryview(data)[at + 8 : end]
        at = end + 4
    raise TooComplexError


def _is_deflated(kind: bytes, body: memoryview) -> bool:
    if kind == b"iTXt":  # behind its keyword it says so
        return bytes(body[:81]).partition(b"\0")[2][:1] == b"\1"
    return kind in (b"zTXt", b"iCCP")


def _look_through(pixels: Iterable[memoryview], most: int) -> None:
    """Raise TooComplexError where the data inflates to more than `most` bytes."""
    stream = decompressobj()
    for chunk in pixels:
        for start in range(0, len(chunk), _PIECE):
            rest: bytes | memoryview = chunk[start : start + _PIECE]
            while rest and not stream.eof:
                try:
                    most -= len(stream.decompress(rest, _STEP))
                except error:  # libpng reads no further either
                    return
                if most < 0:
                    raise TooComplexError
                rest = stream.unconsumed_tail
