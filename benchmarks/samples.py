"""Whole pictures to be damaged: our own studies in every kind of file that the decoder admits."""

import io
import struct
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image

STUDIES: Final = sorted((Path(__file__).parent.parent / "data" / "studies").glob("*.webp"))


def saved(kind: str, mode: str = "RGB", **options: Any) -> Any:
    def encode(image: Image.Image) -> bytes:
        file = io.BytesIO()
        image.convert(mode).save(file, kind, **options)
        return file.getvalue()

    return encode


def deep(suffix: str, depth: int = 16, *options: int) -> Any:
    def encode(image: Image.Image) -> bytes:
        pixels = np.asarray(image.convert("RGB"))[:, :, ::-1].astype(np.uint16) << (depth - 8)
        return bytes(cv2.imencode(suffix, pixels, list(options))[1])

    return encode


def clear(kind: str, **options: Any) -> Any:
    def encode(image: Image.Image) -> bytes:
        glass = image.convert("RGBA")
        glass.putalpha(Image.linear_gradient("L").resize(image.size))
        return saved(kind, "RGBA", **options)(glass)  # type: ignore[no-any-return]

    return encode


def film(kind: str, **options: Any) -> Any:
    def encode(image: Image.Image) -> bytes:
        more = [image.rotate(180), image.rotate(90)]
        whole: bytes = saved(kind, save_all=True, append_images=more, **options)(image)
        return whole

    return encode


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x112] = 6
    return exif.tobytes()


def run_length(image: Image.Image) -> bytes:
    """Write a BMP of runs, as Windows once wrote them; Pillow only reads them."""
    grey = np.asarray(image.convert("L"))[::-1]
    rows = (b"".join(bytes([1, value]) for value in row) + b"\0\0" for row in grey)
    body = b"".join(rows) + b"\0\1"
    palette = b"".join(bytes([value, value, value, 0]) for value in range(256))
    size = (*grey.shape[::-1], 1, 8, 1, len(body), 0, 0, 256, 0)
    info = struct.pack("<IiiHHIIiiII", 40, *size)
    return b"BM" + struct.pack("<IHHI", 1078 + len(body), 0, 0, 1078) + info + palette + body


KINDS: Final = {
    "JPEG": saved("JPEG", quality=80),
    "JPEG, progressive": saved("JPEG", quality=80, progressive=True, subsampling=0),
    "JPEG, CMYK": saved("JPEG", "CMYK"),
    "JPEG, grey, turned": saved("JPEG", "L", exif=turned()),
    "JPEG, restarts": saved("JPEG", restart_marker_rows=1),
    "PNG": saved("PNG"),
    "PNG, alpha": clear("PNG"),
    "PNG, palette": saved("PNG", "P", transparency=3),
    "PNG, one bit": saved("PNG", "1"),
    "PNG, 16 bits": deep(".png"),
    "PNG, film": film("PNG"),
    "WebP": saved("WEBP", quality=70, method=0),
    "WebP, alpha, turned": clear("WEBP", quality=70, method=0, exif=turned()),
    "WebP, lossless": clear("WEBP", lossless=True, quality=0, method=0),
    "WebP, film": film("WEBP", method=0),
    "GIF": saved("GIF", "P"),
    "GIF, transparent": saved("GIF", "P", transparency=3),
    "GIF, film": film("GIF", disposal=3),
    "BMP": saved("BMP"),
    "BMP, palette": saved("BMP", "P"),
    "BMP, runs": run_length,
    "TIFF": saved("TIFF"),
    "TIFF, LZW, strips": saved("TIFF", compression="tiff_lzw", tiffinfo={278: 8}),
    "TIFF, deflated, alpha": clear("TIFF", compression="tiff_adobe_deflate"),
    "TIFF, JPEG inside": saved("TIFF", compression="jpeg"),
    "TIFF, fax": saved("TIFF", "1", compression="group4"),
    "TIFF, 16 bits": deep(".tiff"),
    "AVIF": saved("AVIF", quality=60, speed=10),
    "AVIF, alpha, turned": clear("AVIF", quality=60, speed=10, exif=turned()),
    "AVIF, 12 bits": deep(".avif", 12, cv2.IMWRITE_AVIF_DEPTH, 12, cv2.IMWRITE_AVIF_SPEED, 10),
}


@cache
def sample(kind: str, study: int) -> bytes:
    """Return the study of that number as a file of that kind, 160 pixels at its longest."""
    image = Image.open(STUDIES[study]).convert("RGB")
    image.thumbnail((160, 160))
    data: bytes = KINDS[kind](image)
    return data
