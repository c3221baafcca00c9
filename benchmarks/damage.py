"""Ways to damage a file, each file the same whenever its number is the same."""

import re
import zlib
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from benchmarks.samples import KINDS, STUDIES, sample

SEED: Final = 2026
NUMBERS: Final = (
    0,
    1,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
)

Random = np.random.Generator


class Damaged(NamedTuple):
    """One file to try: what it was made of, how, and whether a picture may be left in it."""

    number: int
    kind: str
    way: str
    whole: bytes
    data: bytes


def place(rng: Random, length: int) -> int:
    """Draw a place in the file, half of the time among its first bytes."""
    return int(rng.integers(min(length, 96) if rng.random() < 0.5 else length))


def bits(rng: Random, data: bytearray, _other: bytes) -> None:
    for _ in range(int(rng.integers(1, 17))):
        data[place(rng, len(data))] ^= 1 << int(rng.integers(8))


def noise(rng: Random, data: bytearray, _other: bytes) -> None:
    for _ in range(int(rng.integers(1, 9))):
        data[place(rng, len(data))] = int(rng.integers(256))


def numbers(rng: Random, data: bytearray, _other: bytes) -> None:
    """Write the numbers at which programs break, in either order of bytes."""
    for _ in range(int(rng.integers(1, 4))):
        at, width = place(rng, len(data)), int(rng.choice([1, 2, 4]))
        value = int(rng.choice(NUMBERS)) & (1 << 8 * width) - 1
        data[at : at + width] = value.to_bytes(width, rng.choice(["little", "big"]))


def cut(rng: Random, data: bytearray, _other: bytes) -> None:
    del data[int(rng.integers(1, len(data))) :]


def gap(rng: Random, data: bytearray, _other: bytes) -> None:
    at = place(rng, len(data))
    del data[at : at + int(rng.integers(1, 1 + len(data) // 4))]


def zeros(rng: Random, data: bytearray, _other: bytes) -> None:
    at = place(rng, len(data))
    length = min(len(data) - at, int(rng.integers(1, 1 + len(data) // 2)))
    data[at : at + length] = bytes(length)


def twice(rng: Random, data: bytearray, _other: bytes) -> None:
    at = place(rng, len(data))
    piece = data[at : at + int(rng.integers(1, 512))]
    data[at:at] = piece * int(rng.integers(1, 9))


def grafted(rng: Random, data: bytearray, other: bytes) -> None:
    """Go on as another file of the same kind from some place on."""
    at = place(rng, min(len(data), len(other)))
    data[at:] = other[at:]


def exchanged(rng: Random, data: bytearray, other: bytes) -> None:
    at, source = place(rng, len(data)), place(rng, len(other))
    length = int(rng.integers(1, 64))
    data[at : at + length] = other[source : source + length]


def no_picture(rng: Random, data: bytearray, _other: bytes) -> None:
    """Keep the signature, before any size is said, and noise for the rest."""
    kept = int(rng.integers(4, 13))
    data[kept:] = rng.bytes(len(data) - kept)


WAYS: Final[dict[str, Callable[[Random, bytearray, bytes], None]]] = {
    "bits turned over": bits,
    "bytes overwritten": noise,
    "telling numbers": numbers,
    "cut off": cut,
    "a gap": gap,
    "zeros": zeros,
    "a piece repeated": twice,
    "grafted on another": grafted,
    "pieces exchanged": exchanged,
    "noise after the signature": no_picture,
}


def damaged(number: int) -> Damaged:
    """Return the file of that number: kinds take turns, ways and studies are drawn."""
    rng = np.random.default_rng([SEED, number])
    kind, way = list(KINDS)[number % len(KINDS)], str(rng.choice(list(WAYS)))
    whole, other = (sample(kind, int(rng.integers(len(STUDIES)))) for _ in range(2))
    data = bytearray(whole)
    WAYS[way](rng, data, other)
    changed = bytes(data)
    if kind.startswith("PNG") and rng.random() < 0.7:
        changed = with_right_checksums(changed)
    return Damaged(number, kind, way, whole, changed)


def with_right_checksums(data: bytes) -> bytes:
    """Let a PNG's damage through to the code behind the checksums."""
    result, at = bytearray(data), 8
    while at + 12 <= len(result) and re.match(rb"[A-Za-z]{4}", result[at + 4 : at + 8]):
        end = at + 8 + int.from_bytes(result[at : at + 4], "big")
        if end + 4 > len(result):
            break
        result[end : end + 4] = zlib.crc32(result[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return bytes(result)
