"""The largest picture of each kind that the decoder admits, made by code."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image

from benchmarks.samples import STUDIES, turned
from tests.bombs import SIGNATURE, tiff
from tests.museums.trouble import chunk
from whence.headers import read_header
from whence.pictures import COPIES, MOST_BYTES, MOST_MEMORY, MOST_PIXELS

Encode = Callable[[int, int], bytes]


def painted(width: int, height: int, mode: str = "RGB", smooth: bool = True) -> Image.Image:
    """Enlarge a study; not `smooth` repeat its pixels, which packs better."""
    image = Image.open(STUDIES[3]).convert("RGB")
    filtered = Image.Resampling.BICUBIC if smooth else Image.Resampling.NEAREST
    image = image.resize((width, height), filtered).convert(mode)
    if mode == "RGBA":
        image.putalpha(77)
    return image


def saved(kind: str, mode: str = "RGB", smooth: bool = True, **options: Any) -> Encode:
    def encode(width: int, height: int) -> bytes:
        file = io.BytesIO()
        strips = {"tiffinfo": {278: height}} if options.get("compression") else {}
        painted(width, height, mode, smooth).save(file, kind, **strips, **options)
        return file.getvalue()

    return encode


def deep(suffix: str, depth: int, channels: int, *options: int) -> Encode:
    def encode(width: int, height: int) -> bytes:
        pixels = np.full((height, width, channels), (1 << depth) // 3, np.uint16)
        return bytes(cv2.imencode(suffix, pixels, list(options))[1])

    return encode


def interlaced(width: int, height: int) -> bytes:
    """Write a flat PNG in seven passes, 8 bits, with alpha; nothing here writes such."""
    packer, rows = zlib.compressobj(1), []
    for left, top, across, down in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):  # fmt: skip
        row = b"\0" + b"\x20\x90\x30\x80" * -(-(width - left) // across)
        rows += [packer.compress(row) for _ in range(top, height, down)]
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 1)
    packed = b"".join(rows) + packer.flush()
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def tile(width: int, height: int) -> bytes:
    data = zlib.compress(bytes(width * height * 3))
    sizes = {0x100: width, 0x101: height, 0x142: width, 0x143: height}
    return tiff(sizes | {0x103: 8, 0x106: 2, 0x115: 3, 0x144: 200, 0x145: len(data)}, data)


def film(width: int, height: int) -> bytes:
    file, image = io.BytesIO(), painted(width, height, "RGBA", smooth=False)
    image.save(file, "WEBP", save_all=True, append_images=[image.rotate(180)], method=0)
    return file.getvalue()


KINDS: Final[dict[str, Encode]] = {
    "JPEG": saved("JPEG", quality=85),
    "JPEG, turned": saved("JPEG", quality=85, exif=turned()),
    "JPEG, progressive": saved("JPEG", quality=85, progressive=True),
    "JPEG, progressive, 4:4:4": saved("JPEG", quality=80, progressive=True, subsampling=0),
    "JPEG, progressive, CMYK": saved("JPEG", "CMYK", quality=75, progressive=True),
    "PNG": saved("PNG", smooth=False),
    "PNG, turned": saved("PNG", smooth=False, exif=turned()),
    "PNG, palette": saved("PNG", "P"),
    "PNG, alpha": saved("PNG", "RGBA", smooth=False),
    "PNG, alpha, interlaced": interlaced,
    "PNG, 16 bits": deep(".png", 16, 3),
    "PNG, 16 bits, alpha": deep(".png", 16, 4),
    "WebP": saved("WEBP", quality=80, method=0),
    "WebP, lossless": saved("WEBP", smooth=False, lossless=True, quality=0, method=0),
    "WebP, alpha": saved("WEBP", "RGBA", smooth=False, quality=60, method=0, exif=turned()),
    "WebP, film": film,
    "GIF": saved("GIF", "P", transparency=3),
    "BMP": saved("BMP"),
    "BMP, palette": saved("BMP", "P"),
    "TIFF": saved("TIFF", smooth=False, compression="tiff_adobe_deflate"),
    "TIFF, alpha": saved("TIFF", "RGBA", smooth=False, compression="tiff_adobe_deflate"),
    "TIFF, JPEG inside": saved("TIFF", compression="jpeg"),
    "TIFF, one tile": tile,
    "TIFF, 16 bits, alpha": deep(".tiff", 16, 4, cv2.IMWRITE_TIFF_COMPRESSION, 8),
    "AVIF": saved("AVIF", quality=70, speed=10),
    "AVIF, 4:4:4": saved("AVIF", quality=100, speed=10, subsampling="4:4:4"),
    "AVIF, alpha": saved("AVIF", "RGBA", quality=70, speed=10),
    "AVIF, 12 bits": deep(".avif", 12, 3, cv2.IMWRITE_AVIF_DEPTH, 12, cv2.IMWRITE_AVIF_SPEED, 10),
    "AVIF, 12 bits, alpha": deep(
        ".avif", 12, 4, cv2.IMWRITE_AVIF_DEPTH, 12, cv2.IMWRITE_AVIF_SPEED, 10
    ),
}


def largest() -> Iterator[tuple[str, bytes, float]]:
    """Yield kind, file and megapixels: a square, and where squares shrink a strip 800 high."""
    for kind, encode in KINDS.items():
        yield kind, *_grown(encode, lambda pixels: (round(pixels**0.5), round(pixels**0.5)))
        if kind.startswith("JPEG"):
            strip = _grown(encode, lambda pixels: (min(65_000, round(pixels / 800)), 800))
            yield f"{kind}, a strip", *strip


def _grown(encode: Encode, shape: Callable[[float], tuple[int, int]]) -> tuple[bytes, float]:
    """Encode smaller and smaller pictures until one is admitted."""
    pixels = float(MOST_PIXELS)
    while True:
        width, height = shape(pixels)
        data = encode(width, height)
        share = _share(data)
        if share >= 1:
            return data, width * height / 1e6
        pixels *= min(0.995, share + 0.001)


def _share(data: bytes) -> float:
    """Return what is granted for a picture, as a share of what it asks for."""
    header = read_header(data)
    assert header
    shrinks = header.format == "JPEG" and min(header.width, header.height) >= 896
    memory = (MOST_MEMORY - COPIES * len(data)) / header.memory(2 if shrinks else 1)
    pixels = MOST_PIXELS / (header.width * header.height)
    return min(max(memory, 0.1), pixels, MOST_BYTES / len(data))
