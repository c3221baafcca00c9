"""What an AVIF file promises, and whether the AV1 pictures inside keep to it.

The decoder trusts AV1's own sequence header, not the box that states the size: a file of 3 kB that
calls itself 50 × 50 can take 3 GB. So both are read. Boxes: ISO/IEC 14496-12 and 23008-12;
sequence header: AV1 Bitstream Specification 5.5.
"""

from collections.abc import Iterator
from struct import unpack_from
from typing import Final

MOST_PARTS: Final = 300
MOST_ADDRESSABLE: Final = 1 << 27  # pixels; a frame may be larger than its sequence promised
_TURNS: Final = {None: (1, 8, 3, 6), 0: (4, 5, 2, 7), 1: (2, 7, 4, 5)}  # by imir, then irot

_FRAMES: Final = (3, 6)  # a frame's header, alone or with its frame

Box = tuple[bytes, int, int]


def facts(data: bytes) -> tuple[int, int, int, int, bool, bool]:
    """Return the largest width and height, EXIF orientation, bits, whether we dare, and alpha.

    Films, items of several frames (each costs as much as the picture), pictures in several pieces
    and sequence headers that leave the frame's size open are not dared. Raises like the other
    readers of headers.
    """
    boxes = list(_boxes(data, 0, len(data)))
    meta = list(_within(data, boxes, b"meta", 4))
    properties = list(_within(data, list(_within(data, meta, b"iprp")), b"ipco"))
    sizes = [unpack_from(">II", data, at + 4) for kind, at, _ in properties if kind == b"ispe"]
    turn, bits = _turn_and_bits(data, properties)
    dared = not any(kind == b"moov" for kind, _, _ in boxes)
    for start, end in _items(data, meta):
        frames = 0
        for kind, payload in _units(memoryview(data)[start:end]):
            frames += kind in _FRAMES
            if kind == 1:
                width, height, addressable = _sequence(payload)
                sizes.append((width, height))
                dared = dared and addressable <= MOST_ADDRESSABLE
        dared = dared and frames <= 1
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return width, height, turn, bits, dared, any(kind == b"auxC" for kind, _, _ in properties)


def _turn_and_bits(data: bytes, properties: list[Box]) -> tuple[int, int]:
    bits, quarters, mirror = 8, 0, None
    for kind, at, _ in properties:
        if kind == b"av1C":
            bits = max(bits, {0x40: 10, 0x60: 12}.get(data[at + 2] & 0x60, 8))
        elif kind == b"irot":
            quarters = data[at] & 3
        elif kind == b"imir":
            mirror = data[at] & 1
    return _TURNS[mirror][quarters], bits


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """Yield (kind, start, end) of the content of each box."""
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return
        length, kind = unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            length, head = unpack_from(">Q", data, at + 8)[0], 16
        stop = min(at + length, end) if length else end
        if stop < at + head:
            raise ValueError("box shorter than its own header")
        yield kind, at + head, stop
        at = stop
    raise ValueError("too many boxes")


def _within(data: bytes, boxes: list[Box], wanted: bytes, skip: int = 0) -> Iterator[Box]:
    at, end = next(((at, end) for kind, at, end in boxes if kind == wanted), (0, 0))
    return _boxes(data, at + skip, end)


def _items(data: bytes, meta: list[Box]) -> Iterator[tuple[int, int]]:
    """Yield where each item of the `iloc` box lies; each must lie in one piece."""
    places = {kind: at for kind, at, _ in meta}
    at = places[b"iloc"]
    version, sizes = data[at], unpack_from(">H", data, at + 4)[0]
    offset_size, length_size, base_size, index_size = (sizes >> s & 15 for s in (12, 8, 4, 0))
    at += 6

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    wide = 4 if version == 2 else 2
    for _ in range(min(number(wide), MOST_PARTS + 1)):
        number(wide)
        inside = version and number(2) & 15
        number(2)
        start = number(base_size) + (places[b"idat"] if inside else 0)
        if number(2) != 1:
            raise ValueError("an item in several pieces")
        number(index_size if version else 0)
        start += number(offset_size)
        length = number(length_size)
        yield start, start + length if length else len(data)


def _units(item: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Yield the kind and content of each of AV1's open bitstream units."""
    at = 0
    for _ in range(MOST_PARTS):
        if at >= len(item):
            return
        head = item[at]
        at += 1 + (head >> 2 & 1)
        length = len(item) - at
        if head & 2:
            length, at = _leb128(item, at)
        yield head >> 3 & 15, item[at : at + length]
        at += length
    raise ValueError("too many parts")


def _leb128(item: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = item[at + place]
        value |= (byte & 127) << 7 * place
        if byte < 128:
            return value, at + place + 1
    raise ValueError("endless number")


def _sequence(payload: memoryview) -> tuple[int, int, int]:
    """Return width, height and the most pixels a frame can claim, of a sequence header.

    It is read up to its frame size, without timing, which stills do not have.
    """
    content, left = int.from_bytes(bytes(payload[:64]).ljust(64, b"\0"), "big"), 512

    def read(bits: int) -> int:
        nonlocal left
        left -= bits
        return content >> left & (1 << bits) - 1

    read(4)
    reduced = read(1)
    if reduced:
        read(5)
    else:
        if read(1):
            return 1, 1, MOST_ADDRESSABLE + 1
        delays = read(1)
        for _ in range(read(5) + 1):
            read(12)
            if read(5) > 7:
                read(1)
            if delays and read(1):
                read(4)
    across, down = read(4) + 1, read(4) + 1
    width, height = read(across) + 1, read(down) + 1
    return width, height, width * height if reduced else 1 << across + down
