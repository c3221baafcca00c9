"""A quick museum on this machine: `GET /<n>.jpg` is a picture of museum size after DELAY ms.

Each address has bytes of its own, so that nobody is helped by having seen another.
"""

import asyncio
import os
from pathlib import Path

import cv2

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 800
"""Pixels; the Met's web pictures are about this wide."""

DELAY = float(os.environ.get("DELAY", "0")) / 1000


def _jpeg(path: Path) -> bytes:
    picture = cv2.imread(str(path))
    height = round(picture.shape[0] * WIDTH / picture.shape[1])
    larger = cv2.resize(picture, (WIDTH, height), interpolation=cv2.INTER_CUBIC)
    return cv2.imencode(".jpg", larger, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


PICTURES = [_jpeg(path) for path in sorted((ROOT / "data" / "studies").glob("*.webp"))]


async def app(scope, receive, send) -> None:
    """Answer any address `/<n>.jpg`; a comment after the picture's end makes the bytes its own."""
    if scope["type"] != "http":
        return
    number = scope["path"].strip("/").removesuffix(".jpg")
    if DELAY:
        await asyncio.sleep(DELAY)
    body = PICTURES[int(number) % len(PICTURES)] + number.encode()
    headers = [(b"content-type", b"image/jpeg"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
