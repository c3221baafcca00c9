"""A visitor's connection: how many may rest, how much a head may be, how long either side waits."""

import asyncio
import math
from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit
from typing import Final

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from whence.web import problem

_FILES: Final = getrlimit(RLIMIT_NOFILE)[0]

MOST: Final = 1000 if _FILES == RLIM_INFINITY else min(1000, _FILES // 2)
"""Connections that may rest on one worker, each an open file; beyond, the one that rested longest
makes room. uvicorn's own limit would let it rest, and answer whoever asks with 503."""

LONGEST: Final = 65_536
"""Bytes of a request's first line and headers together; browsers send some 2,000."""

AHEAD: Final = 16
"""Requests that may have come while one is answered; browsers send none before they have read."""

TOO_LONG: Final = "The headers of this request are too long."
BODY: Final = (b"content-length", b"transfer-encoding")
"""Headers that announce a body."""

PATIENCE: Final = 60.0
"""Seconds that they may take to arrive."""

LOOK: Final = 60.0
"""Seconds between two looks at what a visitor has not read; who read nothing meanwhile is dropped.

The kernel tells of what was read in steps, over a fast line gone slow in some of 800,000 bytes.
"""


class Connection(HttpToolsProtocol):
    """HTTP by httptools, which keeps heads, trailers and requests without end, and answers unread.

    It also passes over the body of a request that would change to another protocol, which uvicorn
    then reads as the next request.
    """

    _head = 0.0  # bytes come of headers, or behind a chunk; endlessly less while a body comes
    _deadline: asyncio.TimerHandle | None = None
    _next_look: asyncio.TimerHandle
    _running: RequestResponseCycle | None = None  # the request being answered, not the newest come
    _refused = ""  # why, where we know better than the parser
    _resting = 0.0  # since when nothing is asked
    _unread = math.inf  # bytes at the last look, endlessly many if there was more room since

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait, and to look after what is not read; somebody else may wait no longer."""
        super().connection_made(transport)
        self._resting = self.loop.time()
        if len(self.connections) > MOST:
            self._make_room()
        self._wait()
        self._next_look = self.loop.call_later(LOOK, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer, and tell whoever is answering; uvicorn tells only the newest request."""
        self._wait_no_more()
        self.pipeline.clear()  # its requests would hold us, and we them
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        self._next_look.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait until what was sent is read; how much there was before is no matter."""
        self._unread = math.inf
        super().pause_writing()

    def data_received(self, data: bytes) -> None:
        """Read on, or refuse headers that do not end."""
        self._head += len(data)
        super().data_received(data)
        if self._head > LONGEST and not self.transport.is_closing():
            self.send_400_response(TOO_LONG)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of the headers."""
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Leave the rest to those who know how long it may be; refuse too much of it.

        What is raised here httptools hands on, and uvicorn answers it with 400.
        """
        if len(self.pipeline) == AHEAD:
            self.transport.abort()  # no word could be told from the answers that are still to come
            raise ValueError("too many requests at once")
        if refused := self._fault():
            self._refused = refused
            raise ValueError(refused)
        self._wait_no_more()
        self._head = -math.inf
        super().on_headers_complete()
        if self.parser.should_upgrade() and self.cycle is not None:
            self.cycle.keep_alive = False  # the parser reads nothing more

    def on_chunk_header(self) -> None:
        """Begin to wait for the chunk; behind the last come trailers, which uvicorn keeps."""
        self._head = 0
        self._wait()

    def on_body(self, body: bytes) -> None:
        """Leave it, too, to those who know how long it may be."""
        self._wait_no_more()
        self._head = -math.inf
        super().on_body(body)

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong as every refusal of the API is said, and close; nothing once closed."""
        if self.transport.is_closing():
            return
        told = problem.reply(400, "bad-request", self._refused or msg)
        head = [*self.server_state.default_headers, *told.raw_headers, (b"connection", b"close")]
        lines = b"".join(b"%s: %s\r\n" % pair for pair in head)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + lines + b"\r\n" + bytes(told.body))
        self.transport.close()

    def on_message_complete(self) -> None:
        """Count anew."""
        self._wait_no_more()
        self._head = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin to rest."""
        self._resting = self.loop.time()
        super().on_response_complete()

    def _fault(self) -> str:
        """Say why a request is not answered, "" where it is."""
        # A head that came in one piece with its end has not been measured yet.
        if sum(len(name) + len(value) for name, value in self.headers) + len(self.url) > LONGEST:
            return TOO_LONG
        if self.parser.should_upgrade() and any(name in BODY for name, _ in self.headers):
            return "A body that comes with Upgrade is not read; send it without."
        if self.url == b"*" and self.parser.get_method() != b"OPTIONS":
            return "Name a path that begins with a slash."
        return ""

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _make_room(self) -> None:
        """Close the connection that rested longest; those that are being answered stay."""
        resting = [
            one
            for one in self.connections
            if isinstance(one, Connection) and (one.cycle is None or one.cycle.response_complete)
        ]
        longest = min(resting, key=lambda one: one._resting)
        if longest is not self:
            # The next to come before it is gone shall find another.
            self.connections.discard(longest)
            longest.transport.close()

    def _look(self) -> None:
        """Drop the visitor who takes nothing of what alone we wait for."""
        unread = self.transport.get_write_buffer_size()
        waits = self.flow.write_paused or self.transport.is_closing()
        if waits and 0 < unread >= self._unread:
            self.transport.abort()
            return
        self._unread = unread if waits else math.inf
        self._next_look = self.loop.call_later(LOOK, self._look)

    def _wait(self) -> None:
        self._wait_no_more()
        self._deadline = self.loop.call_later(PATIENCE, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
