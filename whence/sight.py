"""What remains of a picture once it was decoded: its proportions, and the square to be judged."""

from threading import Lock
from typing import Final, NamedTuple

from cachetools import LRUCache, cached

from whence.encoded import Encoded
from whence.pictures import Pixels, decode
from whence.preprocessing import squash

KEPT: Final = 40
"""Sights kept, of 150 kB each: more than are ever on their way to a verdict at the same time."""


class Sight(NamedTuple):
    """A picture's width over its height, and its pixels as uint8 RGB (size, size, 3)."""

    ratio: float
    square: Pixels


def _key(picture: Encoded, size: int) -> tuple[str, int]:
    return picture.digest, size


@cached(LRUCache(KEPT), key=_key, lock=Lock(), info=True)
def look(picture: Encoded, size: int) -> Sight:
    """Decode an encoded picture and squash it to `size`; raises PictureError.

    The few pictures that are on their way to a verdict need it up to three times: on arrival, to
    be hung and to be judged.
    """
    pixels = decode(picture, size)
    height, width = pixels.shape[:2]
    square = squash(pixels, size)
    square.setflags(write=False)
    return Sight(width / height, square)
