"""Answers on their way out: piece by piece, as they are read, and never too many bytes unread."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.pictures import MOST_BYTES
from whence.web.layers.delivery import FILES
from whence.web.layers.limits import kind_of
from whence.web.layers.proxies import visitor
from whence.web.refusals import busy

PIECE: Final = 65_536
"""Bytes that are handed on at once; the server waits with the next until they are mostly gone."""

AT_ONCE: Final = 6 * MOST_BYTES
"""Bytes of answers that may wait to be read, as many as may be on their way in."""

EACH: Final = 3 * MOST_BYTES
"""Of these, so many may be one visitor's."""


class Sending:
    """Cuts answers into pieces; answers 503 to who leaves too much unread, or to all where all do.

    An answer that is handed to the server whole is copied and kept until it was read, however long
    that takes. Who reads nothing more is dropped by `Connection`.
    """

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE, each: int = EACH) -> None:
        self._app, self._at_once, self._each = app, at_once, each
        self._unread: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Files of ours are in memory once, however many read them.
        who = None if scope["path"].startswith(FILES) else visitor(scope)
        if who is not None and self._full(who, scope):
            await busy(scope)(scope, receive, send)
            return

        async def hand_on(message: Message) -> None:
            body = message.get("body", b"")
            if len(body) <= PIECE:
                await send(message)
                return
            with self._held(who, len(body)):
                for start in range(0, len(body), PIECE):
                    more = message.get("more_body", False) or start + PIECE < len(body)
                    piece = body[start : start + PIECE]
                    await send(dict(message) | {"body": piece, "more_body": more})

        await self._app(scope, receive, hand_on)

    def _full(self, who: str, scope: Scope) -> bool:
        """Tell whether there is no room for another answer; for what is cheap there always is."""
        full = self._unread.total() >= self._at_once and kind_of(scope) is not None
        return full or self._unread[who] >= self._each

    @contextmanager
    def _held(self, who: str | None, size: int) -> Iterator[None]:
        if who is None:
            yield
            return
        self._unread[who] += size
        try:
            yield
        finally:
            self._unread[who] -= size
            if not self._unread[who]:
                del self._unread[who]
