"""The only decoder: bytes from anywhere in, an honest 8-bit RGB array out, or a `PictureError`."""

import os
import struct
import threading
from contextlib import nullcontext
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from whence import orientation
from whence.complexity import TooComplexError
from whence.headers import Header, read_header
from whence.messages import N_
from whence.mistake import Mistake

MOST_BYTES: Final = 15_000_000
SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".avif", ".gif", ".bmp", ".tif", ".tiff"}
    | {".heic", ".heif"}
)
"""By which a folder's pictures are found; what they are, their bytes say."""
MOST_PIXELS: Final = 25_000_000
MOST_MEMORY: Final = 195_000_000  # bytes; with the network the process stays below 300 MB
COPIES: Final = 3  # of the file's metadata, at worst: ours, OpenCV's and the one it hands over
LARGE: Final = 50_000_000  # bytes; of such pictures only one is decoded at a time
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(MOST_PIXELS))

import cv2  # noqa: E402  (reads its limit from the environment while it loads)

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# With helpers of its own OpenCV loses 860 bytes for each of our threads that ends (opencv#23912).
cv2.setNumThreads(1)

Pixels = npt.NDArray[np.uint8]

_ONE_LARGE = threading.Lock()
_STRIP: Final = 1 << 20  # pixels laid on white at once
_REDUCED: Final = {
    8: cv2.IMREAD_REDUCED_COLOR_8,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    2: cv2.IMREAD_REDUCED_COLOR_2,
    1: cv2.IMREAD_COLOR_BGR,
}

REFUSALS: Final = {
    "empty": N_("This file is empty. Choose another picture."),
    "too-large": N_("This file is larger than 15 MB. Save the picture smaller and try again."),
    "unknown-format": N_(
        "This is not a picture we can read. Use JPEG, PNG, WebP, AVIF, GIF, BMP or TIFF."
    ),
    "heic": N_(
        "Pictures in Apple's HEIC format cannot be read here. Save it as JPEG and try again."
    ),
    "too-many-pixels": N_(
        "This picture has more than 25 million pixels. Make it smaller and try again."
    ),
    "too-heavy": N_(
        "Opening this picture would take too much memory. Make it smaller, or save it as JPEG, "
        "and try again."
    ),
    "too-complex": N_(
        "This file is built in too many parts. Save it again as an ordinary JPEG and try again."
    ),
    "unsupported": N_(
        "This kind of picture file is too unusual. Save it as JPEG or PNG and try again."
    ),
    "broken": N_("This picture is damaged or incomplete. Try another copy of it."),
}


class PictureError(Mistake):
    """Bytes refused as a picture: `code` is a key of `REFUSALS`, `str()` its sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(REFUSALS[code])
        self.code = code

    def __reduce__(self) -> tuple[type["PictureError"], tuple[str]]:
        return type(self), (self.code,)


def decode(data: bytes, side: int = 224) -> Pixels:
    """Decode a picture to uint8 RGB, shape (H, W, 3), upright, transparency on white.

    JPEG, PNG, WebP, AVIF, GIF (first frame), BMP and TIFF are known by their first bytes; size,
    pixels and memory are judged before decoding. A large JPEG is decoded at 1/2, 1/4 or 1/8 while
    its shorter side stays at least `side` pixels. Raises PictureError, never anything else.
    """
    header = _admit(data, side)
    reduction = _reduction(header, side)
    with _ONE_LARGE if header.memory(reduction) > LARGE else nullcontext():
        try:
            return _decoded(np.frombuffer(data, np.uint8), header, reduction)
        except (cv2.error, MemoryError) as error:
            raise PictureError("broken") from error


def media_type(data: bytes) -> str:
    """Return the `image/…` type that the bytes themselves show; raises PictureError."""
    return f"image/{_admit(data).format.lower()}"


def _decoded(data: Pixels, header: Header, reduction: int) -> Pixels:
    if header.format == "JPEG":
        flags = _REDUCED[reduction] ^ cv2.IMREAD_COLOR_BGR | cv2.IMREAD_COLOR_RGB
        return _found(cv2.imdecode(data, flags))
    pixels, kinds, blobs = cv2.imdecodeWithMetadata(data, flags=cv2.IMREAD_UNCHANGED)
    exif = dict(zip(kinds, blobs, strict=True)).get(cv2.IMAGE_METADATA_EXIF, np.empty(0))
    # An AVIF's own boxes count, its EXIF does not (ISO/IEC 23008-12).
    told = 0 if header.format == "AVIF" else orientation.told(exif.tobytes())
    turn = told or header.turn
    pixels = _rgb(_eight_bits(pixels, header), header.multiplied)
    return orientation.upright(pixels, turn)


def _admit(data: bytes, side: int = 224) -> Header:
    """Judge bytes by signature, size and header alone; raises PictureError."""
    if not data:
        raise PictureError("empty")
    if len(data) > MOST_BYTES:
        raise PictureError("too-large")
    try:
        header = read_header(data)
    except (ValueError, LookupError, struct.error) as error:
        raise PictureError("broken") from error
    except TooComplexError as error:
        raise PictureError("too-complex") from error
    if header is None:
        raise PictureError("unknown-format")
    if code := _fault(header, len(data), side):
        raise PictureError(code)
    return header


def _fault(header: Header, length: int, side: int) -> str | None:
    if header.format == "HEIC":
        return "heic"
    if header.width <= 0 or header.height <= 0:
        return "broken"
    if header.width * header.height > MOST_PIXELS:
        return "too-many-pixels"
    if not header.readable:
        return "unsupported"
    memory = header.memory(_reduction(header, side)) + COPIES * length
    return "too-heavy" if memory > MOST_MEMORY else None


def _reduction(header: Header, side: int) -> int:
    shorter = min(header.width, header.height) if header.format == "JPEG" else 0
    return next((factor for factor in _REDUCED if shorter // factor >= side), 1)


def _found(pixels: Any) -> Pixels:
    """Return what OpenCV decoded; raises PictureError where that is nothing."""
    if pixels is None:
        raise PictureError("broken")
    return np.asarray(pixels)


def _eight_bits(pixels: Any, header: Header) -> Pixels | None:
    if pixels is None or pixels.dtype == np.uint8:
        return cast("Pixels | None", pixels)
    if pixels.dtype != np.uint16 or header.bits <= 8:
        raise PictureError("unsupported")
    np.right_shift(pixels, header.bits - 8, out=pixels)
    return cast("Pixels", pixels.astype(np.uint8))


def _rgb(pixels: Any, multiplied: bool) -> Pixels:
    """Turn OpenCV's grey, BGR or BGRA into RGB, with white where it is transparent."""
    pixels = _found(pixels)
    if pixels.ndim == 2:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB))
    if pixels.shape[2] == 3:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
    result = np.empty((*pixels.shape[:2], 3), np.uint8)
    rows = max(1, _STRIP // pixels.shape[1])
    for top in range(0, len(pixels), rows):
        result[top : top + rows] = _on_white(pixels[top : top + rows], multiplied)
    return result


def _on_white(pixels: Pixels, multiplied: bool) -> Pixels:
    colour = cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGB)
    alpha = cv2.cvtColor(pixels[:, :, 3], cv2.COLOR_GRAY2RGB)
    if not multiplied:
        colour = cv2.multiply(colour, alpha, scale=1 / 255)
    return np.asarray(cv2.add(colour, 255 - alpha))
