"""A visitor's picture on its way in: never more of it in memory than a picture may have."""

from io import BytesIO
from typing import Final

from fastapi import Request

from whence.pictures import MOST_BYTES, PictureError

AT_ONCE: Final = 6
"""Pictures that may be on their way at once; each holds up to 15 MB of memory."""

PATIENCE: Final = 60.0
"""Seconds that one may take to arrive."""


def announced(request: Request) -> int:
    """Return how many bytes the body will have, 0 where nobody says so beforehand."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


async def picture(request: Request) -> bytes:
    """Return the whole body, no longer than a picture may be; raises PictureError."""
    if announced(request) > MOST_BYTES:
        raise PictureError("too-large")
    body = BytesIO()
    async for chunk in request.stream():
        if body.tell() + len(chunk) > MOST_BYTES:
            raise PictureError("too-large")
        body.write(chunk)
    return body.getvalue()  # which does not copy
