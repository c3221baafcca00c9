"""A picture made smaller for a page, as the bytes of a JPEG."""

from typing import Final

import cv2

from whence.pictures import Pixels

LONGEST: Final = 65_500
"""Pixels of a JPEG's side that libjpeg writes."""


def jpeg(picture: Pixels, scale: float) -> bytes:
    """Return an RGB picture (H, W, 3) as a JPEG, `scale` times as large, never larger."""
    height, width = picture.shape[:2]
    scale = min(1.0, scale, LONGEST / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    bgr = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    return bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 82])[1])
