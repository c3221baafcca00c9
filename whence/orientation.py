"""Which way up a picture stands: the orientation that its EXIF names (1 to 8), and its undoing."""

import struct

import numpy as np
import numpy.typing as npt

from whence import tiff

Pixels = npt.NDArray[np.uint8]


def told(exif: bytes) -> int:
    """Return the orientation that a picture's EXIF names, or 0 where it names none."""
    try:
        # Some programs write a WebP's or an AVIF's EXIF as a JPEG's begins.
        return tiff.tags(exif.removeprefix(b"Exif\0\0")).get(tiff.ORIENTATION, 0)
    except struct.error:  # damaged EXIF is no reason to refuse the picture
        return 0


def upright(pixels: Pixels, turn: int) -> Pixels:
    """Return (H, W, …) pixels as an orientation asks: transposed first, then flipped."""
    if turn in (5, 6, 7, 8):
        pixels = np.swapaxes(pixels, 0, 1)
    if turn in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if turn in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
