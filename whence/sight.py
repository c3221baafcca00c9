"""What remains of a picture once it was decoded: its proportions, and the square to be judged."""

import hashlib
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache, cached

from whence.pictures import Pixels, decode
from whence.preprocessing import squash


class Sight(NamedTuple):
    """A picture's width over its height, and its pixels as uint8 RGB (size, size, 3)."""

    ratio: float
    square: Pixels


def _key(data: bytes, size: int) -> tuple[bytes, int]:
    return hashlib.blake2b(data, digest_size=32).digest(), size


@cached(LRUCache(16), key=_key, lock=Lock(), info=True)
def look(data: bytes, size: int) -> Sight:
    """Decode an encoded picture and squash it to `size`; raises PictureError.

    The few pictures that are on their way to a verdict need it up to three times: on arrival, to
    be hung and to be judged.
    """
    picture = decode(data, size)
    height, width = picture.shape[:2]
    square = squash(picture, size)
    square.setflags(write=False)
    return Sight(width / height, square)
