"""What a TIFF promises: its tags, and what libtiff holds in memory for a strip or a tile.

A file of 100 kB that shows 64 × 64 pixels may name tiles of 16,000 × 16,000: 1 GB and six seconds.
"""

import re
from struct import unpack_from
from typing import Final

from whence.complexity import TooComplexError

ORIENTATION: Final = 0x112
WIDTH, HEIGHT, BITS, PHOTOMETRIC, CHANNELS = 0x100, 0x101, 0x102, 0x106, 0x115
COMPRESSION: Final = 0x103
JPEG: Final = (6, 7)
UNUSUAL: Final = re.compile(rb"\xff[\xc2\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]\0[\x0b-\x26][\x02-\x10]")
"""The frame of a JPEG that is not painted in one pass: scans without number may follow it."""
_ROWS_OF_STRIP, _TILE_WIDTH, _TILE_HEIGHT = 0x116, 0x142, 0x143
_NUMBERS: Final = {1: "B", 3: "H", 4: "I"}
MOST_PARTS: Final = 20_000  # each costs some microseconds before its first pixel


def tags(data: bytes) -> dict[int, int]:
    """Return the first value of each whole-number tag in a TIFF's first directory (or EXIF's)."""
    order = "<" if data[:2] == b"II" else ">"
    at = unpack_from(order + "I", data, 4)[0]
    found = {}
    for entry in range(at + 2, at + 2 + 12 * unpack_from(order + "H", data, at)[0], 12):
        tag, kind, count = unpack_from(order + "HHI", data, entry)
        if kind not in _NUMBERS or not count:
            continue
        form = order + _NUMBERS[kind]
        inline = count * {"B": 1, "H": 2, "I": 4}[form[1]] <= 4
        where = entry + 8 if inline else unpack_from(order + "I", data, entry + 8)[0]
        found[tag] = unpack_from(form, data, where)[0]
    return found


def part(found: dict[int, int]) -> int:
    """Return the pixels of one strip or tile; raises TooComplexError when there are too many."""
    width, height = found[WIDTH], found[HEIGHT]
    across = max(1, found.get(_TILE_WIDTH, width))
    tall = found.get(_TILE_HEIGHT, min(height, found.get(_ROWS_OF_STRIP, height)))
    down = max(1, tall)
    if -(-width // across) * -(-height // down) > MOST_PARTS:
        raise TooComplexError
    return across * down
