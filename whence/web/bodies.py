"""A visitor's picture on its way in: never more of it in memory than a picture may have."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Final

from fastapi import Request

from whence.pictures import MOST_BYTES, PictureError
from whence.web.layers.proxies import visitor
from whence.web.lengths import announced

AT_ONCE: Final = 6 * MOST_BYTES
"""Bytes that may be on their way at once."""

EACH: Final = 3 * MOST_BYTES
"""Of these, so many may be one visitor's."""

LEAST: Final = 250_000
"""Bytes that are counted for a smaller picture, which needs some memory besides its own."""

PATIENCE: Final = 60.0
"""Seconds that one may take to arrive."""

STALL: Final = 10.0
"""Seconds after which one of which nothing more arrives is given up."""


class Room:
    """Memory for pictures on their way; who dribbles in several leaves some of it to others."""

    def __init__(self, at_once: int = AT_ONCE, each: int = EACH) -> None:
        self._left, self._each = at_once, each
        self._taken: Counter[str] = Counter()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def place(self, request: Request, size: int | None = None) -> AsyncIterator[None]:
        """Wait until there is memory for `size` bytes, at most `EACH`, and hold it.

        Where that is not said it is what the request announces, at most the largest picture.
        """
        who = visitor(request.scope)
        wanted = min(announced(request.headers) or MOST_BYTES, MOST_BYTES) if size is None else size
        taken = min(max(wanted, LEAST), EACH)
        while taken > self._left or taken + self._taken[who] > self._each:
            await self._changed.wait()
        self._take(who, taken)
        try:
            yield
        finally:
            self._take(who, -taken)
            self._changed.set()  # for all who wait now; the next wait for another change
            self._changed = asyncio.Event()

    def _take(self, who: str, size: int) -> None:
        self._left -= size
        self._taken[who] += size
        if not self._taken[who]:
            del self._taken[who]


async def chunks(request: Request) -> AsyncIterator[bytes]:
    """Yield the body as it arrives; raises TimeoutError where nothing does for `STALL` seconds."""
    arriving = aiter(request.stream())
    while True:
        async with asyncio.timeout(STALL):
            chunk = await anext(arriving, None)
        if chunk is None:
            return
        yield chunk


async def picture(request: Request) -> bytes:
    """Return the whole body, no longer than a picture may be.

    Raises PictureError, and TimeoutError where it does not go on arriving.
    """
    if (announced(request.headers) or 0) > MOST_BYTES:
        raise PictureError("too-large")
    body = BytesIO()
    async for chunk in chunks(request):
        if body.tell() + len(chunk) > MOST_BYTES:
            raise PictureError("too-large")
        body.write(chunk)
    return body.getvalue()  # which does not copy
