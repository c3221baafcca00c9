"""A visitor's picture on its way in: never more of it in memory than a picture may have."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Final
from weakref import WeakValueDictionary

from fastapi import Request

from whence.pictures import MOST_BYTES, PictureError
from whence.web.layers.proxies import visitor
from whence.web.lengths import announced

AT_ONCE: Final = 6
"""Pictures that may be on their way at once; each holds up to 15 MB of memory."""

EACH: Final = 3
"""Of these, so many may be one visitor's."""

PATIENCE: Final = 60.0
"""Seconds that one may take to arrive."""


class Room:
    """Room for pictures on their way; who dribbles in several leaves some of it to others."""

    def __init__(self, at_once: int = AT_ONCE, each: int = EACH) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._each = each
        self._visitors: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def place(self, request: Request) -> AsyncIterator[None]:
        """Wait for a place and hold it."""
        who = visitor(request.scope)
        own = self._visitors.get(who) or asyncio.Semaphore(self._each)
        self._visitors[who] = own
        async with own, self._places:
            yield


async def picture(request: Request) -> bytes:
    """Return the whole body, no longer than a picture may be; raises PictureError."""
    if (announced(request.headers) or 0) > MOST_BYTES:
        raise PictureError("too-large")
    body = BytesIO()
    async for chunk in request.stream():
        if body.tell() + len(chunk) > MOST_BYTES:
            raise PictureError("too-large")
        body.write(chunk)
    return body.getvalue()  # which does not copy
